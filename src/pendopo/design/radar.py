"""Where the points of a radar lie: one spoke per group, one shape per series. See `components/radar.html`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

#: The drawing in its own units: about one pixel on a phone. Labels stand outside of the outermost ring.
SIZE, RADIUS = 320, 96
CENTRE = SIZE / 2
#: Series that people can still tell apart by the pattern of their lines.
MOST_SERIES = 3


@dataclass(frozen=True)
class Series:
    """A name and one figure per spoke; None where there is none."""

    name: str
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True)
class Spoke:
    """A line from the centre, and where its label stands."""

    x: str
    y: str
    label: str
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True)
class Shape:
    """One series: its points as SVG writes them, and its number (1 to 3), which decides its line."""

    name: str
    number: int
    points: str
    dots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Radar:
    """The whole drawing. `rings` are the levels of the scale from the inside out."""

    rings: tuple[str, ...]
    scale: tuple[tuple[str, str], ...]
    spokes: tuple[Spoke, ...]
    shapes: tuple[Shape, ...]


def radar(labels: Sequence[str], series: Sequence[Series], *, lowest: int, highest: int) -> Radar | None:
    """A radar of at most three series; None for fewer than three spokes, of which no shape can be made.

    `lowest` lies a step away from the centre, so that a shape at the lowest level can still be seen.
    """
    if len(labels) < 3:
        return None
    turns = [2 * pi * place / len(labels) for place in range(len(labels))]
    steps = highest - lowest + 1

    def at(turn: float, value: Fraction | int) -> tuple[str, str]:
        distance = RADIUS * (float(value) - lowest + 1) / steps
        return _text(CENTRE + distance * sin(turn)), _text(CENTRE - distance * cos(turn))

    levels = range(lowest, highest + 1)
    return Radar(
        rings=tuple(_points(at(turn, level) for turn in turns) for level in levels),
        scale=tuple((str(level), _text(float(at(0, level)[1]) + 12)) for level in levels),
        spokes=tuple(
            _spoke(label, turn, at(turn, highest)) for label, turn in zip(labels, turns, strict=True)
        ),
        shapes=tuple(
            _shape(one, number, turns, at) for number, one in enumerate(series[:MOST_SERIES], start=1)
        ),
    )


def _shape(
    one: Series, number: int, turns: Sequence[float], at: Callable[[float, Fraction | int], tuple[str, str]]
) -> Shape:
    pairs = zip(turns, one.values, strict=True)
    dots = [at(turn, value) for turn, value in pairs if value is not None]
    return Shape(one.name, number, _points(dots), tuple(dots))


def _spoke(label: str, turn: float, end: tuple[str, str]) -> Spoke:
    x, y = CENTRE + (RADIUS + 14) * sin(turn), CENTRE - (RADIUS + 14) * cos(turn)
    side = sin(turn)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    return Spoke(end[0], end[1], label, _text(x), _text(y + 5), anchor)


def _points(points: Iterable[tuple[str, str]]) -> str:
    return " ".join(",".join(point) for point in points)


def _text(value: float) -> str:
    return f"{value:.1f}"
