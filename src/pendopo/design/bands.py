"""Where the points of a figure over the years lie, on the bands that give it its name. See `components/bands.html`.

Years that were measured in different ways stand on different bands and are not joined: their figures cannot be
compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: The drawing in its own units: about one pixel on a phone.
WIDTH, HEIGHT = 340, 230
LEFT, RIGHT, TOP, BOTTOM = 8, 88, 14, 30


@dataclass(frozen=True)
class Band:
    """A stretch of the scale with a name, in the units of the figure."""

    name: str
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True)
class Measured:
    """The figure of one year. Years with the same `way` were measured alike; its bands are those of that way."""

    label: str
    value: Fraction
    text: str
    way: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Strip:
    """A band behind the years of one way; `shade` alternates. The name stands beside the last ones only."""

    x: str
    y: str
    width: str
    height: str
    shade: int
    name: str
    name_y: str


@dataclass(frozen=True)
class Dot:
    """One year's figure."""

    x: str
    y: str
    label: str
    text: str
    text_y: str


@dataclass(frozen=True)
class BandChart:
    """The whole drawing; `lines` join neighbouring years that were measured alike."""

    strips: tuple[Strip, ...]
    dots: tuple[Dot, ...]
    lines: tuple[tuple[str, str, str, str], ...]
    names_x: str
    axis_y: str


def band_chart(years: Sequence[Measured]) -> BandChart | None:
    """The chart of some years, oldest first; None when there is none."""
    if not years:
        return None
    bottom = min(band.lowest for year in years for band in year.bands)
    top = max(band.highest for year in years for band in year.bands)
    column = (WIDTH - LEFT - RIGHT) / len(years)

    def height(value: Fraction) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * float((top - value) / (top - bottom))

    dots = [
        Dot(
            _text(LEFT + column * (place + 0.5)),
            _text(height(year.value)),
            year.label,
            year.text,
            _text(max(height(year.value) - 9, TOP + 4)),
        )
        for place, year in enumerate(years)
    ]
    lines = [
        (one.x, one.y, other.x, other.y)
        for one, other, before, after in zip(dots, dots[1:], years, years[1:], strict=False)
        if before.way == after.way
    ]
    strips = []
    for first, last in _stretches(years):
        is_end = last == len(years) - 1
        for place, band in enumerate(sorted(years[first].bands, key=lambda one: one.lowest)):
            upper, lower = height(band.highest), height(band.lowest)
            strips.append(
                Strip(
                    _text(LEFT + column * first),
                    _text(upper),
                    _text(column * (last - first + 1)),
                    _text(lower - upper),
                    place % 2,
                    band.name if is_end else "",
                    _text((upper + lower) / 2 + 4),
                )
            )
    return BandChart(
        tuple(strips), tuple(dots), tuple(lines), _text(WIDTH - RIGHT + 6), _text(HEIGHT - BOTTOM + 18)
    )


def _stretches(years: Sequence[Measured]) -> list[tuple[int, int]]:
    """First and last place of neighbouring years that were measured alike."""
    found: list[tuple[int, int]] = []
    for place, year in enumerate(years):
        if found and years[place - 1].way == year.way:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _text(value: float) -> str:
    return f"{value:.1f}"
