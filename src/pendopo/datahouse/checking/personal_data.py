"""Personal data in a delivery: which columns, which kind, how many cells. The values are never repeated."""

import duckdb

from pendopo.datahouse.checking.source import Source
from pendopo.datahouse.domain.findings import Personal
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.personal import CANDIDATES, NAME_HEADINGS, kind_of
from pendopo.datahouse.domain.policy import literal

#: Cells of a column that are looked at closely.
_LOOKED_AT = 5000


def personal(
    connection: duckdb.DuckDBPyConnection, source: Source, suspects: dict[tuple[int, str], int]
) -> tuple[Personal, ...]:
    """What the suspected cells really hold, and columns whose heading says that they hold names."""
    fields = source.schema.fields
    found = []
    for (place, kind), suspected in suspects.items():
        rows = _looked_at(connection, source, place, kind)
        real = [row for row, value in rows if kind_of(value, kind)]
        if real:
            cells = len(real) if suspected <= _LOOKED_AT else round(suspected * len(real) / len(rows))
            found.append(Personal(fields[place].name, kind, cells, tuple(real[:5])))
    for place, field in enumerate(fields):
        heading = column_name(field.title.lower() or field.name, 1).lower()
        if field.type == "string" and NAME_HEADINGS.search(heading):
            found.append(_names(connection, source, place))
    return tuple(one for one in found if one.cells)


def _looked_at(
    connection: duckdb.DuckDBPyConnection, source: Source, place: int, kind: str
) -> list[tuple[int, str]]:
    return connection.execute(
        f"SELECT _file_row, CAST(_v{place} AS VARCHAR) FROM {source.sql} "  # noqa: S608
        f"WHERE regexp_matches({source.personal(place)}, {literal(CANDIDATES[kind])}) "
        f"ORDER BY _file_row LIMIT {_LOOKED_AT}"
    ).fetchall()


def _names(connection: duckdb.DuckDBPyConnection, source: Source, place: int) -> Personal:
    """A column whose heading says that it holds names of people, with at least some letters in its cells."""
    rows = connection.execute(
        f"SELECT _file_row, count(*) OVER () FROM {source.sql} "  # noqa: S608
        f"WHERE regexp_matches(_v{place}, '[A-Za-z]{{2}}') ORDER BY _file_row LIMIT 5"
    ).fetchall()
    cells = int(rows[0][1]) if rows else 0
    return Personal(source.schema.fields[place].name, "nama", cells, tuple(row for row, _ in rows))
