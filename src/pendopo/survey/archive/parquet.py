"""Writing and reading the files: `year=2026/month=01/<checksum>.parquet`."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pendopo.kernel.days import Month
from pendopo.survey.domain.tally import Tally

#: Counts of three scores share one sum of 63 bits, so a service may have so many answers of a class in a month.
MOST_IN_A_GROUP = _MASK = 2**21 - 1
_ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "800MB",
    "temp_directory": tempfile.gettempdir(),
}


class ArchiveFault(RuntimeError):
    """A month that cannot be archived; it stays in the database."""


@dataclass(frozen=True)
class Written:
    """A file that has been written: its checksum and how many answers it holds."""

    sha256: str
    answers: int


@dataclass(frozen=True)
class Archived:
    """A month with the file that holds it."""

    month: Month
    file: Path


def folder_in(data: str) -> Path:
    """The archive's folder inside the folder of the program's files."""
    return Path(data) / "archive" / "survey"


def file_of(folder: Path, month: Month, sha256: str) -> Path:
    """Where the month with this checksum lies."""
    return folder / f"year={month.year:04d}" / f"month={month.number:02d}" / f"{sha256[:16]}.parquet"


def checksum(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_month(folder: Path, month: Month, rows: str, elements: int) -> Written:
    """Write the rows of a DuckDB table expression (service, class, u1, u2, ...) as the file of a month.

    The file appears complete or not at all. Raises `ArchiveFault` for more answers than a group may have.
    """
    import duckdb  # where it is used: every process of a site imports this module, few write or read archives

    place = file_of(folder, month, "").parent
    place.mkdir(parents=True, exist_ok=True)
    scores = [f"u{number}" for number in range(1, elements + 1)]
    judged = ", ".join(f"nullif({score}, 0)" for score in scores)
    blanks = " + ".join(f"({score} = 0)::INTEGER" for score in scores)
    with tempfile.TemporaryDirectory(dir=place, prefix=".writing-") as name, duckdb.connect() as engine:
        fresh = Path(name) / "answers.parquet"
        engine.execute("SET threads = 1")  # one writer: the same answers make the same file
        engine.execute(
            f"CREATE TABLE answer AS SELECT service::INTEGER AS service, class,"  # noqa: S608
            f" (least({judged}) = greatest({', '.join(scores)}) AND {blanks} < {elements - 1})::UTINYINT AS same,"
            f" {', '.join(f'{score}::UTINYINT AS {score}' for score in scores)} FROM {rows}"
        )
        answers, largest = engine.execute(
            "SELECT coalesce(sum(n), 0)::BIGINT, coalesce(max(n), 0)"
            " FROM (SELECT count(*) AS n FROM answer GROUP BY service, class)"
        ).fetchone() or (0, 0)
        if largest > MOST_IN_A_GROUP:
            raise ArchiveFault(f"{month}: a service has {largest} answers of one class; it stays where it is")
        quoted = str(fresh).replace("'", "''")
        engine.execute(f"COPY (FROM answer ORDER BY ALL) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
        sha256 = checksum(fresh)
        with fresh.open("rb") as opened:
            os.fsync(opened.fileno())
        fresh.replace(file_of(folder, month, sha256))
    return Written(sha256, answers)


def read_tallies(
    months: Sequence[Archived],
    codes: Sequence[str],
    *,
    service_ids: Sequence[int] | None = None,
    classes: Collection[str] | None = None,
) -> list[Tally]:
    """The tallies of archived months, sorted by service, month and class; None means all services or classes."""
    if not months:
        return []
    import duckdb

    with duckdb.connect(config=dict(_ENGINE)) as engine:
        rows = engine.execute(
            _statement(len(codes)),
            {
                "files": [str(each.file) for each in months],
                "services": None if service_ids is None else list(service_ids),
                "classes": None if classes is None else list(classes),
            },
        ).fetchall()
    known = {(each.month.year, each.month.number): each.month for each in months}
    places = [slice(start, start + 5) for start in range(6, 6 + 5 * len(codes), 5)]
    return [
        Tally(
            service_id=row[0],
            month=known[row[1], row[2]],
            answer_class=row[3],
            respondents=row[4],
            same=row[5],
            counts={code: row[place] for code, place in zip(codes, places, strict=True)},
        )
        for row in rows
    ]


def _statement(elements: int) -> str:
    """One pass. Per element, the counts of 1, 2 and 3 are packed into one sum (21 bits each), blanks are counted,
    and 4 is what remains: a third of the work of counting each score by itself."""
    numbers = range(1, elements + 1)
    packed = ", ".join(
        f"sum(CASE u{number} WHEN 1 THEN 1 WHEN 2 THEN {1 << 21} WHEN 3 THEN {1 << 42} ELSE 0 END::BIGINT)::BIGINT"
        f" AS p{number}, count(*) FILTER (u{number} = 0) AS blank{number}"
        for number in numbers
    )
    one, two, three = (f"p{{0}} & {_MASK}", f"(p{{0}} >> 21) & {_MASK}", "p{0} >> 42")
    rest = f"n - blank{{0}} - ({one}) - ({two}) - ({three})"
    counts = ", ".join(", ".join(["blank{0}", one, two, three, rest]).format(number) for number in numbers)
    return f"""
        SELECT service, year, month, class, n, same, {counts}
          FROM (SELECT service, year::INTEGER AS year, month::INTEGER AS month, class, count(*) AS n,
                       sum(same)::BIGINT AS same, {packed}
                  FROM read_parquet($files, hive_partitioning = true, hive_types_autocast = false)
                 WHERE ($services IS NULL OR list_contains($services, service))
                   AND ($classes IS NULL OR list_contains($classes, class))
                 GROUP BY ALL)
         ORDER BY 1, 2, 3, 4
    """  # noqa: S608 - only numbers are put in
