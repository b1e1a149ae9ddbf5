"""Refusals and faults as RFC 9457 `application/problem+json`, always with a stable `code`."""

from collections.abc import Mapping

import msgspec
from django.db import Error as DatabaseFault
from django.utils.translation import gettext

from pendopo.kernel.errors import DomainError, Kind
from pendopo.webapi.http import Response

STATUS = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}

TITLES = {
    400: "Permintaan tidak dapat dibaca",
    401: "Perlu masuk",
    403: "Tidak berwenang",
    404: "Tidak ditemukan",
    405: "Metode tidak dikenal",
    409: "Tidak dapat dilakukan sekarang",
    410: "Sudah tidak berlaku",
    413: "Isi terlalu besar",
    422: "Ada yang perlu diperbaiki",
    429: "Terlalu sering",
    500: "Terjadi gangguan",
    503: "Sedang tidak tersedia",
}


def problem(
    status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **facts: object
) -> Response:
    """A problem document. `detail` says in Indonesian what to do; `facts` are extra members."""
    body = {
        "type": f"urn:pendopo:problem:{code}",
        "title": gettext(TITLES[status]),
        "status": status,
        "detail": detail,
        "code": code,
        **{name: value for name, value in facts.items() if value not in ("", None)},
    }
    return Response(
        status, msgspec.json.encode(body, enc_hook=str), headers or {}, "application/problem+json"
    )


def refusal(error: DomainError) -> Response:
    """The problem document of an expected refusal."""
    headers = {}
    if error.kind is Kind.UNAUTHENTICATED:
        headers["www-authenticate"] = "Bearer"
    if "retry_after" in error.facts:
        headers["retry-after"] = str(error.facts["retry_after"])
    detail = gettext(type(error).message).format(**error.facts)
    facts = {name: value for name, value in error.facts.items() if name != "reason"}
    return problem(STATUS[error.kind], error.code, detail, headers, **facts)


def fault(error: Exception) -> Response:
    """What the caller sees of an unexpected error: nothing of its inside, only what to do."""
    if isinstance(error, DatabaseFault):
        detail = "Sistem sedang sangat sibuk. Coba lagi beberapa detik lagi; tidak ada yang berubah."
        return problem(503, "unavailable", gettext(detail), {"retry-after": "3"})
    detail = "Terjadi gangguan di pihak kami. Coba lagi; bila berulang, hubungi petugas."
    return problem(500, "fault", gettext(detail))
