"""Addresses whose pages refuse or break, one for each way to do so. Only for the tests of this folder."""

from collections.abc import Callable

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from pendopo.design.public import public
from pendopo.kernel.errors import DomainError, Forbidden, Invalid, Kind, NotFound, Unauthenticated


class Exhausted(DomainError):
    """A refusal with a fact in its sentence."""

    code = "quota-exhausted"
    kind = Kind.CONFLICT
    message = "Kuota {service} hari ini sudah habis."


class Over(DomainError):
    code = "over"
    kind = Kind.GONE
    message = "Kode survei ini sudah tidak berlaku."


class TooMany(DomainError):
    code = "too-many"
    kind = Kind.TOO_MANY
    message = "Terlalu banyak nomor diambil dari alamat ini."


class Away(DomainError):
    code = "away"
    kind = Kind.UNAVAILABLE
    message = "Pengambilan nomor sedang ditutup sementara."


def _raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    @public
    def page(request: HttpRequest) -> HttpResponse:
        raise error

    return page


@public
def locked_row(request: HttpRequest) -> HttpResponse:
    """Waits for a lock of PostgreSQL that another connection holds, and is refused by its time limit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '50ms'")
        cursor.execute("select pg_advisory_xact_lock(7)")
    return HttpResponse("free")


@public
def unreachable(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to server")


@public
def form(request: HttpRequest) -> HttpResponse:
    """A page that takes a form."""
    return HttpResponse(f"thank you for {request.POST.get('words', '')}")


urlpatterns = [
    path("tolak/isian/", _raising(Invalid("Tulis kode survei Anda.", field="kode"))),
    path("tolak/masuk/", _raising(Unauthenticated())),
    path("tolak/wewenang/", _raising(Forbidden())),
    path("tolak/cari/", _raising(NotFound())),
    path("tolak/kuota/", _raising(Exhausted(service="KTP <b>elektronik</b>"))),
    path("tolak/lewat/", _raising(Over())),
    path("tolak/deras/", _raising(TooMany(retry_after=30))),
    path("tolak/tutup/", _raising(Away())),
    path("rusak/", _raising(ZeroDivisionError("a fault with a secret in it"))),
    path("terkunci/", locked_row),
    path("terputus/", unreachable),
    path("formulir/", form),
    path("", include("pendopo.design.web.urls")),
    path("", include("pendopo.accounts.web.urls")),
]
handler400 = "pendopo.design.trouble.bad_request"
handler403 = "pendopo.design.trouble.permission_denied"
handler404 = "pendopo.design.trouble.not_found"
handler500 = "pendopo.design.trouble.server_error"
