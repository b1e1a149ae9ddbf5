"""Rules across data sets: per key, a sum (or the number of rows) has to be that of another data set, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.schema import Field, Schema, Total

#: Types of columns by which rows are grouped: their texts are the same in every data set.
_KEYS = ("string", "integer", "year", "date", "boolean")


@dataclass(frozen=True)
class Wanted:
    """What is asked of a data set: its columns, and the one that is summed; empty counts rows."""

    columns: tuple[str, ...]
    summed: str = ""


def read_totals(document: Any, schema: Schema) -> tuple[Total, ...]:
    """The member `totals` of a schema in JSON. Raises `SchemaRefused` by its place."""
    if not isinstance(document, list):
        raise SchemaRefused(where="totals", why="harus berupa daftar")
    return tuple(_total(one, f"totals[{number}]", schema) for number, one in enumerate(document, start=1))


def _total(one: Any, where: str, schema: Schema) -> Total:
    target = one.get("reference") if isinstance(one, dict) else None
    if not isinstance(target, dict) or not isinstance(target.get("resource"), str):
        raise SchemaRefused(where=where, why="perlu fields dan reference.resource")
    ours, theirs = _wanted(one, where), _wanted(target, f"{where}.reference")
    if len(ours.columns) != len(theirs.columns):
        raise SchemaRefused(where=where, why="fields dan reference.fields harus sama banyak")
    ours = fitting(ours, schema, where)
    return Total(ours.columns, ours.summed, target["resource"], theirs.columns, theirs.summed)


def _wanted(part: Any, where: str) -> Wanted:
    names = [part["fields"]] if isinstance(part.get("fields"), str) else part.get("fields")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise SchemaRefused(where=f"{where}.fields", why="harus nama kolom atau daftar nama kolom")
    return Wanted(tuple(names), str(part.get("sum") or ""))


def fitting(wanted: Wanted, schema: Schema, where: str) -> Wanted:
    """The same in the names of `schema`. Raises `SchemaRefused` when its columns cannot be grouped or summed."""
    keys = [_column(name, schema, where) for name in wanted.columns]
    for one in keys:
        if not may_be_key(one):
            raise SchemaRefused(where=where, why=f"kolom “{one.name}” tidak dapat menjadi kunci jumlah")
    if not wanted.summed:
        return Wanted(tuple(one.name for one in keys))
    summed = _column(wanted.summed, schema, where)
    if not may_be_summed(summed):
        raise SchemaRefused(
            where=where, why=f"kolom “{summed.name}” harus bilangan bulat, atau bilangan dengan scale"
        )
    return Wanted(tuple(one.name for one in keys), summed.name)


def may_be_key(field: Field) -> bool:
    """Whether rows can be grouped by this column."""
    return field.type in _KEYS


def may_be_summed(field: Field) -> bool:
    """Whether this column has an exact sum: a binary float has none, so that it equals nothing."""
    return field.type == "integer" or (field.type == "number" and field.scale is not None)


def told(total: Total, schema: Schema, other: str) -> str:
    """The rule in one sentence; `other` is the title of the other data set."""
    keys = " dan ".join(f"“{schema.field(name).title or name}”" for name in total.columns)
    ours = (
        f"jumlah “{schema.field(total.summed).title or total.summed}”" if total.summed else "banyaknya baris"
    )
    theirs = f"jumlah “{total.their_summed}”" if total.their_summed else "banyaknya baris"
    their_keys = " dan ".join(f"“{name}”" for name in total.their_columns)
    return f"{ours} menurut {keys} harus sama dengan {theirs} menurut {their_keys} di “{other}”"


def _column(name: str, schema: Schema, where: str) -> Field:
    try:
        return schema.field(name)
    except KeyError:
        raise SchemaRefused(where=where, why=f"kolom “{name}” tidak ada") from None


def totals_as_json(totals: Sequence[Total]) -> list[dict[str, Any]]:
    """As `read_totals` reads it."""
    return [
        {
            "fields": list(one.columns),
            **({"sum": one.summed} if one.summed else {}),
            "reference": {
                "resource": one.resource,
                "fields": list(one.their_columns),
                **({"sum": one.their_summed} if one.their_summed else {}),
            },
        }
        for one in totals
    ]
