"""/rumah-data/: what waits for me, and everything else that I may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission, allows_somewhere
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import queries
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.queries import WorkItem
from pendopo.datahouse.web.staff.words import MADE_LATER, NEXT, PUBLISHING, STATES, WAITS
from pendopo.kernel import clock

#: Nobody has to do anything until the next delivery.
_DONE = (State.PUBLISHED, State.WITHDRAWN)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def work_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/: the list, what waits for me on top."""
    items = queries.work_of(request.actor)
    facts = {
        "mine": [_row(one) for one in items if one.mine],
        "others": [_row(one) for one in items if not one.mine and one.state not in _DONE],
        "done": [_row(one) for one in reversed(items) if not one.mine and one.state in _DONE],
        "delivers": allows_somewhere(request.actor, Permission.DELIVER_DATA),
        "keeps": any(
            allows_somewhere(request.actor, one) for one in (Permission.DELIVER_DATA, Permission.CHECK_DATA)
        ),
        "publishes": allows_somewhere(request.actor, Permission.PUBLISH_DATA),
        "year": clock.now().year,
    }
    return render(request, "datahouse/staff/work.html", facts)


def _row(one: WorkItem) -> dict[str, object]:
    kind, word = PUBLISHING if one.publishing else STATES[one.state]
    waits = MADE_LATER if one.publishing else (NEXT if one.mine else WAITS)[one.state]
    return {"one": one, "kind": kind, "word": word, "next": waits}
