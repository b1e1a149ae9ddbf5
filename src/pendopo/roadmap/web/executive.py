"""The page for the mayor and the heads: five figures, the three worst, what needs a decision. One printed page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up
from pendopo.roadmap import queries
from pendopo.roadmap.web.day import local_today
from pendopo.roadmap.web.overview import roadmap_for


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def summary_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/ringkasan/"""
    here = roadmap_for(request.actor, slug)
    today = local_today()
    page = queries.summary(here, today=today)
    facts = {
        "here": here,
        "today": today,
        "page": page,
        "index": figure(half_up(page.index, 2)),
        "target": figure(half_up(page.target, 2)) if page.target is not None else "",
    }
    return render(request, "roadmap/summary.html", facts)
