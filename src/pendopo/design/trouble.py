"""What people see when something is refused or broken: in plain words, with what is kept and what to do now.

Expected refusals (`DomainError`) and a database that is busy are turned into pages by `RefusalMiddleware`. Pages for
faults of the program, `server_error` and `busy_page`, need neither database nor templates of other apps nor styles.
"""

import base64
import hashlib
import logging
import sys
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import get_template, render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.design.language import way_back
from pendopo.design.public import public
from pendopo.kernel.errors import DomainError, Kind

log = logging.getLogger(__name__)

#: Seconds after which a busy database or a refused burst may be tried again, when the refusal does not say.
TRY_AGAIN = 5


@dataclass(frozen=True)
class Answer:
    """How a kind of refusal looks: HTTP status, heading, and the sentence that says what to do now."""

    status: int
    title: str
    advice: str


ANSWERS = {
    Kind.INVALID: Answer(
        422,
        _("Ada yang perlu diperbaiki"),
        _("Kembali ke halaman sebelumnya, perbaiki isian, lalu kirim lagi."),
    ),
    Kind.UNAUTHENTICATED: Answer(
        401,
        _("Silakan masuk terlebih dahulu"),
        _("Masuk dengan akun petugas Anda."),
    ),
    Kind.FORBIDDEN: Answer(
        403,
        _("Anda tidak berwenang membuka ini"),
        _("Masuk dengan akun lain, atau hubungi administrator."),
    ),
    Kind.NOT_FOUND: Answer(
        404,
        _("Halaman tidak ditemukan"),
        _("Periksa kembali alamatnya, atau cari layanan dari halaman depan."),
    ),
    Kind.CONFLICT: Answer(
        409,
        _("Permintaan belum dapat dipenuhi"),
        _("Tidak ada yang berubah. Kembali untuk melihat keadaan terbaru."),
    ),
    Kind.GONE: Answer(
        410,
        _("Sudah tidak berlaku"),
        _("Silakan mulai lagi dari halaman depan."),
    ),
    Kind.TOO_MANY: Answer(
        429,
        _("Terlalu banyak permintaan"),
        _("Tunggu sebentar, lalu coba lagi. Yang sudah Anda kirim tetap tersimpan."),
    ),
    Kind.UNAVAILABLE: Answer(
        503,
        _("Layanan sedang tidak dapat digunakan"),
        _("Coba lagi beberapa saat lagi. Nomor yang sudah Anda ambil tetap berlaku."),
    ),
}


def explain(error: DomainError) -> str:
    """The refusal's sentence in the language of the page."""
    return error.told(gettext)


def refusal_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for an expected refusal, with its status; people who have to sign in are sent there instead.

    Scripts that fetch a part of a page get only the message, marked up to be put into the page.
    """
    if error.kind is Kind.UNAUTHENTICATED and not _asked_by_script(request):
        return redirect_to_login(_page_after_sign_in(request), resolve_url(settings.LOGIN_URL))
    answer = ANSWERS[error.kind]
    part = "design/trouble/refusal_part.html" if _asked_by_script(request) else "design/trouble/refusal.html"
    facts = {
        "answer": answer,
        "message": explain(error),
        "code": error.code,
        "way_back": _referring_page(request),
    }
    response = HttpResponse(render_to_string(part, facts, request), status=answer.status)
    if answer.status in {429, 503}:
        response.headers["Retry-After"] = str(error.facts.get("retry_after", TRY_AGAIN))
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked_by_script(request: HttpRequest) -> bool:
    """Whether `fetch` asked and not a person's tap; browsers say so themselves and scripts cannot forge it."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


def _referring_page(request: HttpRequest) -> str:
    """The page of this site that the reader came from, or nothing."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host():
        return ""
    page = parts.path + (f"?{parts.query}" if parts.query else "")
    return "" if page == request.get_full_path() and request.method == "GET" else way_back(request, page)


def _page_after_sign_in(request: HttpRequest) -> str:
    """Where to go on: the page that was asked for, or for a sent form the page that the form is on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return _referring_page(request) or settings.LOGIN_REDIRECT_URL


class RefusalMiddleware(MiddlewareMixin):
    """Turns refusals and a busy database, raised by views, into pages. Other exceptions stay what they are."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return refusal_page(request, exception)
        if isinstance(exception, (OperationalError, InterfaceError)):
            return busy_page(exception)
        return None


#: SQLSTATEs of a lock or a statement that took too long, a deadlock, and a transaction that must be repeated.
_BUSY = {"55P03", "57014", "40P01", "40001"}


def busy_page(fault: Exception) -> HttpResponse:
    """503 without touching the database: it is busy (a lock or a pool timed out) or cannot be reached."""
    cause = fault.__cause__
    if getattr(cause, "sqlstate", None) in _BUSY or type(cause).__name__ == "PoolTimeout":
        log.warning("The database is busy: %s", type(cause).__name__)
    else:
        log.error("The database cannot be reached.", exc_info=fault)
    response = _static_page("503.html", 503)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


@cache
def _static_text(name: str) -> tuple[str, str]:
    """A page without any context, and the content security policy that lets its own style in."""
    text = get_template(f"design/trouble/{name}").render()
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return text, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"


def _static_page(name: str, status: int) -> HttpResponse:
    text, policy = _static_text(name)
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HttpResponse(text, status=status, headers=headers)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. A database that went away while middleware ran ends here too, and is told as 503."""
    fault = sys.exc_info()[1]
    if isinstance(fault, (OperationalError, InterfaceError)):
        return busy_page(fault)
    return _static_page("500.html", 500)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what came is no request that a page of ours sends; often a text or a file that is far too large."""
    return _static_page("400.html", 400)


def too_large_page() -> HttpResponse:
    """413 for what is larger than this site takes; sent before the rest has arrived."""
    return _static_page("413.html", 413)


def no_space_page() -> HttpResponse:
    """507 when the disk has no room for what is about to come."""
    return _static_page("507.html", 507)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no page has this address."""
    return _told(
        request, ANSWERS[Kind.NOT_FOUND], gettext("Tidak ada halaman dengan alamat ini."), "not-found"
    )


@public
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for refusals of Django itself and of packages; ours are `Forbidden`."""
    message = gettext("Halaman ini hanya untuk petugas yang berwenang.")
    return _told(request, ANSWERS[Kind.FORBIDDEN], message, "forbidden")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form comes without its token: cookies are off, or the page was open since before a sign-in.

    The browser keeps what was typed, so going back and sending again loses nothing.
    """
    answer = Answer(
        403,
        gettext("Formulir perlu dikirim ulang"),
        gettext(
            "Kembali ke formulir, muat ulang halamannya, lalu kirim lagi. Pastikan kuki (cookie) diizinkan."
        ),
    )
    message = gettext("Demi keamanan, formulir ini belum kami terima. Belum ada yang tersimpan atau berubah.")
    return _told(request, answer, message, "csrf")


def _told(request: HttpRequest, answer: Answer, message: str, code: str) -> HttpResponse:
    facts = {"answer": answer, "message": message, "code": code, "way_back": _referring_page(request)}
    return HttpResponse(render_to_string("design/trouble/refusal.html", facts, request), status=answer.status)
