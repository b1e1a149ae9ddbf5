"""Personal data in a delivery: which columns, which kind, how many cells. The values are never repeated."""

import duckdb

from pendopo.datahouse.checking.source import Source
from pendopo.datahouse.domain.findings import Personal
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.personal import CANDIDATES, heading_kind, is_signature, kind_of
from pendopo.datahouse.domain.policy import literal

#: Cells of a column that are looked at closely.
_LOOKED_AT = 5000
#: Rows at the end in which a signature block would stand.
_END = 15


def personal(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    suspects: dict[tuple[int, str], int],
    *,
    total: int | None = None,
) -> tuple[Personal, ...]:
    """What the suspected cells really hold, columns that are about people, and a signature block at the end.

    `total` rows, when they are counted and numbered without gaps: then the end is found without looking for it.
    """
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
        kind = heading_kind(heading)
        if kind == "lahir" or (kind and field.type == "string"):
            found.append(_by_heading(connection, source, place, kind))
    found.append(_signature(connection, source, total))
    return tuple(one for one in found if one.cells)


def _looked_at(
    connection: duckdb.DuckDBPyConnection, source: Source, place: int, kind: str
) -> list[tuple[int, str]]:
    return connection.execute(
        f"SELECT _file_row, CAST(_v{place} AS VARCHAR) FROM {source.sql} "  # noqa: S608
        f"WHERE regexp_matches({source.personal(place)}, {literal(CANDIDATES[kind])}) "
        f"ORDER BY _file_row LIMIT {_LOOKED_AT}"
    ).fetchall()


def _by_heading(connection: duckdb.DuckDBPyConnection, source: Source, place: int, kind: str) -> Personal:
    """A column whose heading speaks of people; names and homes have at least some letters in their cells."""
    said = f"_v{place} IS NOT NULL" if kind == "lahir" else f"regexp_matches(_v{place}, '[A-Za-z]{{2}}')"
    rows = connection.execute(
        f"SELECT _file_row, count(*) OVER () FROM {source.sql} WHERE {said} ORDER BY _file_row LIMIT 5"  # noqa: S608
    ).fetchall()
    cells = int(rows[0][1]) if rows else 0
    return Personal(source.schema.fields[place].name, kind, cells, tuple(row for row, _ in rows))


def _signature(connection: duckdb.DuckDBPyConnection, source: Source, total: int | None) -> Personal:
    """The last rows of a printed table may name who signed it: rows in which most cells are empty."""
    fields = source.schema.fields
    columns = ", ".join(f"CAST(_v{place} AS VARCHAR)" for place in range(len(fields)))
    end = f"WHERE _file_row > {total - _END}" if total is not None else ""
    last = connection.execute(
        f"SELECT _file_row, {columns} FROM {source.sql} {end} ORDER BY _file_row DESC LIMIT {_END}"  # noqa: S608
    ).fetchall()
    signed = [
        (row, place)
        for row, *cells in reversed(last)
        if sum(text is not None for text in cells) <= max(1, len(cells) // 2)
        for place, text in enumerate(cells)
        if text and is_signature(text)
    ]
    name = fields[signed[0][1]].name if signed else ""
    return Personal(name, "tanda-tangan", len(signed), tuple(row for row, _ in signed[:5]))
