"""Addresses to test the gate with: a page of each kind, and one that nobody decided about."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public, signed_in
from pendopo.project.urls import urlpatterns as site


def _show(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@needs(Permission.SUPERVISE)
async def _for_supervisors_async(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


urlpatterns = [
    path("uji/umum/", public(lambda request: _show(request))),
    path("uji/akun/", signed_in(lambda request: _show(request))),
    path("uji/loket/", needs(Permission.CALL_TICKETS)(lambda request: _show(request))),
    path("uji/penyelia/", _for_supervisors_async),
    path("uji/lupa/", _show),
    path("", include(site)),
]
