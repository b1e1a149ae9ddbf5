"""Rows of open data for programs and pages of others: filtered by column, page by page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from django.conf import settings

from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.catalogue_errors import NumberRefused
from pendopo.datahouse.domain.plain import plain
from pendopo.datahouse.limits import check_rows
from pendopo.datahouse.queries.catalogue import shown
from pendopo.datahouse.queries.rows import RowsFound, RowsWanted, released_rows
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread

USUAL, MOST = 100, 10_000
#: Words of the call itself; a column of the same name is asked by `filter.<column>`.
OWN = frozenset(("limit", "offset", "columns", "sort", "q"))
_PREFIX = "filter."


class ColumnOut(msgspec.Struct):
    """A column: its type by Table Schema, what it is called and counted in."""

    name: str
    type: str
    title: str
    unit: str


class RowsOut(msgspec.Struct):
    """A page of rows. Numbers with decimals are text, exactly as published; `next` is the address of the next page."""

    dataset: str
    release: int
    total: int
    limit: int
    offset: int
    columns: list[ColumnOut]
    rows: list[dict[str, Any]]
    next: str | None


async def rows(request: Request) -> Response:
    """A page of the newest release."""
    check_rows(request.client, request.headers)
    parts = parse_qsl(request.query_string, keep_blank_values=True)
    found = await in_thread(_rows, request.params["dataset"], _wanted(parts))
    body = _out(request.params["dataset"], found, parts)
    return answer(200, body, access_control_allow_origin="*", cache_control="public, max-age=60")


def _rows(slug: str, wanted: RowsWanted) -> tuple[RowsFound, RowsWanted]:
    return released_rows(one=shown(slug=slug), wanted=wanted, folder=settings.PENDOPO_LAKE), wanted


def _wanted(parts: list[tuple[str, str]]) -> RowsWanted:
    given = dict(parts)
    equal: dict[str, tuple[str, ...]] = {}
    for name, value in parts:
        if name not in OWN:
            column = name.removeprefix(_PREFIX)
            equal[column] = (*equal.get(column, ()), value)
    return RowsWanted(
        columns=_names(given.get("columns", "")),
        equal=equal,
        words=given.get("q", ""),
        order=tuple((name.removeprefix("-"), name.startswith("-")) for name in _names(given.get("sort", ""))),
        start=_number(given, "offset", 0, 10**9),
        count=_number(given, "limit", USUAL, MOST),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = given.get(name, "") or str(usual)
    if not text.isascii() or not text.isdigit() or int(text[:11]) > most:
        raise NumberRefused(name=name, least=0, most=most)
    return int(text)


def _out(slug: str, answered: tuple[RowsFound, RowsWanted], parts: list[tuple[str, str]]) -> RowsOut:
    found, wanted = answered
    fields = [found.schema.field(name) for name in found.columns]
    behind = wanted.start + len(found.rows)
    return RowsOut(
        dataset=slug, release=found.release, total=found.total, limit=wanted.count, offset=wanted.start,
        columns=[
            ColumnOut(one.name, one.type, one.title or one.name, str(one.ms_var.get("satuan") or "")) for one in fields
        ],
        rows=[dict(zip(found.columns, map(plain, row), strict=True)) for row in found.rows],
        next=_next(slug, parts, behind) if found.rows and behind < found.total else None,
    )  # fmt: skip


def _next(slug: str, parts: list[tuple[str, str]], offset: int) -> str:
    at = Addresses(settings.ENV["PENDOPO_BASE_URL"].rstrip("/"))
    kept = [(name, value) for name, value in parts if name != "offset"]
    return f"{at.rows(slug)}?{urlencode([*kept, ('offset', str(offset))])}"


ROUTES = (
    Route(
        "GET", "/data/{dataset}", rows, "Baris rilis terbaru dari kumpulan data terbuka", {200: RowsOut},
        refusals=("unknown-dataset", "number", "part", "query-too-heavy", "too-many", "files-missing"),
        query={
            "limit": f"Banyaknya baris, paling banyak {MOST}; biasanya {USUAL}",
            "offset": "Baris yang dilewati",
            "columns": "Kolom yang diminta, dipisah koma; tanpa ini semuanya",
            "sort": "Kolom pengurut, dipisah koma; diawali - untuk urutan turun",
            "q": "Kata yang harus ada di baris",
            "filter.{column}": "Nilai kolom; boleh berulang. Nama kolom saja juga dapat dipakai",
        },
    ),
)  # fmt: skip
