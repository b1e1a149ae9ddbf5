"""Carrying an assessment to another framework: suggestions to confirm, from a reading that is complete."""

import pytest

from pendopo.assessment.domain.errors import FrameworkRefused, LevelOutOfScale
from pendopo.assessment.domain.loading_mapping import load_mapping
from pendopo.assessment.domain.mapping import Confidence, Relation, carry
from tests.unit.assessment.frameworks import FOLDER, PEMDI, SPBE_2018, SPBE_2020, even

TO_2020 = FOLDER.mapping(SPBE_2018, SPBE_2020)
TO_PEMDI = FOLDER.mapping(SPBE_2020, PEMDI)
TEXT = (FOLDER.folder / "mappings" / "permenpanrb-59-2020--permenpanrb-8-2026.yaml").read_text()


def by_item(mapping, earlier, later, levels):
    return {one.item: one for one in carry(mapping, earlier, later, levels)}


def test_every_item_is_linked_or_named_as_new():
    for mapping, later in ((TO_2020, SPBE_2020), (TO_PEMDI, PEMDI)):
        linked = {code for link in mapping.links for code in link.targets}
        assert linked | set(mapping.fresh) == {item.code for item in later.items}


def test_a_level_and_its_evidence_come_along_where_the_subject_is_the_same():
    levels = even(SPBE_2018, 2) | {"22": 4}
    data_centre = by_item(TO_2020, SPBE_2018, SPBE_2020, levels)["16"]
    assert (data_centre.level, data_centre.relation, data_centre.confidence) == (
        4,
        Relation.SAME,
        Confidence.HIGH,
    )
    assert data_centre.evidence_of == ("22",)


def test_an_answer_that_was_given_three_times_goes_to_three_indicators():
    levels = even(SPBE_2018, 1) | {"35-1": 2, "35-2": 3, "35-3": 4}
    found = by_item(TO_2020, SPBE_2018, SPBE_2020, levels)
    assert [found[code].level for code in ("45", "46", "47")] == [2, 3, 4]


def test_level_nought_becomes_the_lowest_level_of_a_scale_that_begins_at_one():
    assert by_item(TO_2020, SPBE_2018, SPBE_2020, even(SPBE_2018, 0))["5"].level == 1


def test_of_several_sources_the_lowest_level_counts():
    levels = even(SPBE_2020, 4) | {"17": 2}
    assert by_item(TO_PEMDI, SPBE_2020, PEMDI, levels)["14"].level == 2


def test_what_is_only_related_brings_evidence_and_no_level():
    suggestion = by_item(TO_PEMDI, SPBE_2020, PEMDI, even(SPBE_2020, 3))["1"]
    assert suggestion.level is None
    assert suggestion.with_evidence
    assert "Rencana Aksi Nasional" in suggestion.note


def test_what_is_new_gets_no_suggestion():
    assert not {"6", "7"} & by_item(TO_PEMDI, SPBE_2020, PEMDI, even(SPBE_2020, 3)).keys()


def test_an_item_without_a_level_brings_its_evidence_only():
    found = by_item(TO_2020, SPBE_2018, SPBE_2020, {})["16"]
    assert (found.level, found.evidence_of) == (None, ("22",))


def test_levels_that_do_not_fit_the_earlier_framework_are_refused():
    with pytest.raises(LevelOutOfScale):
        carry(TO_PEMDI, SPBE_2020, PEMDI, {"1": 0})


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("target: [2]", "target: [21]", "indikator 21 tidak ada dalam permenpanrb-8-2026"),
        ("source: [28]", "source: [48]", "indikator 48 tidak ada dalam permenpanrb-59-2020"),
        ("source: [28]", "source: []", "belum diisi"),
        ("relation: same", "relation: equal", "pilih salah satu: same, narrower, wider, related"),
        ("carry: both", "carry: all", "pilih salah satu: level, evidence, both, none"),
        ("fresh: [6, 7]", "fresh: [6]", "indikator 7 dari permenpanrb-8-2026 belum dipetakan"),
        ("fresh: [6, 7]", "fresh: [6, 7, 8]", "indikator 8 dipetakan"),
        ("to: permenpanrb-8-2026", "to: permenpanrb-9-2026", "permenpanrb-9-2026"),
        ("confidence: low", "confidense: low", "“confidense” tidak dikenal"),
        ("links:", "links: {a: 1}\nlink:", "tulis daftar"),
    ],
)
def test_a_mapping_with_a_fault_is_refused_with_its_place(old, new, words):
    with pytest.raises(FrameworkRefused) as refusal:
        load_mapping(TEXT.replace(old, new, 1), SPBE_2020, PEMDI, path="peta.yaml")
    assert any(words in fault for fault in refusal.value.facts["faults"])
    assert all(fault.startswith("peta.yaml:") for fault in refusal.value.facts["faults"])
