"""A framework written as a workbook, to the same nodes that its YAML would give.

So the loader and its checks are one for both forms, and every fault names its cell. The sheets and columns are
those that `exports.framework_workbook` writes: an existing framework is the template for one's own.
"""

from collections.abc import Iterator

import yaml

from pendopo.assessment.domain import sheets
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import framework_of_nodes
from pendopo.assessment.domain.sheets import LEVEL_COLUMN, Columns
from pendopo.assessment.imports.cell_nodes import (
    Entry,
    Field,
    entries_of,
    lines_node,
    list_node,
    map_node,
    text_node,
    value_node,
)
from pendopo.assessment.imports.workbooks import Rows, SheetCell, read_workbook
from pendopo.kernel.yaml_text import place


def read_framework_workbook(raw: bytes, *, name: str) -> tuple[Framework, str]:
    """The framework in a workbook, and its text as YAML. Raises `FrameworkRefused` with the cell of every fault."""
    book = _Workbook(read_workbook(raw, name=name), name)
    top = book.node()
    try:
        framework = framework_of_nodes(top, path=name)
    except FrameworkRefused as refusal:
        raise FrameworkRefused([*refusal.faults, *book.loose]) from None
    if book.loose:
        raise FrameworkRefused(book.loose)
    return framework, str(yaml.serialize(top, allow_unicode=True, width=110))


