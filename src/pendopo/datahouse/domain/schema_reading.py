"""Reading and writing schemas as JSON (Table Schema). What is unknown or contradictory is refused by its place."""

import json
import re
from dataclasses import replace
from typing import Any

from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.gate import checked_condition
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.schema import MISSING, MS_VAR, TYPES, Field, Rule, Schema
from pendopo.datahouse.domain.totals import read_totals, totals_as_json

_CONSTRAINTS = {
    "required", "unique", "minimum", "maximum", "minLength", "maxLength", "pattern", "enum",
}  # fmt: skip
#: Code lists that the house itself keeps.
REFERENCES = ("kode-wilayah", "instansi")


def read_schema(text: str) -> Schema:
    """The schema in a JSON text; raises `SchemaRefused`."""
    try:
        document = json.loads(text)
    except ValueError as fault:
        where = (
            f"baris {fault.lineno} kolom {fault.colno}"
            if isinstance(fault, json.JSONDecodeError)
            else "berkas"
        )
        raise SchemaRefused(where=where, why="bukan JSON") from None
    return schema_from_json(document)


def schema_from_json(document: Any) -> Schema:
    """The schema in a JSON value; a Table Schema, or a resource that holds one under `schema`."""
    if isinstance(document, dict) and isinstance(document.get("schema"), dict):
        document = document["schema"]
    if (
        not isinstance(document, dict)
        or not isinstance(document.get("fields"), list)
        or not document["fields"]
    ):
        raise SchemaRefused(where="fields", why="harus berupa daftar kolom yang tidak kosong")
    fields = tuple(_field(one, number) for number, one in enumerate(document["fields"], start=1))
    fields = _with_references(fields, document.get("foreignKeys", []))
    schema = Schema(
        fields=fields,
        key=tuple(_names(document.get("primaryKey", []), "primaryKey")),
        missing=tuple(_names(document.get("missingValues", list(MISSING)), "missingValues")),
        owner_column=str(document.get("ownerColumn", "")),
        level_column=str(document.get("levelColumn", "")),
        header_rows=_whole(document.get("headerRows", 1), "headerRows", least=1),
    )
    _names_fit(schema)
    schema = replace(schema, totals=read_totals(document.get("totals", []), schema))
    return _with_rules(schema, document.get("rules", []))


def _field(one: Any, number: int) -> Field:
    where = f"fields[{number}]"
    if not isinstance(one, dict) or not isinstance(one.get("name"), str) or not one["name"].strip():
        raise SchemaRefused(where=where, why="tiap kolom memerlukan name")
    type_ = one.get("type", "string")
    if type_ not in TYPES:
        raise SchemaRefused(where=f"{where}.type", why=f"“{type_}” tidak dikenal; pakai {', '.join(TYPES)}")
    limits = one.get("constraints", {})
    if not isinstance(limits, dict) or limits.keys() - _CONSTRAINTS:
        raise SchemaRefused(where=f"{where}.constraints", why=f"pakai {', '.join(sorted(_CONSTRAINTS))}")
    ms_var = one.get("msVar", {})
    if not isinstance(ms_var, dict) or ms_var.keys() - set(MS_VAR):
        raise SchemaRefused(where=f"{where}.msVar", why=f"pakai {', '.join(MS_VAR)}")
    return _built(one, type_, limits, ms_var, where, number)


def _built(one: Any, type_: str, limits: Any, ms_var: Any, where: str, number: int) -> Field:
    scale = one.get("scale")
    return Field(
        name=column_name(one["name"], number),
        type=type_,
        title=str(one.get("title") or one["name"]),
        format=_date_format(one.get("format", ""), type_, f"{where}.format"),
        decimal_char=_sign(one.get("decimalChar", "."), f"{where}.decimalChar"),
        group_char=_sign(one["groupChar"], f"{where}.groupChar") if one.get("groupChar") else "",
        scale=None if scale is None else _whole(scale, f"{where}.scale", most=12),
        required=limits.get("required") is True,
        unique=limits.get("unique") is True,
        minimum=_text(limits.get("minimum")),
        maximum=_text(limits.get("maximum")),
        min_length=_optional_whole(limits.get("minLength"), where),
        max_length=_optional_whole(limits.get("maxLength"), where),
        pattern=_pattern(limits.get("pattern"), where),
        enum=tuple(map(_said, limits.get("enum", ()))),
        closed=one.get("closed") is True,
        ms_var=ms_var,
    )


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _sign(value: Any, where: str) -> str:
    if value not in (".", ",", " ", "'"):
        raise SchemaRefused(where=where, why="pakai satu tanda: titik, koma, spasi, atau '")
    return str(value)


def _date_format(value: Any, type_: str, where: str) -> str:
    if type_ not in ("date", "datetime") or value in ("", "default"):
        return ""
    if not isinstance(value, str) or not re.fullmatch(r"(%[dmYHMSybBjT]|[-/. :T])+", value):
        raise SchemaRefused(where=where, why="pakai bentuk seperti %d/%m/%Y")
    return value


