"""Shares of quality are exact, and what is missing is all that is missing."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.datahouse.domain.description import NO_STANDARD, Description
from pendopo.datahouse.domain.due import REMEMBERED, Deadline, deadlines, due_after
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.metadata import QUESTIONS
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.quality import Delivery, Measure, Side, delivery_of, measures, questions_for
from pendopo.datahouse.domain.schema import Field, Schema

SCHEMA = Schema(
    (
        Field("kecamatan", ms_var={"definisi": "Nama kecamatan", "id_sds": NO_STANDARD}),
        Field("jumlah", "integer", ms_var={"definisi": "Banyaknya warga", "id_sds": "SD00001.00.00"}),
        Field("kelas", enum=("a", "b")),
    )
)
SAID = Description(title="Penduduk menurut kecamatan", theme="kependudukan", access=Access.OPEN)
HELD = Delivery(10, {"kecamatan": 10, "jumlah": 7, "kelas": 10}, frozenset({"kelas"}))
LATE = Deadline(date(2026, 9, 1), date(2026, 10, 7), met=False)
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


def by_side(**changes) -> dict[Side, Measure]:
    given = {"said": SAID, "schema": SCHEMA, "delivery": HELD, "deadlines": [LATE]} | changes
    return {one.side: one for one in measures(**given)}


def test_every_side_counts_its_own_things():
    found = by_side()
    assert {side: (one.good, one.total) for side, one in found.items()} == {
        Side.STANDARD: (1, 4),  # three columns, and the unit of the figure
        Side.METADATA: (4, 6 + len(questions_for(SAID))),  # title, theme, two definitions
        Side.INTEROPERABLE: (2, 5),  # no licence, no key, one column of three is mixed
        Side.REFERENCE: (1, 2),  # the list of classes is one, the kecamatan has none
        Side.COMPLETE: (27, 30),
        Side.TIMELY: (0, 1),
        Side.VALID: (2, 3),  # nothing is asked of the names of kecamatan
    }
    assert found[Side.COMPLETE].missing[0].told() == "Kolom “jumlah”: 3 dari 10 sel kosong."
    assert [one.told() for one in found[Side.STANDARD].missing] == [
        "Kolom “kecamatan” belum berstandar.",
        "Kolom “jumlah” berisi angka, tetapi satuannya belum ditulis.",
        "Kolom “kelas” belum berstandar.",
    ]


def test_a_name_beside_its_code_needs_no_list_of_its_own():
    coded = Field("kode_wilayah", reference=("kode-wilayah", "kode"))
    found = by_side(schema=Schema((*SCHEMA.fields, coded)))[Side.REFERENCE]
    assert (found.good, found.total) == (2, 2)


def test_where_nothing_is_counted_there_is_no_share():
    found = by_side(schema=Schema((Field("catatan"),)), delivery=Delivery(), deadlines=[])
    for side in (Side.REFERENCE, Side.COMPLETE, Side.TIMELY):
        assert (found[side].percent, found[side].missing) == (None, ())


def test_only_surveys_are_asked_for_their_sample():
    survey = Description(metadata={"cara_pengumpulan_data": "survei"})
    more = {one.key for one in questions_for(survey)} - {one.key for one in questions_for(SAID)}
    assert more == {"metode_sampel", "kerangka_sampel", "fraksi_sampel", "sampling_error"}


def test_open_findings_lower_their_own_side():
    before, after = by_side(), by_side(findings=[Principle.CONTENT, Principle.CONTENT, Principle.PRIVACY])
    assert (after[Side.VALID].good, after[Side.VALID].total) == (2, 5)
    assert {side for side in Side if before[side] != after[side]} == {Side.VALID}


def test_the_report_of_a_version_tells_what_was_delivered():
    report = {"filled": {"a": 1}, "warnings": [{"rule": "stored-as-text", "column": "a"}]}
    assert delivery_of(report, 2) == Delivery(2, {"a": 1}, frozenset({"a"}))


FIELDS = st.builds(
    Field,
    name=st.sampled_from(["kecamatan", "kode_desa", "jumlah", "catatan", "opd"]),
    type=st.sampled_from(["string", "integer", "number", "date"]),
    enum=st.sampled_from([(), ("a",)]),
    pattern=st.sampled_from([None, "a+"]),
    ms_var=st.fixed_dictionaries(
        {}, optional={"definisi": st.sampled_from(["-", "arti"]), "id_sds": st.just("SD00001.00.00"),
                      "satuan": st.just("jiwa")},
    ),
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(FIELDS, min_size=1, max_size=5, unique_by=lambda one: one.name),
    st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["-", "jawaban"]), max_size=8),
    st.integers(0, 50),
    st.lists(st.sampled_from(list(Principle)), max_size=4),
    st.data(),
)
def test_good_and_missing_are_always_the_whole(fields, answers, rows, findings, data):
    filled = {one.name: data.draw(st.integers(0, rows)) for one in fields}
    said = Description(title="Judul yang jelas", metadata=answers)
    found = measures(said, Schema(tuple(fields)), Delivery(rows, filled), [LATE], findings)
    assert [one.side for one in found] == list(Side)
    for one in found:
        assert one.good + sum(each.count for each in one.missing) == one.total
        assert (one.percent == 100) is (one.total > 0 and not one.missing)
        assert all(each.told() for each in one.missing)


@settings(max_examples=60)
@given(st.sampled_from(list(Frequency)), DAYS, st.integers(0, 800), st.lists(DAYS, max_size=6))
def test_due_days_are_those_that_passed_or_were_met(frequency, since, age, delivered):
    today = since + timedelta(days=age)
    known = [day for day in delivered if since <= day <= today]
    found = deadlines(frequency, known, since, today, frozenset())
    assert len(found) <= REMEMBERED
    assert list(found) == sorted(found, key=lambda one: one.first)
    for one in found:
        assert one.due == due_after(frequency, one.first, frozenset())
        assert one.met or one.due < today


def test_a_delivery_in_time_meets_its_due_day_and_a_later_one_does_not():
    since, today = date(2026, 7, 10), date(2026, 10, 20)
    found = deadlines(Frequency.MONTHLY, [date(2026, 8, 3), date(2026, 9, 20)], since, today, frozenset())
    assert [(one.first.month, one.met) for one in found] == [(7, True), (8, False), (9, False)]
    assert deadlines(Frequency.IRREGULAR, [since], since, today, frozenset()) == ()
