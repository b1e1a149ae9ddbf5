"""The live ticket: its page, the part of it that changes, and giving it back."""

import uuid
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.policy_gate import public
from pendopo.design import wording
from pendopo.kernel import clock
from pendopo.queue import actions
from pendopo.queue.domain.errors import WrongState
from pendopo.queue.domain.ticket import State
from pendopo.queue.queries import TicketPage, TicketView, ticket_page
from pendopo.queue.web.citizen.answers import see_other
from pendopo.queue.web.citizen.shown import shown, ticket_address
from pendopo.queue.web.citizen.taking import HELD

#: Tells the script the time of the answer, also when nothing changed.
CLOCK_HEADER = "Pendopo-Clock"


@public
@never_cache
@require_safe
def show(request: HttpRequest, ticket: uuid.UUID) -> HttpResponse:
    """The ticket. Whoever knows its address is its holder."""
    page = ticket_page(ticket, now=clock.now())
    return render(request, "queue/citizen/ticket.html", _facts(page) | {"held": HELD in request.GET})


@public
@never_cache
@require_safe
def status(request: HttpRequest, ticket: uuid.UUID) -> HttpResponse:
    """The changing parts of the page; 304 when the reader has them already."""
    page = ticket_page(ticket, now=clock.now())
    facts = _facts(page)
    tag = facts["shown"].tag
    if tag in _known(request):
        response = HttpResponse(status=304)
    else:
        response = render(request, "queue/citizen/parts.html", facts)
    response.headers["ETag"] = tag
    response.headers[CLOCK_HEADER] = wording.clock(page.seen_at, page.ticket.zone)
    return response


def _known(request: HttpRequest) -> list[str]:
    """The versions that the reader has; compressing a page weakens their tags, which makes no difference here."""
    return [each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))]


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, ticket: uuid.UUID) -> HttpResponse:
    """Ask once, then give the number back."""
    if request.method != "POST":
        page = ticket_page(ticket, now=clock.now())
        if page.ticket.is_past or page.ticket.state is not State.WAITING:
            return see_other(ticket_address(page.ticket))
        return render(request, "queue/citizen/cancel.html", _facts(page))
    try:
        actions.cancel(ticket, now=clock.now())
    except WrongState:
        page = ticket_page(ticket, now=clock.now())
        if page.ticket.state is not State.CANCELLED:
            return render(request, "queue/citizen/not_cancelled.html", {"ticket": page.ticket}, status=409)
    return see_other(ticket_address(ticket_page(ticket, now=clock.now()).ticket))


def _facts(page: TicketPage) -> dict[str, Any]:
    view = shown(page)
    return {
        "shown": view,
        "ticket": page.ticket,
        "office": page.office,
        "requirements": page.requirements,
        "zone": page.ticket.zone,
        "seen_at": page.seen_at,
        "address": _public_address(page.ticket),
        "qr": _qr(_public_address(page.ticket)) if view.poll else "",
    }


def _public_address(ticket: TicketView) -> str:
    return settings.ENV["PENDOPO_BASE_URL"].rstrip("/") + ticket_address(ticket)


def _qr(address: str) -> str:
    """The address as inline SVG, with which another phone takes the ticket over."""
    return segno.make(address, error="l", boost_error=False).svg_inline(
        scale=4, border=2, svgclass="app-qr", lineclass=None, omitsize=True
    )
