"""Codes against visits, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.kernel import clock
from pendopo.survey.queries import day_counts


@public
@require_safe
def counts_page(request: HttpRequest, office: str) -> HttpResponse:
    """/survei/hitungan/<office>/: printed, void, answered and closed, per service and day, with the rule."""
    response = render(request, "survey/public/counts.html", {"page": day_counts(office, now=clock.now())})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
