"""Cells to YAML nodes whose places are the cells."""

from collections.abc import Sequence

import yaml

from pendopo.assessment.domain.sheets import LINES, WORDS
from pendopo.assessment.imports.workbooks import SheetCell
from pendopo.kernel.yaml_text import NamedPlace

_TEXT, _LIST, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"

Field = tuple[str, SheetCell]
Entry = tuple[str, yaml.Node]


def text_node(cell: SheetCell) -> yaml.Node:
    """The text of a cell."""
    mark = NamedPlace(cell.place)
    return yaml.ScalarNode(_TEXT, cell.text, mark, mark, style='"')


def list_node(nodes: Sequence[yaml.Node], place: str) -> yaml.Node:
    """A list that begins at `place`."""
    mark = NamedPlace(place)
    return yaml.SequenceNode(_LIST, list(nodes), mark, mark)


def map_node(entries: Sequence[Entry], place: str) -> yaml.MappingNode:
    """A mapping that begins at `place`."""
    mark = NamedPlace(place)
    pairs = [(yaml.ScalarNode(_TEXT, key, mark, mark), node) for key, node in entries]
    return yaml.MappingNode(_MAP, pairs, mark, mark)


def entries_of(fields: Sequence[Field]) -> list[Entry]:
    """Filled cells only: an empty one counts as not written."""
    return [(key, value_node(key, cell)) for key, cell in fields if cell.text]


def value_node(key: str, cell: SheetCell) -> yaml.Node:
    """A text, or a list where the field holds several things."""
    if key in LINES:
        return lines_node(cell)
    if key in WORDS:
        return _texts(cell, cell.text.replace(",", " ").split())
    return text_node(cell)


def lines_node(cell: SheetCell) -> yaml.Node:
    """A list of the lines of a cell."""
    return _texts(cell, cell.text.splitlines())


def _texts(cell: SheetCell, parts: Sequence[str]) -> yaml.Node:
    texts = [SheetCell(part.strip(), cell.place) for part in parts if part.strip()]
    return list_node([text_node(text) for text in texts], cell.place)
