"""The rules of a schema as conditions of SQL over `v0, v1, ...` (text) and `t0, t1, ...` (typed): true is a fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pendopo.datahouse.checking.values import is_excel_error, kind
from pendopo.datahouse.domain.cells import between
from pendopo.datahouse.domain.gate import columns_of_condition
from pendopo.datahouse.domain.policy import listed, literal
from pendopo.datahouse.domain.schema import Field, Rule, Schema

#: Values of an enumeration that are compared one by one.
_SHORT = 50


@dataclass(frozen=True)
class Check:
    """One rule: where it looks, the condition that is true for a fault, and what belongs there."""

    code: str
    column: str
    shown: str
    condition: str
    expected: str = ""


def checks_of(schema: Schema, references: Mapping[str, str]) -> list[Check]:
    """Every rule that concerns single rows. `references` maps code lists to their tables in the engine."""
    found = [
        check
        for place, field in enumerate(schema.fields)
        for check in _field_checks(field, f"_v{place}", f"_t{place}", field.name in schema.key, references)
    ]
    return found + [_across_columns(rule, schema) for rule in schema.rules]


def _across_columns(rule: Rule, schema: Schema) -> Check:
    """A rule between columns; a fault shows what stands in each of them."""
    columns = columns_of_condition(rule.condition)
    places = [schema.names.index(name) for name in columns]
    cells = [
        f"{literal(f'{name} = ')} || coalesce(_v{place}::VARCHAR, 'kosong')"
        for name, place in zip(columns, places, strict=True)
    ]
    condition = f"NOT coalesce(({rule.condition}), true)"
    return Check("rule", ", ".join(columns), " || ', ' || ".join(cells) or "''", condition, rule.message)


def _field_checks(
    field: Field, text: str, value: str, in_key: bool, references: Mapping[str, str]
) -> Iterator[Check]:
    name = field.name
    if field.type in ("string", "geojson"):
        yield Check("type", name, text, is_excel_error(text), field.expected())
    else:
        yield Check("type", name, text, f"{text} IS NOT NULL AND {value} IS NULL", field.expected())
    if field.required or in_key:
        yield Check("required", name, text, f"{text} IS NULL")
    if field.minimum is not None or field.maximum is not None:
        yield Check("range", name, text, _outside(field, value), between(field.minimum, field.maximum))
    if field.min_length is not None or field.max_length is not None:
        low, high = field.min_length or 0, field.max_length if field.max_length is not None else 1_000_000
        words = between(field.min_length, field.max_length)
        yield Check("length", name, text, f"length({text}) NOT BETWEEN {low} AND {high}", words)
    if field.pattern is not None:
        matched = f"regexp_full_match({text}, {literal(field.pattern)})"
        yield Check("pattern", name, text, f"NOT {matched}", field.pattern)
    if field.enum:
        shown = ", ".join(field.enum[:8]) + (", …" if len(field.enum) > 8 else "")
        yield Check("enum", name, text, f"{text} NOT IN ({_list(field.enum)})", shown)
    if field.reference:
        source = references[field.reference[0]]
        yield Check(
            "reference", name, text, f"{text} IS NOT NULL AND {text} NOT IN (SELECT code FROM {source})",  # noqa: S608
            f"daftar {field.reference[0]}",
        )  # fmt: skip


def _list(texts: tuple[str, ...]) -> str:
    """A short list is compared one by one, a long one by a join."""
    return listed(texts) if len(texts) <= _SHORT else f"SELECT unnest([{listed(texts)}])"


def _outside(field: Field, value: str) -> str:
    """Limits are of the type of the column; for texts they compare as texts."""
    limits = []
    for sign, limit in (("<", field.minimum), (">", field.maximum)):
        if limit is not None:
            limits.append(f"{value} {sign} CAST({literal(limit)} AS {kind(field)})")
    return "(" + " OR ".join(limits) + ")"


def unique_columns(schema: Schema) -> list[tuple[str, tuple[str, ...]]]:
    """What may occur only once: ("key", columns) and ("unique", (column,))."""
    found: list[tuple[str, tuple[str, ...]]] = [("key", schema.key)] if schema.key else []
    return found + [("unique", (one.name,)) for one in schema.fields if one.unique]
