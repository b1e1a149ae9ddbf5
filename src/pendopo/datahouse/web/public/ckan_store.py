"""`datastore_search`: rows of the newest release, as front ends of CKAN ask for them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from pendopo.datahouse.domain.catalogue_errors import PartRefused, SwitchedOff
from pendopo.datahouse.domain.plain import number
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.queries.catalogue import release_by_resource
from pendopo.datahouse.queries.rows import LIMITS, RowsFound, RowsWanted, released_rows
from pendopo.datahouse.web.public.ckan_parts import Given

#: Our types of columns in the words of PostgreSQL, as CKAN names them.
_TYPES = {
    "string": "text", "geojson": "text", "integer": "int8", "year": "int4", "number": "numeric", "boolean": "bool",
    "date": "date", "datetime": "timestamptz",
}  # fmt: skip


def datastore_search(given: Given) -> object:
    """Rows that fit `filters` and `q`."""
    ident = given.needed("resource_id", "id")
    one, _ = release_by_resource(ident)
    wanted = RowsWanted(
        columns=given.names("fields"),
        equal=_filters(given.json("filters")),
        words=_words(given),
        order=tuple(_order(part) for part in given.names("sort")),
        start=given.number("offset", 0, most=10**9),
        count=given.number("limit", 100, most=LIMITS.rows),
    )
    found = released_rows(one=one, wanted=wanted, folder=settings.PENDOPO_LAKE)
    return {
        "resource_id": ident, "include_total": True, "records_format": "objects", "total": found.total,
        "total_was_estimated": False, "limit": wanted.count, "offset": wanted.start,
        "fields": [{"id": name, "type": _type(found.schema, name)} for name in found.columns],
        "records": _records(found), "_links": {},
    }  # fmt: skip


def datastore_search_sql(given: Given) -> object:
    """Switched off: SQL of everybody is for analysts, who sign in and have limits of their own."""
    raise SwitchedOff(
        what="datastore_search_sql", instead=gettext("Pakai datastore_search, atau masuk sebagai analis.")
    )


def _records(found: RowsFound) -> list[dict[str, object]]:
    return [dict(zip(found.columns, map(number, row), strict=True)) for row in found.rows]


def _filters(asked: Any) -> Mapping[str, tuple[str, ...]]:
    if asked is None:
        return {}
    if not isinstance(asked, dict):
        raise PartRefused(name="filters", why=gettext('tulis objek JSON, misalnya {"kecamatan": "35.76.01"}'))
    return {
        name: tuple(map(_text, value if isinstance(value, list) else [value]))
        for name, value in asked.items()
    }


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(given: Given) -> str:
    """One text for the whole row; CKAN's form with a text for each column is not offered."""
    asked = given.text("q")
    if asked.lstrip().startswith("{"):
        raise PartRefused(name="q", why=gettext("tulis satu teks; untuk satu kolom pakai filters"))
    return asked


def _order(part: str) -> tuple[str, bool]:
    words = part.split()
    if len(words) > 2 or (len(words) == 2 and words[1].lower() not in ("asc", "desc")):
        raise PartRefused(name="sort", why=gettext("tulis nama kolom, lalu asc atau desc"))
    return words[0].strip('"'), len(words) == 2 and words[1].lower() == "desc"


def _type(schema: Schema, name: str) -> str:
    return _TYPES[schema.field(name).type]
