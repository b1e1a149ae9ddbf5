"""Refusals and faults as RFC 9457 `application/problem+json`, always with a stable `code`."""

from collections.abc import Mapping

import msgspec
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext, gettext_noop

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
    400: gettext_noop("Permintaan tidak dapat dibaca"),
    401: gettext_noop("Perlu masuk"),
    403: gettext_noop("Tidak berwenang"),
    404: gettext_noop("Tidak ditemukan"),
    405: gettext_noop("Metode tidak dikenal"),
    409: gettext_noop("Tidak dapat dilakukan sekarang"),
    410: gettext_noop("Sudah tidak berlaku"),
    413: gettext_noop("Isi terlalu besar"),
    422: gettext_noop("Ada yang perlu diperbaiki"),
    429: gettext_noop("Terlalu sering"),
    500: gettext_noop("Terjadi gangguan"),
    503: gettext_noop("Sedang tidak tersedia"),
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
    facts = {name: value for name, value in error.facts.items() if name != "reason"}
    return problem(STATUS[error.kind], error.code, error.told(gettext), headers, **facts)


def fault(error: Exception) -> Response:
    """What the caller sees of an unexpected error: nothing of its inside, only what to do."""
    if isinstance(error, InterfaceError | OperationalError):  # gone, too slow, or in each other's way
        busy = gettext("Sistem sedang sangat sibuk. Coba lagi beberapa detik lagi; tidak ada yang berubah.")
        return problem(503, "unavailable", busy, {"retry-after": "3"})
    ours = gettext("Terjadi gangguan di pihak kami. Coba lagi; bila berulang, hubungi petugas.")
    return problem(500, "fault", ours)
