"""Where the points of a chart lie. A chart is always shown with the table of its figures: see `components/line.html`
and `components/stacked.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pendopo.kernel.decimals import half_up

#: The drawing in its own units: one unit is about one pixel on a phone.
WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 14, 14, 24, 26


@dataclass(frozen=True)
class Figure:
    """One figure over time: `label` fits under a point, `name` stands in the table; no `value`: no figure."""

    label: str
    name: str
    text: str
    value: Fraction | None


@dataclass(frozen=True)
class Point:
    """One figure: where it lies, what is read, and its place on the horizontal axis. No `y`: no figure."""

    label: str
    name: str
    text: str
    x: str
    y: str | None
    text_y: str
    is_named: bool


@dataclass(frozen=True)
class LineChart:
    """`lines` are stretches without a gap, as points of SVG; `points` from left to right."""

    lines: tuple[str, ...]
    points: tuple[Point, ...]
    note: str = ""

    @property
    def known(self) -> int:
        return sum(point.y is not None for point in self.points)


@dataclass(frozen=True)
class Part:
    """A stretch of a stacked bar: where it begins and how long it is, in hundredths of the bar."""

    kind: str
    x: str
    width: str
    text: str


@dataclass(frozen=True)
class StackedRow:
    """A bar of parts, each with its figure in the table beside."""

    name: str
    parts: tuple[Part, ...]
    total: str
    is_lowest: bool = False


def line_chart(figures: Sequence[Figure], *, low: Fraction, high: Fraction, named: int = 4) -> LineChart:
    """A line through `figures`, between `low` and `high`.

    The scale is fitted to the values, since a change of one point matters; the table says what they are. At most
    `named` labels are written under the line, the first and the last always.
    """
    values = [figure.value for figure in figures if figure.value is not None]
    bottom, top = _scale(values, low, high)
    step = Fraction(WIDTH - LEFT - RIGHT, max(len(figures) - 1, 1))
    every = max(1, -(-(len(figures) - 1) // max(named - 1, 1)))
    points = []
    for place, figure in enumerate(figures):
        y = None
        if figure.value is not None:
            y = TOP + (HEIGHT - TOP - BOTTOM) * (1 - (figure.value - bottom) / (top - bottom))
        points.append(
            Point(
                figure.label,
                figure.name,
                figure.text,
                half_up(LEFT + step * place, 1),
                None if y is None else half_up(Fraction(y), 1),
                half_up(Fraction(y) - 8 if y is not None else Fraction(TOP), 1),
                (len(figures) - 1 - place) % every == 0,
            )
        )
    return LineChart(tuple(_stretches(points)), tuple(points))


def stacked_row(
    name: str, counts: Sequence[tuple[str, int, str]], total: str, *, is_lowest: bool = False
) -> StackedRow:
    """A bar whose parts are `counts` (kind, how many, what is read), as shares of their sum."""
    whole = sum(count for _, count, _ in counts) or 1
    parts, at = [], 0
    for kind, count, text in counts:
        parts.append(
            Part(kind, half_up(Fraction(at * 100, whole), 2), half_up(Fraction(count * 100, whole), 2), text)
        )
        at += count
    return StackedRow(name, tuple(parts), total, is_lowest)


def _scale(values: Sequence[Fraction], low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and highest value with a margin, inside the possible ones; never so narrow that noise looks large."""
    if not values:
        return low, high
    least = (high - low) / 8
    middle, spread = (max(values) + min(values)) / 2, max(max(values) - min(values), least) * Fraction(6, 5)
    bottom = min(max(low, middle - spread / 2), high - spread)
    return max(low, bottom), min(high, max(low, bottom) + spread)


def _stretches(points: Sequence[Point]) -> list[str]:
    lines: list[list[str]] = [[]]
    for point in points:
        if point.y is None:
            lines.append([])
        else:
            lines[-1].append(f"{point.x},{point.y}")
    return [" ".join(line) for line in lines if len(line) > 1]
