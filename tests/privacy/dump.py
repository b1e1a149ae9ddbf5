"""Everything that a stolen copy of the database holds, table by table, down to the row versions on the disk."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from psycopg import sql

from tests.servers import Site

#: Tables that know answers and codes. All others together are the side of the visit.
SURVEY = re.compile(r"survey_|ledger_quiet_")
#: What many rows share by their nature joins nothing: days, months, small numbers, words.
_COMMON = re.compile(r"\d{4}-\d\d(-\d\d)?|.{0,11}", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """The rows of a table in the order in which they lie on the disk; `xmin` is who wrote each, as a number."""

    name: str
    rows: list[dict[str, Any]]

    @property
    def is_of_the_survey(self) -> bool:
        return SURVEY.match(self.name) is not None


def dump(site: Site) -> dict[str, Table]:
    """All tables of the database."""
    tables = {}
    with site.database() as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            cursor = connection.execute(
                sql.SQL("SELECT xmin::text::bigint AS written_by, * FROM {} ORDER BY ctid").format(
                    sql.Identifier(name)
                )
            )
            columns = [column.name for column in cursor.description or ()]
            tables[name] = Table(name, [dict(zip(columns, row, strict=True)) for row in cursor])
    return tables


def writers(tables: Sequence[Table]) -> set[int]:
    """The transactions that wrote the present versions of the rows."""
    return {row["written_by"] for table in tables for row in table.rows}


def telling_values(tables: Sequence[Table]) -> set[str]:
    """Every value that could join two rows: identifiers, hashes, moments, long texts, also inside entries."""
    return {
        text
        for table in tables
        for row in table.rows
        for name, value in row.items()
        if name != "written_by"
        for text in _texts(value)
        if not _COMMON.fullmatch(text)
    }


def _texts(value: Any) -> Iterator[str]:
    match value:
        case None | bool():
            return
        case bytes() | memoryview():
            yield bytes(value).hex()
            yield from _inside(bytes(value))
        case UUID():
            yield value.hex
        case datetime() | date() | time():
            yield value.isoformat()
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)
        case _:
            yield str(value)


def _inside(content: bytes) -> Iterator[str]:
    """The values of an entry of the public record, which is JSON in bytes; a hash holds none."""
    if content.startswith(b"{") and content.endswith(b"}"):
        with suppress(ValueError):
            yield from _texts(json.loads(content))
