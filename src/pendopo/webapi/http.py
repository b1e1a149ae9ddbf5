"""Requests and answers as handlers see them: thin over ASGI, because the hot path pays for every layer."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from django.utils.translation import gettext, gettext_noop

from pendopo.kernel.errors import Invalid, Unauthenticated

BODY_LIMIT = 16 * 1024
T = TypeVar("T")


@dataclass(slots=True)
class Request:
    """One HTTP request. `params` are the named parts of the path; `client` is the address of the peer."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    client: str
    body: bytes = b""
    params: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> dict[str, str]:
        """The last value of each query parameter."""
        return dict(parse_qsl(self.query_string))

    @property
    def bearer(self) -> str:
        """The key of the `Authorization: Bearer` header; raises `Unauthenticated` when there is none."""
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            raise Unauthenticated
        return key.strip()

    def has(self, tag: str) -> bool:
        """Whether `If-None-Match` names this ETag; a proxy may have weakened it (RFC 9110, 13.1.2)."""
        named = [one.strip().removeprefix("W/") for one in self.headers.get("if-none-match", "").split(",")]
        return tag in named or named == ["*"]

    def decode(self, shape: type[T], default: T | None = None) -> T:
        """The body as `shape`; an empty body is `default` if one is given. Raises `Invalid` with the place."""
        if not self.body and default is not None:
            return default
        try:
            return msgspec.json.decode(self.body, type=shape)
        except msgspec.ValidationError as fault:
            raise _mismatch(str(fault)) from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Invalid(
                "Isi permintaan bukan JSON yang lengkap dan benar. Periksa kurung dan tanda kutipnya."
            ) from None


#: What msgspec says of a body that does not fit -> what to do about it, in Indonesian.
_REMEDIES = (
    (
        re.compile(r"Object missing required field `(?P<column>\w+)`"),
        gettext_noop("Kolom {column} wajib diisi."),
    ),
    (
        re.compile(r"Object contains unknown field `(?P<column>[^`]{1,60})`"),
        gettext_noop("Kolom {column} tidak dikenal. Hapus kolom itu."),
    ),
    (
        re.compile(r"Expected `(?P<expected>[^`]+)`, got `(?P<given>[^`]+)`"),
        gettext_noop("Isi {place} dengan {expected}, bukan {given}."),
    ),
    (
        re.compile(r"Expected `int` [<>]= |Number out of range"),
        gettext_noop("Nilai {place} di luar jangkauan. Periksa bilangannya."),
    ),
    (
        re.compile(r"Invalid enum value (?P<given>.{1,60}?)(?: - at|$)"),
        gettext_noop("Nilai {given} tidak dikenal untuk {place}."),
    ),
)


def _mismatch(fault: str) -> Invalid:
    """What to do about msgspec's message, which ends in the place: "... - at `$.answers.U1`"."""
    what, _, at = fault.partition(" - at `$")
    inside = at.rstrip("`").strip(".")
    for pattern, remedy in _REMEDIES:
        found = pattern.search(what)
        if found:
            named = found.groupdict()
            place = ".".join(part for part in (inside, named.get("column", "")) if part)
            return Invalid(remedy, place, place=place or gettext("isi permintaan"), **named)
    return Invalid(
        "Isi {place} tidak sesuai dengan yang diharapkan. Lihat /api/v1/openapi.json.",
        inside,
        place=inside or gettext("permintaan"),
    )


@dataclass(slots=True)
class Response:
    """An answer with its whole body."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(slots=True)
class EventStream:
    """An answer that goes on: server-sent events, already encoded."""

    events: AsyncIterator[bytes]


def answer(status: int, content: Any, **headers: str) -> Response:
    """`content` as JSON; header names are given with `_` for `-`."""
    return Response(
        status,
        msgspec.json.encode(content),
        {name.replace("_", "-"): value for name, value in headers.items()},
    )
