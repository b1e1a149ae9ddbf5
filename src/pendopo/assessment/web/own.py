"""Somebody's assessments and news: where everybody who takes part begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, allows_somewhere
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.actions import read_notices
from pendopo.assessment.queries import assessments_of, notices_for
from pendopo.assessment.wording import DUTIES
from pendopo.kernel import clock


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """/penilaian/: the assessments in which the person has duties, and what was told; POST marks news as read."""
    if request.method == "POST":
        read_notices(actor=request.actor, now=clock.now())
        return redirect("assessment:own")
    assessments = [
        {
            "slug": one.slug,
            "title": one.title,
            "example": one.example,
            "duties": [DUTIES[duty] for duty in one.duties],
        }
        for one in assessments_of(request.actor)
    ]
    facts = {
        "assessments": assessments,
        "notices": notices_for(request.actor),
        "may_open": allows_somewhere(request.actor, Permission.COORDINATE_ASSESSMENT),
    }
    return render(request, "assessment/staff/own.html", facts)
