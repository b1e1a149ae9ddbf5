"""OpenAPI 3.1 of one data set: what the national gateway (SPLP) takes in as one data service."""

from collections.abc import Mapping
from typing import Any

from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.published import MEDIA_TYPES, PublishedDataset
from pendopo.datahouse.domain.schema import Field

Shape = dict[str, Any]
_TYPES: Mapping[str, Shape] = {
    "string": {"type": "string"}, "geojson": {"type": "string"}, "integer": {"type": "integer", "format": "int64"},
    "year": {"type": "integer"}, "number": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    "boolean": {"type": "boolean"}, "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}  # fmt: skip


def description(one: PublishedDataset, at: Addresses) -> Shape:
    """The document of an open data set with a release. Address and shape stay; `version` counts the releases."""
    terms = licence(one.licence)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": one.title, "version": str(one.release.number if one.release else 0), "description": one.summary,
            "contact": {"name": one.publisher.name, "url": at.dataset(one.slug)},
            **({"license": {"name": terms.name, "identifier": terms.code}} if terms else {}),
        },
        "servers": [{"url": at.base}],
        "paths": {f"/api/v1/data/{one.slug}": {"get": _rows(one)}} | _files(one),
        "components": {"schemas": {"Baris": _row(one)}},
    }  # fmt: skip


def _rows(one: PublishedDataset) -> Shape:
    number = {"type": "integer", "minimum": 0}
    own = [
        _parameter("limit", "Banyaknya baris", number | {"maximum": 10_000, "default": 100}),
        _parameter("offset", "Baris yang dilewati", number | {"default": 0}),
        _parameter("columns", "Kolom, dipisah koma", {"type": "string"}),
        _parameter("sort", "Kolom pengurut, dipisah koma; diawali - untuk urutan turun", {"type": "string"}),
        _parameter("q", "Kata yang harus ada di baris", {"type": "string"}),
    ]
    columns = [
        _parameter(f"filter.{each.name}", _meaning(each), {"type": "string"}) for each in one.schema.fields
    ]
    page = {
        "type": "object",
        "required": ["dataset", "release", "total", "limit", "offset", "rows", "next"],
        "properties": {
            "dataset": {"type": "string"}, "release": {"type": "integer"}, "total": {"type": "integer"},
            "limit": {"type": "integer"}, "offset": {"type": "integer"},
            "columns": {"type": "array", "items": {"type": "object"}},
            "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Baris"}},
            "next": {"type": ["string", "null"], "format": "uri"},
        },
    }  # fmt: skip
    return {
        "operationId": f"baris_{one.slug.replace('-', '_')}", "summary": f"Baris {one.title}",
        "parameters": [*own, *columns],
        "responses": {
            "200": {"description": "Satu halaman baris", "content": {"application/json": {"schema": page}}},
            "422": {"description": "Ada bagian permintaan yang tidak dikenal", "content": _problem()},
        },
    }  # fmt: skip


def _files(one: PublishedDataset) -> Shape:
    return {
        f"/data/{one.slug}/{one.slug}.{file.format}": {
            "get": {
                "operationId": f"berkas_{one.slug.replace('-', '_')}_{file.format}",
                "summary": f"Berkas {file.format.upper()} rilis terbaru",
                "responses": {
                    "302": {"description": "Alamat berkas rilis, yang isinya tidak pernah berubah"},
                    "200": {"description": "Berkas", "content": {MEDIA_TYPES[file.format]: {}}},
                },
            }
        }
        for file in one.files
    }


def _row(one: PublishedDataset) -> Shape:
    return {
        "type": "object",
        "properties": {
            each.name: _type(each) | {"description": _meaning(each)} for each in one.schema.fields
        },
    }


def _type(field: Field) -> Shape:
    """The type of a column; every cell may be empty."""
    shape = dict(_TYPES[field.type])
    return shape | {"type": [shape["type"], "null"]}


def _meaning(field: Field) -> str:
    said = str(field.ms_var.get("definisi") or field.title or field.name)
    unit = str(field.ms_var.get("satuan") or "")
    return f"{said} ({unit})" if unit else said


def _parameter(name: str, text: str, schema: Shape) -> Shape:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _problem() -> Shape:
    return {"application/problem+json": {"schema": {"type": "object"}}}
