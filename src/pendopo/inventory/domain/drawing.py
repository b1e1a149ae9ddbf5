"""Where boxes and lines of a map lie. The same input gives the same drawing; nothing is left to chance or to a browser.

Distances in units of the drawing, about a pixel each. A drawing is always shown with the table of what it shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

#: A box of a drawing in columns, the space between boxes, and the margin around all.
WIDTH, HEIGHT, GAP, LANE, MARGIN = 204, 68, 14, 96, 8
#: Twice the width of a letter in the widest common font, and lines of a name.
TWO_LETTERS, LINES = 17, 2
#: So near to each other figures at lines cannot be read; the lighter line goes without, the table has it.
NEAR = 16
#: Times that columns are put in order by what they are joined to.
SWEEPS = 4


@dataclass(frozen=True)
class Node:
    """Something to draw: `key` is unique, `style` names its look, `small` stands above its name."""

    key: str
    column: int
    name: str
    small: str
    style: str
    href: str = ""
    is_focus: bool = False


@dataclass(frozen=True)
class Line:
    """A line from a node to another, `weight` how many relations it stands for, `text` what is said about it."""

    source: str
    target: str
    text: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Box:
    """A node with its place; `lines` of its name, each with the height of its foot."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Curve:
    """A line as a path of SVG, with the width of its stroke in tenths and the place of its text."""

    path: str
    width: int
    text: str
    weight: int
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """All of it, with the size of the canvas."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def in_columns(nodes: Sequence[Node], lines: Sequence[Line]) -> Drawing:
    """Nodes one below the other in their columns, ordered so that joined ones lie near; lines between.

    Columns without nodes take no space. Lines to unknown nodes are left out.
    """
    columns = _ordered(nodes, lines)
    tallest = max((len(column) for column in columns), default=0)
    height = tallest * (HEIGHT + GAP) - GAP + 2 * MARGIN
    boxes: dict[str, Box] = {}
    for place, column in enumerate(columns):
        top = MARGIN + (tallest - len(column)) * (HEIGHT + GAP) // 2
        for row, node in enumerate(column):
            boxes[node.key] = _box(node, MARGIN + place * (WIDTH + LANE), top + row * (HEIGHT + GAP))
    width = len(columns) * (WIDTH + LANE) - LANE + 2 * MARGIN
    inside = _has_neighbours_in_column(boxes, lines)
    return Drawing(
        width + (LANE // 2 if inside else 0),
        max(height, HEIGHT),
        tuple(boxes.values()),
        _curves(boxes, lines),
    )


def at_places(
    nodes: Sequence[Node], lines: Sequence[Line], places: Mapping[str, tuple[int, int]], size: tuple[int, int]
) -> Drawing:
    """Nodes in a grid at given (column, row), in boxes of `size`; lines from middle to middle, bent a little."""
    wide, tall = size
    boxes = {
        node.key: _box(
            node, 4 + places[node.key][0] * (wide + 18), 4 + places[node.key][1] * (tall + 40), size
        )
        for node in nodes
    }
    width = max((box.x + wide for box in boxes.values()), default=0) + 4
    height = max((box.y + tall for box in boxes.values()), default=0) + 4
    curves = tuple(
        _bent(boxes[line.source], boxes[line.target], line)
        for line in lines
        if line.source in boxes and line.target in boxes and line.source != line.target
    )
    return Drawing(width, height, tuple(boxes.values()), _readable(curves, tuple(boxes.values())))


def _readable(curves: Sequence[Curve], boxes: Sequence[Box]) -> tuple[Curve, ...]:
    """The curves, without the texts that would lie on a box or on the text of a heavier curve."""
    taken: list[Curve] = []
    for one in sorted(curves, key=lambda curve: -curve.weight):
        on_box = any(
            box.x - 4 <= one.x <= box.x + box.width + 4 and box.y - 8 <= one.y <= box.y + box.height + 8
            for box in boxes
        )
        near = any(abs(one.x - each.x) < NEAR and abs(one.y - each.y) < NEAR for each in taken)
        if not on_box and not near:
            taken.append(one)
    return tuple(one if one in taken else replace(one, text="") for one in curves)


def _ordered(nodes: Sequence[Node], lines: Sequence[Line]) -> list[list[Node]]:
    """The columns, each in the order of the mean place of what its nodes are joined to (barycentre), ties as given."""
    used = sorted({node.column for node in nodes})
    columns = [[node for node in nodes if node.column == number] for number in used]
    joined: dict[str, list[str]] = {node.key: [] for node in nodes}
    for line in lines:
        if line.source in joined and line.target in joined:
            joined[line.source].append(line.target)
            joined[line.target].append(line.source)
    for sweep in range(SWEEPS):
        place = {node.key: row / len(column) for column in columns for row, node in enumerate(column)}
        for column in columns if sweep % 2 == 0 else reversed(columns):
            means = {
                node.key: (
                    sum(place[key] for key in joined[node.key]) / len(joined[node.key])
                    if joined[node.key]
                    else place[node.key]
                )
                for node in column
            }
            column.sort(key=lambda node, means=means: means[node.key])  # type: ignore[misc]
            place.update({node.key: row / len(column) for row, node in enumerate(column)})
    return columns


def _box(node: Node, x: int, y: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Box:
    wide, tall = size
    letters = (wide - 16) * 2 // TWO_LETTERS
    parts = wrap(node.name, letters, break_long_words=True) or [""]
    if len(parts) > LINES:
        parts = [*parts[: LINES - 1], f"{parts[LINES - 1][: letters - 1]}…"]
    first = y + 36 if len(parts) > 1 else y + 43
    return Box(node, x, y, wide, tall, tuple((first + row * 17, part) for row, part in enumerate(parts)))


def _curves(boxes: Mapping[str, Box], lines: Sequence[Line]) -> tuple[Curve, ...]:
    return tuple(
        _curve(boxes[line.source], boxes[line.target], line)
        for line in lines
        if line.source in boxes and line.target in boxes and line.source != line.target
    )


def _curve(one: Box, other: Box, line: Line) -> Curve:
    """From side to side; between boxes of one column an arc at their right."""
    start, end = one.y + one.height // 2, other.y + other.height // 2
    if one.x == other.x:
        side = one.x + one.width
        bow = side + LANE // 2 - 6
        return _made(f"M{side} {start}C{bow} {start} {bow} {end} {side} {end}", line, bow, (start + end) // 2)
    left, right = (one.x + one.width, other.x) if one.x < other.x else (one.x, other.x + other.width)
    middle = (left + right) // 2
    path = f"M{left} {start}C{middle} {start} {middle} {end} {right} {end}"
    return _made(path, line, middle, (start + end) // 2)


def _bent(one: Box, other: Box, line: Line) -> Curve:
    x1, y1 = one.x + one.width // 2, one.y + one.height // 2
    x2, y2 = other.x + other.width // 2, other.y + other.height // 2
    middle = ((x1 + x2) // 2 + (y2 - y1) // 6, (y1 + y2) // 2 - (x2 - x1) // 6)
    at = ((x1 + x2 + 2 * middle[0]) // 4, (y1 + y2 + 2 * middle[1]) // 4)
    return _made(f"M{x1} {y1}Q{middle[0]} {middle[1]} {x2} {y2}", line, *at)


def _made(path: str, line: Line, x: int, y: int) -> Curve:
    return Curve(path, min(12 + 6 * (max(line.weight, 1).bit_length() - 1), 70), line.text, line.weight, x, y)


def _has_neighbours_in_column(boxes: Mapping[str, Box], lines: Sequence[Line]) -> bool:
    return any(
        boxes[line.source].x == boxes[line.target].x
        for line in lines
        if line.source in boxes and line.target in boxes
    )
