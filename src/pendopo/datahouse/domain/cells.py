"""What one cell means, and why it does not fit: pure counterparts of the conditions that the engine checks."""

import re

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.schema import Field

EXCEL_ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
TRUE, FALSE = ("true", "1", "ya", "y", "benar"), ("false", "0", "tidak", "t", "n", "salah")
_OTHER_SIGN = {
    ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d+,\d+"),
    ",": re.compile(r"[+-]?\d{1,3}(,\d{3})*\.\d+|[+-]?\d+\.\d+"),
}


def type_fault(field: Field, row: int, value: str) -> Finding:
    """The most telling name for a value that is not of the field's type."""
    if value in EXCEL_ERRORS:
        return Finding(row, field.name, "excel-error", value)
    if field.type in ("date", "datetime") and re.fullmatch(r"[2-5]\d{4}(\.\d+)?", value):
        return Finding(row, field.name, "excel-date", value, field.expected())
    if field.type in ("number", "integer") and _OTHER_SIGN[field.decimal_char].fullmatch(value):
        return Finding(row, field.name, "decimal-sign", value, field.expected())
    return Finding(row, field.name, "type", value, field.expected())


def between(low: object, high: object) -> str:
    """Limits in words."""
    if low is not None and high is not None:
        return f"{low} sampai {high}"
    return f"paling sedikit {low}" if low is not None else f"paling banyak {high}"
