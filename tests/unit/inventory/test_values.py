"""What people write about elements, and what becomes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.inventory.domain.attributes import Form, attributes_of
from pendopo.inventory.domain.elements import read_code, read_name
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.domain.relations import VERBS, Relation, check_relation, relations_from
from pendopo.inventory.domain.sheets import columns_of
from pendopo.inventory.domain.values import check_values, read_value, shown_value
from pendopo.kernel.errors import Invalid

ASKED = {one.key: one for part in Part for one in attributes_of(part)}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("biaya_tahunan", "Rp 25.000.000", 25_000_000),
        ("biaya_tahunan", "0", 0),
        ("pengguna", "1.200", 1_200),
        ("cadangan", "YA", "ya"),
        ("cadangan", "belum diketahui", "belum-diketahui"),
        ("sejak", "31/12/2019", "2019-12-31"),
        ("sejak", "2019-12-31", "2019-12-31"),
        ("pembuat", "  Tim   kami ", "Tim kami"),
        ("keterangan", "satu\ndua ", "satu\ndua"),
        ("keterangan", "   ", None),
    ],
)
def test_what_people_write_is_read(key, text, value):
    assert read_value(ASKED[key], text) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("biaya_tahunan", "-1"),
        ("biaya_tahunan", "2,5 juta"),
        ("biaya_tahunan", "1.00"),
        ("biaya_tahunan", "9" * 16),
        ("pengguna", "١٢"),
        ("cadangan", "kadang"),
        ("sejak", "2019-02-30"),
        ("sejak", "31-12-19"),
        ("sejak", "0001-01-01"),
        ("pembuat", "x" * 201),
        ("keterangan", "x" * 2_001),
    ],
)
def test_what_cannot_be_read_names_its_field(key, text):
    with pytest.raises(Invalid) as refused:
        read_value(ASKED[key], text)
    assert refused.value.facts["field"] == key


@given(st.data())
def test_every_value_is_shown_so_that_it_can_be_read_back(data):
    part = data.draw(st.sampled_from(list(Part)))
    asked = data.draw(st.sampled_from(attributes_of(part)))
    value = data.draw(values_of(asked))
    assert read_value(asked, shown_value(asked, value)) == value
    check_values(part, {asked.key: value})


def values_of(asked):
    """Everything that may stand in an attribute."""
    if asked.form is Form.CHOICE:
        return st.sampled_from([code for code, _ in asked.options])
    if asked.form is Form.DAY:
        return st.dates(date(1945, 1, 1), date(2100, 12, 31)).map(date.isoformat)
    if asked.form in (Form.NUMBER, Form.RUPIAH):
        return st.integers(0, 10**14)
    return (
        st.text("abc 12.,-=", min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
    )


def test_codes_are_kept_in_capitals():
    assert read_code(" ap-01.x ") == "AP-01.X"
    for text in ("", "A", "-AP", "AP 1", "AP/1", "Ä1", "x" * 41):
        with pytest.raises(Invalid):
            read_code(text)
    assert read_name("  Presensi   pegawai ") == "Presensi pegawai"


def test_every_part_has_its_own_keys_and_headings():
    for part in Part:
        keys = [one.key for one in attributes_of(part)]
        headings = [heading.casefold() for heading in columns_of(part)]
        assert len(set(keys)) == len(keys)
        assert len(set(headings)) == len(headings)
        assert relations_from(part) or part is Part.POLICY


def test_relations_say_which_parts_they_join():
    check_relation(Relation.USES, Part.SERVICE, Part.APPLICATION, same=False)
    for relation, source, target, same in (
        (Relation.USES, Part.APPLICATION, Part.SERVICE, False),
        (Relation.SENDS_TO, Part.APPLICATION, Part.APPLICATION, True),
        (Relation.FUNDED_BY, Part.BUDGET, Part.BUDGET, False),
    ):
        with pytest.raises(Invalid):
            check_relation(relation, source, target, same=same)
    assert set(VERBS) == set(Relation)
