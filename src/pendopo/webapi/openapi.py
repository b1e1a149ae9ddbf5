"""The OpenAPI 3.1 document, made from the routes themselves: what is not served is not described."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from pendopo.webapi.problems import TITLES
from pendopo.webapi.routes import Route

_REF = "#/components/schemas/{name}"

#: error code -> status, as the refusals of the domain give it
CODES = {
    "closed": 409, "quota-exhausted": 409, "already-holding": 409, "wrong-state": 409, "counter-busy": 409,
    "already-given": 409, "already-answered": 409, "not-found": 404, "unknown-code": 404, "expired": 410,
    "too-early": 409, "void": 410,
    "wrong-offset": 409, "wrong-digest": 422, "delivery-too-large": 422, "delivery-quota": 429,
    "key-reused": 409, "arrival-wrong-stage": 409, "delivery-refused": 422, "delivery-failed": 422,
    "too-large": 413, "no-room": 503,
    "invalid": 422, "too-many": 429, "unauthenticated": 401, "forbidden": 403, "unavailable": 503,
    "query-refused": 422, "too-many-questions": 429, "no-agency": 403,
    "unknown-dataset": 404, "number": 422, "part": 422, "query-too-heavy": 429, "files-missing": 503,
}  # fmt: skip


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457. `code` is stable; `detail` says in Indonesian (or English, by Accept-Language) what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The document for all `routes` below /api/v1."""
    types = [Problem]
    for route in routes:
        types += [shape for shape in (*route.answers.values(), route.body) if shape is not None]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    by_type = {_key(shape): schema for shape, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "pendopo",
            "version": "1",
            "description": "Antrean, survei kepuasan, dan catatan publik sebuah pemerintah daerah. "
            "Tiket dikenali dari id-nya yang rahasia; nomor antrean bersifat umum.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"staff": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route, by_type: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}_{re.sub('[^a-z]+', '_', route.path).strip('_')}",
        "summary": route.summary,
        "parameters": [
            *(_parameter(name, "path", "", True) for name in re.findall(r"{(\w+)}", route.path)),
            *(_parameter(name, "query", text, False) for name, text in route.query.items()),
            *(_parameter(name, "header", text, False) for name, text in route.headers.items()),
        ],
        "responses": {
            str(status): _answer(status, shape, by_type) for status, shape in route.answers.items()
        },
    }
    for code in route.refusals:
        status = str(CODES[code])
        text = f"{TITLES[int(status)]}: `{code}`"
        if status in operation["responses"]:
            operation["responses"][status]["description"] += f", `{code}`"
        else:
            schema = {"$ref": _REF.format(name="Problem")}
            operation["responses"][status] = {
                "description": text,
                "content": {"application/problem+json": {"schema": schema}},
            }
    if route.body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": by_type[_key(route.body)]}}}
    if route.raw:
        schema = {"type": "string", "format": "binary"}
        operation["requestBody"] = {"required": True, "content": {route.raw: {"schema": schema}}}
    if route.staff:
        operation["security"] = [{"staff": []}]
    return operation


def _answer(status: int, shape: Any, by_type: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": {304: "Tidak berubah", 204: "Tidak ada"}.get(status, "Berhasil")
    }
    if shape is not None:
        described["content"] = {"application/json": {"schema": by_type[_key(shape)]}}
    return described


def _parameter(name: str, place: str, text: str, required: bool) -> dict[str, Any]:
    described = {"name": name, "in": place, "required": required, "schema": {"type": "string"}}
    return described | ({"description": text} if text else {})


def _key(shape: Any) -> str:
    return repr(shape)
