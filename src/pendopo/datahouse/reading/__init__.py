"""Files of agencies as rows of text, each with the number that a spreadsheet shows for it."""

from pathlib import Path

import duckdb

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.reading.csv_file import stage_csv
from pendopo.datahouse.reading.json_file import stage_geojson, stage_json, stage_ndjson
from pendopo.datahouse.reading.plain_csv import PlainCsv, has_empty_lines, plain_csv
from pendopo.datahouse.reading.staging import Staged
from pendopo.datahouse.reading.xlsx_file import stage_xlsx

_READERS = {
    ".csv": stage_csv,
    ".tsv": stage_csv,
    ".txt": stage_csv,
    ".xlsx": stage_xlsx,
    ".json": stage_json,
    ".ndjson": stage_ndjson,
    ".jsonl": stage_ndjson,
    ".geojson": stage_geojson,
}


def stage(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, header_rows: int | None) -> Staged:
    """Read the file into the engine, by the ending of its name. Raises `FileRefused`.

    `header_rows` is what the schema says; None lets the reader insist on one plain line of headings.
    """
    ending = Path(name).suffix.lower()
    if ending not in _READERS:
        raise FileRefused(name=name, why=f"pakai salah satu bentuk {', '.join(_READERS)}")
    return _READERS[ending](connection, path, name, header_rows)


__all__ = ["PlainCsv", "Staged", "has_empty_lines", "plain_csv", "stage"]