class _Workbook:
    def __init__(self, rows: dict[str, Rows], name: str) -> None:
        self.rows, self.name = rows, name
        #: Faults that do not keep the rest from being checked.
        self.loose: list[str] = []
        self.faults = [
            f"{name}:{title}!A1: lembar “{title}” tidak ada" for title in sheets.SHEETS if title not in rows
        ]

    def node(self) -> yaml.MappingNode:
        """The outermost mapping. Raises `FrameworkRefused` for sheets and columns that are missing or unknown."""
        start = f"{sheets.HEAD.sheet}!A1"
        entries = [("schema_version", text_node(SheetCell("1", start))), *self._head()]
        plain = (sheets.LEGAL, sheets.SOURCES, sheets.PREDICATES, sheets.NODES, sheets.ROUNDS)
        entries += [(columns.key, self._list(columns)) for columns in plain]
        entries += [
            ("ladders", self._ladders()),
            ("indicators", self._indicators()),
            ("golden", self._cases()),
        ]
        if self.faults:
            raise FrameworkRefused(self.faults)
        return map_node(entries, start)

    def _fault(self, place: str, reason: str) -> None:
        self.faults.append(f"{self.name}:{place}: {reason}")

    def _head(self) -> list[Entry]:
        """The first sheet: a name and what it is. Dotted fields lie in sections: "title.id"."""
        found: dict[str, list[Entry]] = {}
        places: dict[str, str] = {}
        for row in self.rows.get(sheets.HEAD.sheet, [])[1:]:
            label, content = row[0], row[1] if len(row) > 1 else SheetCell("", row[0].place)
            key = sheets.HEAD.columns.get(label.text.lower())
            if label.text and key is None:
                known = ", ".join(sheets.HEAD.columns)
                self._fault(label.place, f"“{label.text}” tidak dikenal; yang dikenal: {known}")
            elif key is not None and content.text:
                section, _, name = key.rpartition(".")
                found.setdefault(section, []).append((name, value_node(name, content)))
                places.setdefault(section, content.place)
        direct = found.pop("", [])
        return direct + [(section, map_node(parts, places[section])) for section, parts in found.items()]

    def _list(self, columns: Columns) -> yaml.Node:
        rows = [map_node(entries_of(row), row[0][1].place) for row in self._table(columns)]
        return list_node(rows, f"{columns.sheet}!A1")

    def _ladders(self) -> yaml.Node:
        """One row per level; rows of one ladder belong together. What proves a level has a sheet of its own."""
        proofs: dict[tuple[str, str], list[yaml.Node]] = {}
        for row in self._table(sheets.EVIDENCE):
            cells = dict(row)
            needs = [field for field in row if field[0] not in ("ladder", "n")]
            key = (cells["ladder"].text, cells["n"].text)
            proofs.setdefault(key, []).append(map_node(entries_of(needs), row[0][1].place))
        ladders: dict[str, list[list[Field]]] = {}
        for row in self._table(sheets.LADDERS):
            ladders.setdefault(dict(row)["id"].text, []).append(row)
        nodes = []
        for ladder, rows in ladders.items():
            first = dict(rows[0])
            entries = entries_of([("id", first["id"]), ("name", first["name"])])
            levels = [_level(row, proofs.pop((ladder, dict(row)["n"].text), [])) for row in rows]
            nodes.append(
                map_node([*entries, ("levels", list_node(levels, first["id"].place))], first["id"].place)
            )
        for (ladder, level), lost in proofs.items():
            told = f"tingkat {level} pada jenjang “{ladder}” tidak ada dalam lembar {sheets.LADDERS.sheet}"
            self.loose += [f"{self.name}:{place(node.start_mark)}: {told}" for node in lost]
        return list_node(nodes, f"{sheets.LADDERS.sheet}!A1")

    def _indicators(self) -> yaml.Node:
        nodes = []
        for row in self._table(sheets.INDICATORS):
            entries = entries_of([field for field in row if not field[0].startswith(LEVEL_COLUMN)])
            levels = [
                _conditions(key, cell) for key, cell in row if key.startswith(LEVEL_COLUMN) and cell.text
            ]
            if levels:
                entries.append(("levels", list_node(levels, row[0][1].place)))
            nodes.append(map_node(entries, row[0][1].place))
        return list_node(nodes, f"{sheets.INDICATORS.sheet}!A1")

    def _cases(self) -> yaml.Node:
        """Golden cases: a row each, with a column for every item."""
        nodes = []
        for row in self._table(sheets.CASES):
            entries = entries_of([field for field in row if not field[0].startswith(LEVEL_COLUMN)])
            levels = [
                (key.removeprefix(LEVEL_COLUMN), text_node(cell))
                for key, cell in row
                if key.startswith(LEVEL_COLUMN) and cell.text
            ]
            nodes.append(map_node([*entries, ("levels", map_node(levels, row[0][1].place))], row[0][1].place))
        return list_node(nodes, f"{sheets.CASES.sheet}!A1")

    def _table(self, columns: Columns) -> Iterator[list[Field]]:
        """The rows of a sheet by field, blank ones left out; faults for columns that are missing or unknown."""
        rows = self.rows.get(columns.sheet, [])
        head = rows[0] if rows else []
        keys = [columns.key_of(cell.text) for cell in head]
        sound = self._check_head(columns, head, keys) if rows else False
        for row in rows[1:] if sound else []:
            fields = [(key, cell) for key, cell in zip(keys, row, strict=True) if key is not None]
            if any(cell.text for _, cell in fields):
                yield fields

    def _check_head(self, columns: Columns, head: list[SheetCell], keys: list[str | None]) -> bool:
        before = len(self.faults)
        for cell, key in zip(head, keys, strict=True):
            if cell.text and key is None:
                self._fault(cell.place, f"kolom “{cell.text}” tidak dikenal; hapus atau betulkan")
            elif key is not None and keys.count(key) > 1:
                self._fault(cell.place, f"kolom “{cell.text}” ada dua kali")
        for label, key in columns.columns.items():
            if key in columns.needed and key not in keys:
                self._fault(f"{columns.sheet}!A1", f"kolom “{label}” tidak ada")
        return len(self.faults) == before


def _level(row: list[Field], proofs: list[yaml.Node]) -> yaml.Node:
    """A level of a ladder: in the sheet its name stands beside that of the ladder."""
    names = {"n": "n", "level": "name", "description": "description"}
    entries = entries_of([(names[key], cell) for key, cell in row if key in names])
    if proofs:
        entries.append(("evidence_required", list_node(proofs, row[0][1].place)))
    return map_node(entries, row[0][1].place)


def _conditions(key: str, cell: SheetCell) -> yaml.Node:
    """What an indicator asks for at one level: a condition per line."""
    number = SheetCell(key.removeprefix(LEVEL_COLUMN), cell.place)
    return map_node([("n", text_node(number)), ("criteria", lines_node(cell))], cell.place)
