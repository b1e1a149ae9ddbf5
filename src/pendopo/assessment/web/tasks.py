"""One assessment as somebody's work: what is still to be done, and the ways to everything else in it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.queries import Sheet, sheet
from pendopo.assessment.wording import DUTIES, ROUNDS, missing_words, short_title
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Kind, NotFound


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tasks_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<assessment>/: the tasks and what each lacks; POST confirms all that is left in a round."""
    if request.method != "POST":
        return _show(request, slug, None)
    try:
        _accept(request, slug)
    except DomainError as refusal:
        if refusal.kind not in (Kind.INVALID, Kind.CONFLICT):
            raise
        return _show(request, slug, refusal)
    return redirect("assessment:tasks", slug)


def _accept(request: HttpRequest, slug: str) -> None:
    try:
        round = RoundName(request.POST.get("babak", ""))
    except ValueError:
        raise NotFound from None
    actions.accept_remaining(
        actor=request.actor,
        now=clock.now(),
        slug=slug,
        round=round,
        justification=request.POST.get(f"penjelasan-{round.value}", ""),
    )


def _show(request: HttpRequest, slug: str, refusal: DomainError | None) -> HttpResponse:
    own, now = sheet(slug, request.actor), clock.now()
    here = own.here
    rounds = [
        _round(own, stage, now)
        for stage in here.calendar.stages
        if stage.is_open(now, here.calendar.zone) and _gives(own, stage.round)
    ]
    field = f"#penjelasan-{request.POST.get('babak', '')}"
    facts = {
        "here": here,
        "duties": [DUTIES[one.duty] for one in here.duties],
        "agencies": [own.agencies[one.agency_id] for one in here.duties if one.agency_id in own.agencies],
        "rounds": rounds,
        "may_see_all": here.can(Power.SEE_ALL),
        "may_set_up": here.can(Power.SET_UP),
        "carries": here.previous is not None,
        "writes": any(_gives(own, round) for round in RoundName),
        "errors": [{"href": field, "text": explain(refusal)}] if refusal else [],
    }
    status = {None: 200, Kind.INVALID: 422, Kind.CONFLICT: 409}[refusal.kind if refusal else None]
    return render(request, "assessment/staff/tasks.html", facts, status=status)


def _gives(own: Sheet, round: RoundName) -> bool:
    return any(own.here.gives(item.code, round) for item in own.items)


def _round(own: Sheet, stage: Stage, now: datetime) -> dict[str, object]:
    return {
        "value": stage.round.value,
        "field": f"penjelasan-{stage.round.value}",
        "name": ROUNDS[stage.round],
        "ends": stage.closes_on,
        "left": stage.days_left(now, own.here.calendar.zone),
        "waits": own.is_waiting(stage.round),
        "accepts": stage.round is not RoundName.SELF,
        "tasks": _tasks(own, stage.round, now),
    }


def _tasks(own: Sheet, round: RoundName, now: datetime) -> list[dict[str, object]]:
    return [
        {
            "code": task.indicator,
            "title": short_title(own.framework.item_by_code[task.indicator]),
            "is_begun": task.is_begun,
            "is_returned": task.is_returned,
            "missing": missing_words(task.missing) if task.is_begun else "",
            "round": round.value,
        }
        for task in own.tasks(now)
        if task.round is round
    ]
