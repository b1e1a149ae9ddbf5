"""What the footer of a written Parquet file tells of its columns, without reading a row."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pendopo.datahouse.domain.policy import literal
from pendopo.datahouse.domain.schema import Schema


@dataclass(frozen=True)
class Footer:
    """Rows, and per column how many cells hold something, and the least and the greatest of its whole numbers.

    A column that is not of whole numbers has no extremes, nor one of which some part of the file does not tell them.
    """

    rows: int
    filled: tuple[int, ...]
    extremes: tuple[tuple[int, int] | None, ...]


def footer_of(connection: duckdb.DuckDBPyConnection, file: Path, schema: Schema) -> Footer:
    """The footer of a file that this engine has written: it tells the empty cells of every column."""
    found = connection.execute(
        "SELECT sum(num_values), sum(stats_null_count), bool_and(stats_null_count IS NOT NULL), "  # noqa: S608
        "bool_and(num_values = stats_null_count OR stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL), "
        "min(TRY_CAST(stats_min_value AS HUGEINT)), max(TRY_CAST(stats_max_value AS HUGEINT)) "
        f"FROM parquet_metadata({literal(str(file))}) GROUP BY column_id ORDER BY column_id"
    ).fetchall()
    if not found:
        nothing = len(schema.fields)
        return Footer(0, (0,) * nothing, (None,) * nothing)
    if not all(told for _, _, told, *_ in found):
        raise duckdb.InvalidInputException("the footer does not tell how many cells are empty")
    filled = tuple(int(cells) - int(empty) for cells, empty, *_ in found)
    extremes = tuple(
        (least, most) if field.type == "integer" and told and least is not None else None
        for field, (_, _, _, told, least, most) in zip(schema.fields, found, strict=True)
    )
    return Footer(int(found[0][0]), filled, extremes)
