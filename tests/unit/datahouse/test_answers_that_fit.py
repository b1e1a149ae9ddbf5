"""What an engine can compute and a reader cannot take: days beyond every calendar, and what division by zero gives."""

import io
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from pendopo.datahouse.answering.process import Bounds, find
from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.exports.answers import FORMS
from pendopo.datahouse.lake.arrow_values import values_of, whole_numbers_of
from pendopo.datahouse.lake.sandbox import Limits, ask, sandbox


@pytest.mark.parametrize(
    "sql", ["SELECT make_date(300000, 1, 1) AS hari", "SELECT DATE '0001-01-01' - INTERVAL 5000 YEAR AS hari"]
)
def test_a_day_beyond_every_calendar_is_named(sql: str) -> None:
    with sandbox({}, Limits()) as connection, pytest.raises(QueryRefused, match="“hari” memuat hari di luar"):
        ask(connection, sql, Limits())


def test_the_answering_process_names_it_too(tmp_path: Path) -> None:
    with pytest.raises(QueryRefused, match="di luar tahun 1 sampai 9999"):
        find("SELECT make_date(300000, 1, 1) AS hari", {}, Bounds(), work=tmp_path)


def test_numbers_without_end_and_durations_leave_in_every_form() -> None:
    table = duckdb.sql("SELECT 1 / 0 AS bagi, 0 / 0 AS kosong, INTERVAL 3 DAY AS lama").to_arrow_table()
    written = {form: write(table) for form, (write, _) in FORMS.items()}
    assert written["csv"].splitlines()[1].startswith(b"inf,nan,")
    assert written["xlsx"][:2] == b"PK"
    (record,) = json.loads(written["json"], parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert record == {"bagi": "inf", "kosong": "nan", "lama": "P3D"}
    assert duckdb.from_arrow(parquet.read_table(io.BytesIO(written["parquet"]))).fetchall()[0][2] == "P3D"


def test_a_cut_answer_leaves_the_connection_free_for_the_next_question() -> None:
    limits = Limits(rows=2)
    with sandbox({}, limits) as connection:
        for _ in range(2):
            found = ask(connection, "SELECT range FROM range(100000)", limits)
            assert (len(found.rows), found.cut) == (2, True)


def test_days_and_wide_sums_are_the_values_that_arrow_itself_would_give() -> None:
    table = duckdb.sql(
        "SELECT DATE '0001-01-01' + (n * 365)::INTEGER AS hari, (10::HUGEINT ** (n % 38))::HUGEINT AS jumlah "
        "FROM range(9_000) AS r(n) UNION ALL SELECT NULL, NULL"
    ).to_arrow_table()
    for batch in table.to_batches(max_chunksize=10):
        days, sums = batch.columns
        assert values_of(days) == days.to_pylist()
        assert whole_numbers_of(sums) == [None if one is None else int(one) for one in sums.to_pylist()]
