"""Of some data only aggregates leave, and none of a small group."""

import itertools
import random
from collections.abc import Sequence

import duckdb
import pytest

from pendopo.datahouse.domain.aggregates import UNIT, aggregated
from pendopo.datahouse.domain.errors import QueryRefused

SMALLEST = 5
RELATIONS = {
    "pasien": f"SELECT *, nik AS {UNIT} FROM pasien_semua",
    "siswa": "SELECT * FROM siswa_semua",
}


def engine(cells: Sequence[int]) -> duckdb.DuckDBPyConnection:
    """Patients in kecamatan k0, k1, …, so many in each; every third of them also is a pupil."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE pasien_semua (nik VARCHAR, kecamatan VARCHAR, biaya INTEGER)")
    people = [(f"n{k}-{i}", f"k{k}", 10 * k + i) for k, count in enumerate(cells) for i in range(count)]
    connection.executemany("INSERT INTO pasien_semua VALUES (?, ?, ?)", people)
    connection.execute("CREATE TABLE siswa_semua AS SELECT nik, 'sd' AS jenjang FROM pasien_semua")
    return connection


def answer(sql: str, cells: Sequence[int] = (8, 9, 12, 3)) -> list[tuple[object, ...]]:
    question = aggregated(sql, RELATIONS, {"pasien": SMALLEST}, frozenset({"nik"}))
    return engine(cells).execute(question).fetchall()


def test_large_groups_are_told_and_small_ones_are_not() -> None:
    assert answer("SELECT kecamatan, count(*) FROM pasien GROUP BY kecamatan ORDER BY 1", (8, 9, 12)) == [
        ("k0", 8), ("k1", 9), ("k2", 12),
    ]  # fmt: skip
    # The group of three goes, and the next smallest with it: the total less the others would tell.
    assert answer("SELECT kecamatan, count(*) FROM pasien GROUP BY kecamatan ORDER BY 1") == [
        ("k1", 9), ("k2", 12),
    ]  # fmt: skip
    assert answer("SELECT count(*) FROM pasien") == [(32,)]
    assert answer("SELECT count(*) FROM pasien WHERE kecamatan = 'k3'") == []


def test_no_calculation_with_one_answer_and_its_total_leads_to_a_small_group() -> None:
    """Every table of up to four cells of 0 to 6 people: what is missing has two cells or more, and enough people."""
    for cells in random.Random(1).sample(list(itertools.product(range(7), repeat=4)), 60):
        shown = dict(answer("SELECT kecamatan, count(*) FROM pasien GROUP BY kecamatan", cells))  # type: ignore[arg-type]
        there = {f"k{place}": count for place, count in enumerate(cells) if count}
        missing = {name: count for name, count in there.items() if name not in shown}
        assert all(there[str(name)] == count and count >= SMALLEST for name, count in shown.items())
        if missing and shown:
            assert len(missing) >= 2, cells
            assert sum(missing.values()) >= SMALLEST, cells


def test_people_are_counted_and_not_their_rows() -> None:
    doubled = {"pasien": f"SELECT kecamatan, biaya, left(nik, 4) AS {UNIT} FROM pasien_semua, range(10)"}
    sql = "SELECT count(*) FROM pasien WHERE kecamatan = 'k3'"
    question = aggregated(sql, doubled, {"pasien": SMALLEST}, frozenset())
    assert engine((8, 9, 12, 3)).execute(question).fetchall() == []


def test_values_that_few_people_have_are_no_sum() -> None:
    few = "(SELECT * REPLACE (CASE WHEN nik = 'n0-1' THEN 77 END AS biaya) FROM pasien_semua)"
    relations = {"pasien": f"SELECT *, nik AS {UNIT} FROM {few}"}
    question = aggregated("SELECT sum(biaya) FROM pasien", relations, {"pasien": SMALLEST}, frozenset())
    assert engine((30,)).execute(question).fetchall() == []


def test_data_of_two_agencies_are_joined_by_pseudonyms() -> None:
    joined = (
        "SELECT s.jenjang, round(avg(p.biaya), 1) AS rata FROM pasien p JOIN siswa s USING (nik) GROUP BY 1"
    )
    assert answer(joined, (8, 9)) == [("sd", 9.1)]
    on = "SELECT count(DISTINCT p.nik) FROM pasien p JOIN siswa s ON p.nik = s.nik AND s.jenjang = 'sd'"
    assert answer(on, (8, 9)) == [(17,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM pasien",
        "SELECT kecamatan FROM pasien",
        "SELECT nik, count(*) FROM pasien GROUP BY nik",
        "SELECT count(*) FROM pasien WHERE nik = 'x'",
        "SELECT count(*) FROM pasien WHERE nik <> 'x'",
        "SELECT count(*) FROM pasien p JOIN siswa s ON p.nik = s.nik OR true",
        "SELECT count(*) FROM pasien p JOIN siswa s ON NOT (p.nik = s.nik)",
        "SELECT count(*) FROM pasien p JOIN siswa s ON p.nik = s.nik WHERE s.nik > 'n'",
        "SELECT count(*) FROM pasien p, siswa s",
        "SELECT count(*) FROM pasien p FULL JOIN siswa s USING (nik)",
        "SELECT max(biaya) FROM pasien",
        "SELECT min(nik) FROM pasien",
        "SELECT any_value(biaya), count(*) FROM pasien",
        "SELECT string_agg(kecamatan, ',') FROM pasien",
        "SELECT median(biaya) FROM pasien",
        "SELECT sum(CASE WHEN kecamatan = 'k3' THEN biaya END) FROM pasien",
        "SELECT sum(biaya) FILTER (WHERE kecamatan = 'k3') FROM pasien",
        "SELECT count(*) FROM pasien HAVING count(*) = 3",
        "SELECT kecamatan, sum(biaya) OVER () FROM pasien",
        "SELECT DISTINCT kecamatan, count(*) FROM pasien GROUP BY 1",
        "SELECT count(*) FROM (SELECT * FROM pasien LIMIT 1) AS x",
        "WITH x AS (SELECT * FROM pasien) SELECT count(*) FROM x",
        "SELECT count(*) FROM pasien UNION ALL SELECT 1",
        "SELECT count(*), (SELECT max(biaya) FROM pasien) FROM siswa",
        "SELECT count(*) FROM siswa WHERE EXISTS (SELECT 1 FROM pasien WHERE biaya = 7)",
        "SELECT kecamatan, count(*) FROM pasien GROUP BY ROLLUP (kecamatan)",
        "SELECT count(*) FROM pasien ORDER BY max(biaya)",
        "SELECT count(*) AS a, sum(biaya) AS a FROM pasien",
    ],
)
def test_whatever_could_tell_of_one_person_is_refused(sql: str) -> None:
    with pytest.raises(QueryRefused):
        answer(sql)
