"""The site's own addresses, and a ticket that counts how often it was served."""

import itertools

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from pendopo.design.public import public
from pendopo.design.web.samples import MOMENT, ZONE

served = itertools.count(1)


@public
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """A page in the place of a ticket, with the number of its serving."""
    facts = {"served_at": MOMENT, "zone": ZONE, "served": next(served)}
    answer = render(request, "ticket_for_trial.html", facts)
    answer.headers["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("t/<uuid:ticket>/", ticket), path("", include("pendopo.design.web.urls"))]
handler404 = "pendopo.design.trouble.not_found"
