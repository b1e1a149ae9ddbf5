"""Rules between the columns of a row as people choose them from lists, and the conditions that they become."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pendopo.datahouse.domain.quoting import literal, quoted
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.kernel.errors import Invalid

#: Columns that one rule may add up.
MOST_COLUMNS = 20
_NUMBERS = ("integer", "number", "year")
_DATED = ("date", "datetime")


class Relation(StrEnum):
    """How the first column has to stand to what it is compared with."""

    EQUAL = "sama"
    AT_MOST = "paling-banyak"
    LESS = "kurang"
    AT_LEAST = "paling-sedikit"
    MORE = "lebih"
    OTHER = "berbeda"
    FILLED = "terisi"


#: The sign in a condition. `FILLED` has none.
SIGNS = {
    Relation.EQUAL: "=", Relation.AT_MOST: "<=", Relation.LESS: "<", Relation.AT_LEAST: ">=",
    Relation.MORE: ">", Relation.OTHER: "<>",
}  # fmt: skip
_SAID = {
    Relation.EQUAL: "harus sama dengan", Relation.AT_MOST: "tidak boleh melebihi", Relation.LESS: "harus kurang dari",
    Relation.AT_LEAST: "tidak boleh kurang dari", Relation.MORE: "harus lebih dari",
    Relation.OTHER: "tidak boleh sama dengan", Relation.FILLED: "harus diisi",
}  # fmt: skip
_SAID_OF_DAYS = {
    Relation.AT_MOST: "tidak boleh sesudah", Relation.LESS: "harus sebelum",
    Relation.AT_LEAST: "tidak boleh sebelum", Relation.MORE: "harus sesudah",
}  # fmt: skip
_WHEN_SAID = {
    Relation.EQUAL: "sama dengan", Relation.AT_MOST: "tidak melebihi", Relation.LESS: "kurang dari",
    Relation.AT_LEAST: "tidak kurang dari", Relation.MORE: "lebih dari", Relation.OTHER: "tidak sama dengan",
    Relation.FILLED: "diisi",
}  # fmt: skip


@dataclass(frozen=True)
class When:
    """The rule holds only for rows in which `column` stands so to `value`; no value for `FILLED`."""

    column: str
    relation: Relation
    value: str = ""


@dataclass(frozen=True)
class PlainRule:
    """`column` beside the sum of `columns` (one or more), or beside `value` as people type it."""

    column: str
    relation: Relation
    columns: tuple[str, ...] = ()
    value: str = ""
    when: When | None = None


def condition_of(rule: PlainRule, schema: Schema) -> str:
    """The condition of a rule, for the gate. Raises `Invalid` at the field of the form that does not fit."""
    left = _column(rule.column, schema, "kolom")
    held = _compared(rule, left, schema)
    if rule.when is None:
        return held
    column = _column(rule.when.column, schema, "bila_kolom")
    only = _beside_value(column, rule.when.relation, rule.when.value, "bila_nilai")
    return f"NOT ({only}) OR ({held})"


def _compared(rule: PlainRule, left: Field, schema: Schema) -> str:
    if rule.relation is Relation.FILLED or not rule.columns:
        return _beside_value(left, rule.relation, rule.value, "nilai")
    if rule.value:
        raise Invalid("Pilih kolom pembanding atau tulis nilai, jangan keduanya.", field="nilai")
    if len(rule.columns) > MOST_COLUMNS:
        raise Invalid("Paling banyak {most} kolom dalam satu aturan.", "banding_1", most=MOST_COLUMNS)
    right = [_column(name, schema, f"banding_{n}") for n, name in enumerate(rule.columns, start=1)]
    _fit(left, right)
    return f"{quoted(left.name)} {SIGNS[rule.relation]} {' + '.join(quoted(one.name) for one in right)}"


def _fit(left: Field, right: list[Field]) -> None:
    for number, one in enumerate(right, start=1):
        if len(right) > 1 and one.type not in _NUMBERS:
            raise Invalid(
                "“{column}” bukan bilangan, jadi tidak dapat dijumlahkan.",
                f"banding_{number}",
                column=_name(one),
            )
        if _family(one) != _family(left):
            raise Invalid(
                "“{column}” tidak sejenis dengan “{other}”. Pilih kolom yang jenis isinya sama.",
                f"banding_{number}",
                column=_name(one),
                other=_name(left),
            )


def _family(field: Field) -> str:
    return "number" if field.type in _NUMBERS else field.type


def _beside_value(field: Field, relation: Relation, value: str, place: str) -> str:
    if relation is Relation.FILLED:
        return f"{quoted(field.name)} IS NOT NULL"
    if not value.strip():
        raise Invalid("Pilih kolom pembanding, atau tulis nilai.", field=place)
    return f"{quoted(field.name)} {SIGNS[relation]} {_value(field, value.strip(), place)}"


def _value(field: Field, typed: str, place: str) -> str:
    """What somebody typed, as a literal of the column's type. Raises `Invalid`."""
    if field.type in _NUMBERS:
        plain = typed.replace(",", ".")
        if re.fullmatch(r"-?\d{1,18}(\.\d{1,12})?", plain, re.ASCII):
            return plain
        raise Invalid("Tulis bilangan tanpa titik ribuan, misalnya 1250 atau 12,5.", field=place)
    if field.type in _DATED:
        return f"CAST({literal(_day(typed, place))} AS DATE)"
    if field.type == "boolean":
        if typed.lower() not in ("ya", "tidak"):
            raise Invalid("Tulis ya atau tidak.", field=place)
        return "TRUE" if typed.lower() == "ya" else "FALSE"
    return literal(typed[:200])


def _day(typed: str, place: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", typed, re.ASCII)
    iso = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else typed
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        raise Invalid("Tulis tanggal seperti 21/11/2026.", field=place) from None


def _column(name: str, schema: Schema, place: str) -> Field:
    try:
        field = schema.field(name)
    except KeyError:
        raise Invalid("Pilih kolom dari daftar.", field=place) from None
    if field.type == "geojson":
        raise Invalid("Kolom geometri tidak dapat dibandingkan.", field=place)
    return field


def told(rule: PlainRule, schema: Schema) -> str:
    """The rule in one sentence, with the names of columns as people read them."""
    field = schema.field(rule.column)
    words = _SAID | (_SAID_OF_DAYS if field.type in _DATED else {})
    beside = " ditambah ".join(f"“{_name(schema.field(one))}”" for one in rule.columns) or rule.value.strip()
    parts = [f"“{_name(field)}”", words[rule.relation]]
    if rule.relation is not Relation.FILLED:
        parts.append(beside)
    return _only_when(rule.when, schema) + " ".join(parts)


def _only_when(when: When | None, schema: Schema) -> str:
    if when is None:
        return ""
    value = "" if when.relation is Relation.FILLED else f" {when.value.strip()}"
    return f"bila “{_name(schema.field(when.column))}” {_WHEN_SAID[when.relation]}{value}, "


def _name(field: Field) -> str:
    return field.title or field.name


def as_typed(rule: PlainRule) -> Mapping[str, str]:
    """The fields of the form that choose this rule."""
    typed = {"kolom": rule.column, "hubungan": rule.relation.value, "nilai": rule.value}
    typed |= {f"banding_{number}": name for number, name in enumerate(rule.columns, start=1)}
    if rule.when:
        typed |= {
            "bila_kolom": rule.when.column, "bila_hubungan": rule.when.relation.value, "bila_nilai": rule.when.value,
        }  # fmt: skip
    return typed
