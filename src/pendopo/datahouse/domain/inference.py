"""Proposing a schema from a sample. What it proposes is checked against every row before anybody relies on it."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from pendopo.datahouse.domain.cells import EXCEL_ERRORS
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.schema import MISSING, Field, Schema

#: A type is proposed when at least this share of the values is of it; the others are then named.
SHARE = 0.9
_WHOLE = re.compile(r"[+-]?(0|[1-9]\d{0,17})")
_POINT = re.compile(r"[+-]?(0|[1-9]\d*)\.(\d+)")
_COMMA = re.compile(r"[+-]?(0|[1-9]\d*|[1-9]\d{0,2}(\.\d{3})+),(\d+)")
_POINT_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
#: Headings of codes: digits without arithmetic. "35.76" is a region, not a decimal number.
_CODE = re.compile(r"(^|_)(kode|code|nik|nip|nisn|nip|npwp|no|nomor|telepon|telp|hp|id|rt|rw|nop)(_|$)")
_DATE_FORMATS = ("", "%d/%m/%Y", "%d-%m-%Y")
_DATE_SHAPES = {
    "": r"\d{4}-\d\d-\d\d",
    "%d/%m/%Y": r"\d{1,2}/\d{1,2}/\d{4}",
    "%d-%m-%Y": r"\d{1,2}-\d{1,2}-\d{4}",
}


def propose(titles: Sequence[str], sample: Sequence[Sequence[str | None]], *, header_rows: int = 1) -> Schema:
    """A schema for columns with these headings, of which `sample` holds some rows."""
    columns = list(zip(*sample, strict=True)) if sample else [() for _ in titles]
    fields = tuple(
        _field(title, number, [value.strip() for value in values if value and value.strip() not in MISSING])
        for number, (title, values) in enumerate(zip(titles, columns, strict=True), start=1)
    )
    return Schema(fields=fields, header_rows=header_rows)


def _field(title: str, number: int, values: list[str]) -> Field:
    name = column_name(title, number)
    values = [value for value in values if value not in EXCEL_ERRORS]
    plain = Field(name=name, title=title)
    if not values:
        return plain
    if name.lower() == "geometry" and values[0].startswith("{"):
        return Field(name=name, title=title, type="geojson")
    for format_ in _DATE_FORMATS:
        if _share(values, partial(_is_date, format_=format_)) >= SHARE:
            return Field(name=name, title=title, type="date", format=format_)
    if _share(values, _is_moment) >= SHARE:
        return Field(name=name, title=title, type="datetime")
    if _share(values, lambda value: value.lower() in ("true", "false", "ya", "tidak")) >= SHARE:
        return Field(name=name, title=title, type="boolean")
    return plain if _CODE.search(column_name(title.lower(), number)) else _number(plain, values)


def _number(plain: Field, values: list[str]) -> Field:
    """Whole or decimal, with the sign that most of the values use; text where they are something else."""
    whole = sum(1 for value in values if _WHOLE.fullmatch(value))
    point = [found for value in values if (found := _POINT.fullmatch(value))]
    comma = [found for value in values if (found := _COMMA.fullmatch(value))]
    grouped = sum(1 for value in values if _POINT_GROUPS.fullmatch(value))
    if whole + len(point) + len(comma) + grouped < SHARE * len(values):
        return plain
    if not point and not comma and not grouped:
        return Field(name=plain.name, title=plain.title, type="integer")
    if len(comma) > len(point) + grouped:
        group = "." if any("." in found[0] for found in comma) else ""
        return _decimal(plain, ",", group, [len(found[3]) for found in comma])
    return _decimal(plain, ".", "," if grouped > len(comma) else "", [len(found[2]) for found in point])


def _decimal(plain: Field, sign: str, group: str, places: list[int]) -> Field:
    # A few decimals are kept exactly; more of them are measurements.
    scale = max(places, default=2)
    return Field(
        name=plain.name, title=plain.title, type="number", decimal_char=sign, group_char=group,
        scale=6 if scale <= 6 else None,
    )  # fmt: skip


def _share(values: list[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for value in values if fits(value)) / len(values)


def _is_date(value: str, format_: str) -> bool:
    if not re.fullmatch(_DATE_SHAPES[format_], value):
        return False
    try:
        datetime.strptime(value, format_ or "%Y-%m-%d")  # noqa: DTZ007 only whether it is a date
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    if not re.match(r"\d{4}-\d\d-\d\d[ T]\d", value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
