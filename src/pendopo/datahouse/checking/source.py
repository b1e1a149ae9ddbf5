"""What is checked, as a relation of SQL: `_file_row`, texts `_v0...` and values `_t0...` in the order of the schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pendopo.datahouse.checking.values import cell, kind, typed
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.policy import literal, quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.reading import Staged

#: No number of a person or a phone is smaller, whatever zeros stand before it.
SMALLEST = 8_000_000


@dataclass(frozen=True)
class Source:
    """`sql` is the relation; `written` when its values are those of a file that has been written already."""

    sql: str
    schema: Schema
    written: bool = False

    def personal(self, place: int) -> str:
        """The text of a cell in which personal data may stand; of written numbers only those that are long enough."""
        if self.written and self.schema.fields[place].type == "integer":
            long = f"_t{place} NOT BETWEEN -{SMALLEST} AND {SMALLEST}"
            return f"CASE WHEN {long} THEN CAST(_t{place} AS VARCHAR) END"
        return f"_v{place}"

    def rows(self) -> str:
        """SELECT of the values under their names."""
        columns = ", ".join(
            f"_t{place} AS {quoted(one.name)}" for place, one in enumerate(self.schema.fields)
        )
        return f"SELECT {columns} FROM {self.sql}"  # noqa: S608


def staged_source(staged: Staged, schema: Schema) -> Source:
    """Rows of text in the engine, with what each text means."""
    places = places_in(staged.titles)
    texts, values = [], []
    for number, field in enumerate(schema.fields):
        place = places.get(field.name.lower())
        texts.append(
            f"{cell(field, place, schema.missing) if place is not None else 'NULL::VARCHAR'} AS _v{number}"
        )
        values.append(f"{typed(field, f'_v{number}')} AS _t{number}")
    inner = f"SELECT {staged.row} AS _file_row, {', '.join(texts)} FROM staged"  # noqa: S608
    typed_ = f"SELECT *, {', '.join(values)} FROM ({inner})"  # noqa: S608
    return Source(f"(SELECT *{own_names(schema)} FROM ({typed_}))", schema)  # noqa: S608


def written_source(file: Path, schema: Schema) -> Source:
    """Rows of a Parquet file that holds only values of the right types, in the order of the delivery."""
    columns = []
    for number, field in enumerate(schema.fields):
        columns += [f"{quoted(field.name)} AS _t{number}", f"{quoted(field.name)} AS _v{number}"]
    # One line of headings stands above the rows.
    inner = (
        f"SELECT file_row_number + 2 AS _file_row, {', '.join(columns)} "  # noqa: S608
        f"FROM read_parquet({literal(str(file))}, file_row_number=true)"
    )
    return Source(f"(SELECT *{own_names(schema)} FROM ({inner}))", schema, written=True)  # noqa: S608


def kept_source(relation: str, schema: Schema) -> Source:
    """Rows of a table in the types of the schema; their texts are how the engine writes the values."""
    columns = []
    for number, field in enumerate(schema.fields):
        value = f"CAST({quoted(field.name)} AS {kind(field)})"
        columns += [f"{value} AS _t{number}", f"CAST({value} AS VARCHAR) AS _v{number}"]
    inner = f"SELECT row_number() OVER () AS _file_row, {', '.join(columns)} FROM {relation}"  # noqa: S608
    return Source(f"(SELECT *{own_names(schema)} FROM ({inner}))", schema)  # noqa: S608


def places_in(titles: Sequence[str]) -> dict[str, int]:
    """Name of a column in small letters -> its place in the file."""
    return {column_name(title, number).lower(): number - 1 for number, title in enumerate(titles, start=1)}


def own_names(schema: Schema) -> str:
    """The columns once more under their own names, for the rules across columns."""
    if not schema.rules:
        return ""
    return "".join(f", _t{number} AS {quoted(field.name)}" for number, field in enumerate(schema.fields))
