"""Values of cells as JSON takes them."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Jakarta")


def plain(value: object) -> object:
    """Text, whole numbers and truth as they are; decimal numbers as text, exactly; moments with their offset."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return (value if value.tzinfo is None else value.astimezone(_ZONE)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def number(value: object) -> object:
    """The same, with decimal numbers as numbers: for readers that count with what JSON has."""
    return float(value) if isinstance(value, Decimal | float) else plain(value)


def decimal_text(value: Decimal) -> str:
    """Without the zeros that only the type of the column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
