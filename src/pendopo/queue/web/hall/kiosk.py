"""The kiosk in the hall: an institution, a service, one question, a number. The same action as everywhere.

Anybody may open these pages; a device that staff has set up as a kiosk is not limited per address.
"""

import secrets
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.accounts.policy_gate import needs, public
from pendopo.design.trouble import ANSWERS, explain
from pendopo.directory.queries import OfficeView, ServiceView, service
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError, Invalid, NotFound
from pendopo.queue import actions, wording
from pendopo.queue.limits import check_address
from pendopo.queue.queries import TicketView, services_now, ticket_view
from pendopo.queue.web.hall import kiosk_device as device
from pendopo.queue.web.hall.kiosk_tiles import institution_tiles, page_of, service_tiles
from pendopo.queue.web.qr import qr_svg

#: Longest idempotency key that a form of ours sends.
_LONGEST_KEY = 64
_QUESTION = ["GET", "HEAD", "POST"]


@public
@never_cache
@require_safe
def start(request: HttpRequest, office: str) -> HttpResponse:
    """/kios/<office>/: the institutions. Opening it takes the last visitor's ticket off the device."""
    place, now = office_named(office), clock.now()
    tiles = institution_tiles(office, services_now(place.id, now=now), place.zone, now)
    facts = {
        "page": page_of(tiles, request.GET.get("hal", "")),
        "is_start": True,
        "may_set_up": allows(request.actor, Permission.TAKE_AT_KIOSK, _place(place)),
        "is_kiosk": device.is_kiosk(request, office),
    }
    response = _shown(request, place, "queue/hall/kiosk_start.html", facts)
    if device.NUMBER in request.COOKIES:
        response.delete_cookie(device.NUMBER, path=reverse("queue:kiosk", args=[office]), samesite="Lax")
    return response


@public
@never_cache
@require_safe
def start_over(request: HttpRequest, office: str) -> HttpResponse:
    """/kios/<office>/mulai/: forget the visitor, then the first page."""
    response = redirect("queue:kiosk", office_named(office).slug)
    device.forget_visitor(response, office)
    return response


@public
@never_cache
@require_safe
def agency(request: HttpRequest, office: str, agency_id: int) -> HttpResponse:
    """/kios/<office>/instansi/<id>/: the services of one institution."""
    place, now = office_named(office), clock.now()
    tiles = service_tiles(office, services_now(place.id, now=now), agency_id, place.zone, now)
    if not tiles:
        raise NotFound
    facts = {"page": page_of(tiles, request.GET.get("hal", "")), "title": tiles[0].text}
    return _shown(request, place, "queue/hall/kiosk_services.html", facts)


@public
@never_cache
@require_http_methods(_QUESTION)
def question(request: HttpRequest, office: str, service_id: int) -> HttpResponse:
    """/kios/<office>/layanan/<id>/: whether the visitor needs priority; either answer takes the number."""
    place = office_named(office)
    wanted = service(service_id)
    if wanted.office_id != place.id:
        raise NotFound
    if request.method == "POST":
        return _take(request, place, wanted)
    facts = {"service": wanted, "key": secrets.token_urlsafe(16)}
    return _shown(request, place, "queue/hall/kiosk_question.html", facts)


def _take(request: HttpRequest, place: OfficeView, wanted: ServiceView) -> HttpResponse:
    try:
        if not device.is_kiosk(request, place.slug):
            check_address(request.META.get("REMOTE_ADDR", ""), request.headers)
        key, priority = _wish(request)
        # The wish is part of the key: a form that comes back with another answer is another wish, not a fault.
        wish = actions.request_of(
            service_id=wanted.id, priority=priority, key=f"kios/{key}/{wanted.id}/{priority}"
        )
        taken = actions.take_number(wish, now=clock.now())
    except DomainError as refusal:
        facts = {"service": wanted, "code": refusal.code, "message": explain(refusal)}
        status = HTTPStatus(ANSWERS[refusal.kind].status)
        return _shown(request, place, "queue/hall/kiosk_refused.html", facts, status)
    response = redirect("queue:kiosk-number", place.slug)
    response.status_code = HTTPStatus.SEE_OTHER
    device.show_number(response, place.slug, taken.ticket.id)
    return response


def _wish(request: HttpRequest) -> tuple[str, bool]:
    key, priority = request.POST.get("kunci", ""), request.POST.get("prioritas", "")
    if not 0 < len(key) <= _LONGEST_KEY or priority not in {"ya", "tidak"}:
        raise Invalid(gettext("Formulir ini tidak lengkap. Mulai lagi dari awal."), "prioritas")
    return key, priority == "ya"


@public
@never_cache
@require_safe
def number(request: HttpRequest, office: str) -> HttpResponse:
    """/kios/<office>/nomor/: the number that was just taken here; the first page when there is none."""
    place, now = office_named(office), clock.now()
    ticket_id = device.shown_number(request)
    if ticket_id is None:
        return redirect("queue:kiosk", office)
    ticket = ticket_view(ticket_id, now=now)
    address = settings.ENV["PENDOPO_BASE_URL"].rstrip("/") + reverse("queue:ticket", args=[ticket.id])
    facts = {
        "ticket": ticket,
        "ahead": wording.ahead_words(ticket.ahead) if ticket.ahead is not None else "",
        "expected": _expected(ticket, now),
        "qr": qr_svg(address),
        "prints_itself": device.is_kiosk(request, office),
    }
    return _shown(request, place, "queue/hall/kiosk_number.html", facts)


def _expected(ticket: TicketView, now: datetime) -> str:
    return wording.clock_words(ticket.estimate, ticket.zone, now=now) if ticket.estimate else ""


@needs(Permission.TAKE_AT_KIOSK)
@never_cache
@require_http_methods(_QUESTION)
def set_up(request: HttpRequest, office: str) -> HttpResponse:
    """/kios/<office>/pasang/: staff makes this device a kiosk, or an ordinary one again. Signs the person out."""
    place = office_named(office)
    require(request.actor, Permission.TAKE_AT_KIOSK, _place(place))
    if request.method != "POST":
        return _shown(
            request, place, "queue/hall/kiosk_set_up.html", {"is_kiosk": device.is_kiosk(request, office)}
        )
    # A kiosk stands open to everybody: nobody's rights may stay on it.
    logout(request)
    response = redirect("queue:kiosk", office)
    response.status_code = HTTPStatus.SEE_OTHER
    if request.POST.get("jadi") == "biasa":
        device.end_kiosk(response)
    else:
        device.make_kiosk(response, office)
    return response


def _shown(
    request: HttpRequest,
    place: OfficeView,
    template: str,
    facts: dict[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    home = reverse("queue:kiosk-start-over", args=[place.slug])
    context = {"office": place, "zone": place.zone, "now": clock.now(), "kiosk_home": home, **facts}
    return render(request, template, context, status=status)


def _place(office: OfficeView) -> Place:
    return Place(government_id=office.government_id, office_id=office.id)
