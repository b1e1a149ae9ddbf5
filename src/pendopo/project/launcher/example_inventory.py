"""The worked inventory of the demo, read from `content/inventory/` and brought in by the same rules as a workbook."""

from datetime import datetime
from pathlib import Path

import yaml

from pendopo.inventory import actions, queries
from pendopo.inventory.domain.sheets import Cell, Table
from pendopo.kernel.actor import SYSTEM


def build(file: Path, government_id: int, *, now: datetime) -> None:
    """Record the example, unless the inventory holds anything."""
    if not queries.counts(government_id).last_change:
        actions.import_tables(
            actor=SYSTEM, now=now, government_id=government_id, name=file.name, tables=read_sheets(file)
        )


def read_sheets(file: Path) -> dict[str, Table]:
    """The sheets of the file: rows are mappings of headings to texts."""
    sheets = yaml.load(file.read_text(), Loader=yaml.BaseLoader)["sheets"]  # noqa: S506 texts only, no objects
    return {title: _table(title, rows) for title, rows in sheets.items()}


def _table(title: str, rows: list[dict[str, str]]) -> Table:
    headings = list(dict.fromkeys(key for row in rows for key in row))
    texts = [dict(zip(headings, headings, strict=True)), *rows]
    return [
        [Cell(row.get(heading, ""), f"{title}, {heading}, baris {line}") for heading in headings]
        for line, row in enumerate(texts)
    ]
