"""One assessment as somebody's work: what is still to be done, and the ways to everything else in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.queries import Sheet, sheet
from pendopo.assessment.wording import DUTIES, ROUNDS, missing_words
from pendopo.kernel import clock


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def tasks_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<assessment>/: the list of tasks, each with what its answer lacks."""
    own, now = sheet(slug, request.actor), clock.now()
    here = own.here
    zone = here.calendar.zone
    open_rounds = [stage for stage in here.calendar.stages if stage.is_open(now, zone)]
    facts = {
        "here": here,
        "framework": own.framework,
        "duties": [DUTIES[one.duty] for one in here.duties],
        "agencies": [own.agencies[one.agency_id] for one in here.duties if one.agency_id in own.agencies],
        "rounds": [
            {
                "name": ROUNDS[stage.round],
                "ends": stage.closes_on,
                "left": stage.days_left(now, zone),
                "waits": own.is_waiting(stage.round),
                "tasks": _tasks(own, stage.round, now),
            }
            for stage in open_rounds
        ],
        "may_see_all": here.can(Power.SEE_ALL),
        "may_set_up": here.can(Power.SET_UP),
        "carries": here.previous is not None,
        "last": here.calendar.last,
    }
    return render(request, "assessment/staff/tasks.html", facts)


def _tasks(own: Sheet, round: RoundName, now: object) -> list[dict[str, object]]:
    return [
        {
            "code": task.indicator,
            "title": own.framework.item_by_code[task.indicator].title,
            "state": task.state,
            "is_begun": task.is_begun,
            "is_returned": task.is_returned,
            "findings": task.open_findings,
            "missing": missing_words(task.missing) if task.is_begun else "",
            "round": round.value,
        }
        for task in own.tasks(now)
        if task.round is round
    ]
