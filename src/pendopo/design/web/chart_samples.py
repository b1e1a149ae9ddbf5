"""Invented figures for the charts of the gallery."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pendopo.design.bands import Band, Measured, band_chart
from pendopo.design.radar import Series, radar

_EARLIER = (Band("Kurang", Fraction(0), Fraction(3)), Band("Baik", Fraction(3), Fraction(5)))
_LATER = (
    Band("Kurang", Fraction(1), Fraction(2)),
    Band("Cukup", Fraction(2), Fraction(3)),
    Band("Baik", Fraction(3), Fraction(5)),
)


def charts() -> dict[str, Any]:
    """A radar of three series, and years of which the first was measured in another way."""
    years = (("2019", "1.55"), ("2021", "2.60"), ("2022", "3.32"))
    series = [
        Series(name, tuple(Fraction(value) for value in values))
        for name, values in (
            (_("Sekarang"), (2, 3, 1, 4, 2)),
            (_("Menjadi"), (3, 3, 2, 5, 4)),
            (_("Contoh"), (1, 2, 1, 2, 1)),
        )
    ]
    return {
        "radar": radar([f"{_('Aspek')} {n}" for n in range(1, 6)], series, lowest=1, highest=5),
        "bands": band_chart(
            [Measured(year, Fraction(value), value.replace(".", ","), *_way(year)) for year, value in years]
        ),
    }


def _way(year: str) -> tuple[str, tuple[Band, ...]]:
    return ("earlier", _EARLIER) if year < "2020" else ("later", _LATER)
