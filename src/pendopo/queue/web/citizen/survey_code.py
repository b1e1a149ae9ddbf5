"""From the ticket to the survey: a code that nothing joins to the visit."""

import uuid

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.policy_gate import public
from pendopo.kernel import clock
from pendopo.queue import actions
from pendopo.queue.domain.errors import AlreadyGiven, WrongState
from pendopo.queue.queries import ticket_view
from pendopo.queue.web.citizen.shown import ticket_address


@public
@never_cache
@require_POST
def give(request: HttpRequest, ticket: uuid.UUID) -> HttpResponse:
    """Make the code here, for browsers without our script, and show it the only time that it exists."""
    try:
        code = actions.give_survey_code(ticket)
    except (AlreadyGiven, WrongState) as refusal:
        view = ticket_view(ticket, now=clock.now())
        facts = {"code": refusal.code, "ticket": view, "back": ticket_address(view)}
        return render(request, "queue/citizen/no_code.html", facts, status=409)
    address = f"{settings.ENV['PENDOPO_BASE_URL'].rstrip('/')}{reverse('survey:begin')}#{code}"
    qr = segno.make(address, error="l", boost_error=False).svg_inline(
        scale=4, border=2, svgclass="app-qr", lineclass=None, omitsize=True
    )
    facts = {"survey_code": code, "days": settings.ENV["PENDOPO_SURVEY_DAYS"], "qr": qr}
    return render(request, "queue/citizen/code.html", facts)
