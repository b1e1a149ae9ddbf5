"""Kecamatan as tiles: where they lie to each other, roughly, and nothing about their shape or size.

Boundaries are not in this program: none came with a licence. The two arrangements were laid out by hand from the
positions of the kecamatan; every other regency gets its kecamatan in the order of their codes.
"""

from collections.abc import Iterable

#: Code of the regency -> rows from north to south, each the last two digits of a kecamatan; a dot is empty.
ARRANGED = {
    "35.16": (
        "17 16 .  .  .",
        "15 14 18 .  .",
        "13 11 10 08 .",
        "12 09 07 06 05",
        "01 02 03 04 .",
    ),
    "35.76": ("01 03 02",),
}
_COLUMNS = 5


def arranged(codes: Iterable[str]) -> tuple[tuple[str, int, int], ...]:
    """Each code with its row and column, from 1. The codes are kecamatan of one regency."""
    wanted = sorted(set(codes))
    rows = ARRANGED.get(wanted[0][:5], ()) if wanted else ()
    places = {
        f"{wanted[0][:5]}.{digits}": (row, column)
        for row, line in enumerate(rows, start=1)
        for column, digits in enumerate(line.split(), start=1)
        if digits != "."
    }
    if not all(code in places for code in wanted):
        places = {code: (place // _COLUMNS + 1, place % _COLUMNS + 1) for place, code in enumerate(wanted)}
    return tuple((code, *places[code]) for code in wanted)


def is_arranged(codes: Iterable[str]) -> bool:
    """Whether the tiles lie roughly as on a map."""
    wanted = sorted(set(codes))
    return bool(wanted) and wanted[0][:5] in ARRANGED


def shades(values: list[float]) -> list[int]:
    """1 (least) to 5 (most) by equal steps between the least and the greatest value."""
    least, most = min(values, default=0), max(values, default=0)
    width = (most - least) / 5
    return [3 if not width else min(5, int((value - least) / width) + 1) for value in values]
