"""What a check would find now, for the pages on which columns and rules are still being described."""

from typing import Any

from django.http import HttpRequest

from pendopo.datahouse.actions.trying import try_out
from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.queries.arrivals import ArrivalView
from pendopo.datahouse.tasks.arrivals import AT_ONCE
from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError

#: Findings of a trial that are shown.
_SHOWN = 10


def trial_of(request: HttpRequest, here: ArrivalView) -> dict[str, Any]:
    """With ?coba=1 the report of a trial, when the file is small enough to be checked while somebody waits."""
    small = (here.size or 0) <= AT_ONCE
    if not small or request.GET.get("coba") != "1":
        return {"can_try": small}
    try:
        report = try_out(house=site_house(), arrival=here.id, actor=request.actor)
    except DomainError as refusal:
        return {"can_try": True, "cannot": explain(refusal)}
    return {
        "can_try": True,
        "trial": report,
        "found": [(one, one.told()) for one in report.faults[:_SHOWN]],
        "others": max(0, report.fault_count - _SHOWN),
    }
