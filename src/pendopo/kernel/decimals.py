"""Exact figures: fractions inside, one half-up rounding at the very end."""

from fractions import Fraction
from math import floor


def half_up(value: Fraction, places: int) -> str:
    """`value` rounded half away from zero once, as decimal text with exactly `places` digits ("88.31").

    Decimal text is how figures travel in the API: a float would add noise that a reader cannot reproduce.
    """
    scaled = abs(value) * 10**places
    whole = floor(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    if places == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole // 10**places}.{whole % 10**places:0{places}d}"
