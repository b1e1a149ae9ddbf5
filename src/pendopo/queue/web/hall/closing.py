"""Closing the day of an office: asked once more, because what still waits then ends."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.directory.queries import OfficeView
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import Invalid
from pendopo.queue import actions
from pendopo.queue.queries.hall import hall


@needs(Permission.SUPERVISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close_day(request: HttpRequest, office: str) -> HttpResponse:
    """/loket/tutup/<office>/: what will end, and the button that ends it. The form names the day it was shown for."""
    place = office_named(office)
    require(request.actor, Permission.SUPERVISE, Place(government_id=place.government_id, office_id=place.id))
    if request.method == "POST":
        return _close(request, place)
    return render(request, "queue/hall/close_day.html", {"hall": hall(place.id, now=clock.now())})


def _close(request: HttpRequest, place: OfficeView) -> HttpResponse:
    now = clock.now()
    try:
        day = date.fromisoformat(request.POST.get("hari", ""))
    except ValueError:
        day = None
    if day is None or day != now.astimezone(place.zone).date():
        raise Invalid(gettext("Hari pada halaman ini sudah lewat. Buka kembali halaman tutup hari."), "hari")
    ended = actions.close_day(place.id, day, actor=request.actor, now=now)
    messages.success(
        request,
        ngettext(
            "Hari ini ditutup. %(n)s nomor yang masih terbuka diakhiri.",
            "Hari ini ditutup. %(n)s nomor yang masih terbuka diakhiri.",
            ended,
        )
        % {"n": ended},
        extra_tags="loket",
    )
    response = redirect("queue:counters")
    response.status_code = HTTPStatus.SEE_OTHER
    return response