def _pattern(value: Any, where: str) -> str | None:
    if value is None:
        return None
    try:
        re.compile(str(value))
    except re.error:
        raise SchemaRefused(where=f"{where}.constraints.pattern", why="pola tidak dapat dibaca") from None
    return str(value)


def _whole(value: Any, where: str, *, least: int = 0, most: int = 1000) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise SchemaRefused(where=where, why=f"harus bilangan bulat {least} sampai {most}")
    return value


def _optional_whole(value: Any, where: str) -> int | None:
    return None if value is None else _whole(value, f"{where}.constraints", most=1_000_000)


def _names(value: Any, where: str) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise SchemaRefused(where=where, why="harus teks atau daftar teks")
    return names


def _with_references(fields: tuple[Field, ...], keys: Any) -> tuple[Field, ...]:
    """Fields with the code list to which a foreign key binds them."""
    found: dict[str, tuple[str, str]] = {}
    for number, key in enumerate(keys if isinstance(keys, list) else [None], start=1):
        where = f"foreignKeys[{number}]"
        target = key.get("reference") if isinstance(key, dict) else None
        columns = _names(key.get("fields", []), where) if isinstance(key, dict) else []
        if not isinstance(target, dict) or len(columns) != 1 or not target.get("resource"):
            raise SchemaRefused(where=where, why="perlu satu kolom di fields dan reference.resource")
        remote = _names(target.get("fields", ["kode"]), where)
        found[columns[0].lower()] = (str(target["resource"]), remote[0])
    if unknown := found.keys() - {one.name.lower() for one in fields}:
        raise SchemaRefused(where="foreignKeys", why=f"kolom {', '.join(sorted(unknown))} tidak ada")
    return tuple(_bound(one, found.get(one.name.lower())) for one in fields)


def _bound(one: Field, reference: tuple[str, str] | None) -> Field:
    return replace(one, reference=reference) if reference else one


def _names_fit(schema: Schema) -> None:
    lower = [name.lower() for name in schema.names]
    for name in lower:
        if lower.count(name) > 1:
            raise SchemaRefused(where="fields", why=f"kolom “{name}” muncul lebih dari sekali")
    named = [("primaryKey", name) for name in schema.key]
    named += [("ownerColumn", schema.owner_column), ("levelColumn", schema.level_column)]
    for where, name in named:
        if name and name.lower() not in lower:
            raise SchemaRefused(where=where, why=f"kolom “{name}” tidak ada")
    if schema.level_column and not schema.field(schema.level_column).enum:
        raise SchemaRefused(
            where="levelColumn", why="kolomnya perlu daftar nilai (enum), yang terluas lebih dahulu"
        )


def _with_rules(schema: Schema, rules: Any) -> Schema:
    if not isinstance(rules, list):
        raise SchemaRefused(where="rules", why="harus berupa daftar")
    read = []
    for number, one in enumerate(rules, start=1):
        where = f"rules[{number}]"
        if not isinstance(one, dict) or not isinstance(one.get("condition"), str):
            raise SchemaRefused(where=where, why="perlu condition, misalnya laki_laki + perempuan = jumlah")
        condition = checked_condition(one["condition"], schema.names, where)
        read.append(Rule(str(one.get("name", number)), condition, str(one.get("message", one["condition"]))))
    return replace(schema, rules=tuple(read))


def schema_as_json(schema: Schema) -> dict[str, Any]:
    """The Table Schema of `schema`; reading it gives the same schema again."""
    document: dict[str, Any] = {"fields": [_field_as_json(one) for one in schema.fields]}
    if schema.key:
        document["primaryKey"] = list(schema.key)
    if schema.missing != MISSING:
        document["missingValues"] = list(schema.missing)
    if schema.header_rows != 1:
        document["headerRows"] = schema.header_rows
    if schema.owner_column:
        document["ownerColumn"] = schema.owner_column
    if schema.level_column:
        document["levelColumn"] = schema.level_column
    bound = [one for one in schema.fields if one.reference]
    if bound:
        document["foreignKeys"] = [
            {"fields": one.name, "reference": {"resource": one.reference[0], "fields": one.reference[1]}}
            for one in bound
            if one.reference
        ]
    if schema.rules:
        document["rules"] = [
            {"name": one.name, "condition": one.condition, "message": one.message} for one in schema.rules
        ]
    if schema.totals:
        document["totals"] = totals_as_json(schema.totals)
    return document


def _field_as_json(one: Field) -> dict[str, Any]:
    limits = {
        "required": one.required or None, "unique": one.unique or None, "minimum": one.minimum,
        "maximum": one.maximum, "minLength": one.min_length, "maxLength": one.max_length,
        "pattern": one.pattern, "enum": list(one.enum) or None,
    }  # fmt: skip
    document = {
        "name": one.name, "title": one.title or None, "type": one.type, "format": one.format or None,
        "decimalChar": one.decimal_char if one.decimal_char != "." else None,
        "groupChar": one.group_char or None, "scale": one.scale, "closed": one.closed or None,
        "constraints": {name: value for name, value in limits.items() if value is not None} or None,
        "msVar": dict(one.ms_var) or None,
    }  # fmt: skip
    return {name: value for name, value in document.items() if value is not None}
