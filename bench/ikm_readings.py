"""The readings that `bench/ikm.py` compares: ours, the bare engine's, pandas', plain Python's; and what they read."""

import csv
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import duckdb

from pendopo.kernel.days import Month
from pendopo.kernel.decimals import half_up
from pendopo.survey.archive import Archived, file_of, read_tallies, write_month
from pendopo.survey.domain.tally import grouped

ELEMENTS = range(1, 10)
CODES = [f"U{number}" for number in ELEMENTS]
MONTHS = [Month(year, number) for year in (2024, 2025) for number in range(1, 13)]
#: A province: agencies with their services.
AGENCIES, SERVICES = 40, 240


def write_archive(folder: Path, answers: int) -> None:
    """So many answers over the months, as the archive writes them; not independent of service and element."""
    scores = ", ".join(
        f"CASE WHEN random() < 0.03 THEN 0 WHEN random() < 0.04 THEN 1 WHEN random() < 0.1 + service % 7 / 50"
        f" THEN 2 WHEN random() < 0.{number + 40} THEN 3 ELSE 4 END AS u{number}"
        for number in ELEMENTS
    )
    for place, month in enumerate(MONTHS):
        share = answers // len(MONTHS) + (place < answers % len(MONTHS))
        rows = (
            f"(SELECT service, class, {scores} FROM (SELECT (random() * random() * {SERVICES})::INTEGER AS service,"
            f" ['phone', 'slip', 'kiosk'][1 + floor(random() * 3)::INTEGER] AS class FROM range({share})))"
        )
        written = write_month(folder, month, rows, len(ELEMENTS))
        file_of(folder, month, written.sha256).rename(_file(folder, month))


def write_answers(file: Path, rows: int) -> None:
    """A table of answers as a city would export it."""
    scores = ", ".join(
        f"CASE WHEN random() < 0.02 THEN '' WHEN random() < 0.1 THEN '2' WHEN random() < 0.6 THEN '3' ELSE '4' END"
        f" AS U{number}"
        for number in ELEMENTS
    )
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT 'Layanan ' || (random() * 40)::INTEGER AS layanan, {scores},"
            f" DATE '2026-01-01' + (random() * 27)::INTEGER AS tanggal FROM range({rows})) TO '{file}' (HEADER)"
        )


def _file(folder: Path, month: Month) -> Path:
    return file_of(folder, month, "").parent / "answers.parquet"


def by_tallies(folder: Path) -> str:
    """As the program reads: tallies of the archive, grouped by the domain."""
    months = [Archived(month, _file(folder, month)) for month in MONTHS]
    tallies = read_tallies(months, CODES)
    groups = grouped(tallies, lambda tally: (tally.service_id % AGENCIES, tally.service_id, tally.month))
    return f"{len(groups) * len(CODES)} groups, {sum(each.respondents for each in groups.values())} answers"


def by_engine(folder: Path, columns: Callable[[int], str]) -> str:
    """The same question as one statement."""
    with duckdb.connect(config={"threads": "2", "memory_limit": "800MB"}) as engine:
        rows = engine.execute(
            f"SELECT service % {AGENCIES}, service, year, month, count(*), {', '.join(map(columns, ELEMENTS))}"
            f" FROM read_parquet('{folder}/*/*/answers.parquet', hive_partitioning = true) GROUP BY ALL"
        ).fetchall()
    return f"{len(rows) * len(CODES)} groups, {sum(row[4] for row in rows)} answers"


def by_pandas(file: Path) -> str:
    """What an analyst would write."""
    import pandas

    table = pandas.read_csv(file)
    return half_up(
        sum(Fraction(int(table[code].sum()), int(table[code].count())) for code in CODES) / 9 * 25, 2
    )


def by_python(file: Path) -> str:
    """What a careful script does."""
    answered: defaultdict[str, int] = defaultdict(int)
    sums: defaultdict[str, int] = defaultdict(int)
    with file.open(newline="") as opened:
        for row in csv.DictReader(opened):
            for code in CODES:
                if row[code]:
                    answered[code] += 1
                    sums[code] += int(row[code])
    return half_up(sum(Fraction(sums[code], answered[code]) for code in CODES) / 9 * 25, 2)


def _sums(number: int) -> str:
    return f"sum(u{number}), count(nullif(u{number}, 0))"


def _counts(number: int) -> str:
    return ", ".join(f"count(*) FILTER (u{number} = {score})" for score in range(5))


READINGS: dict[str, Callable[[Path], str]] = {
    "tallies": by_tallies,
    "engine sums": lambda folder: by_engine(folder, _sums),
    "engine counts": lambda folder: by_engine(folder, _counts),
    "pandas": by_pandas,
    "plain Python": by_python,
}
