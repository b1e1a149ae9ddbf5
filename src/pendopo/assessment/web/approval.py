"""Approving, opening again, publishing: what is approved is shown before, and kept as it was after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.roles import Power, approving_power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.queries import ApprovalView
from pendopo.assessment.wording import ROUNDS
from pendopo.design.trouble import explain
from pendopo.design.wording import figure
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Kind, NotFound

#: The rounds that are approved, in their order.
_APPROVED = (RoundName.SELF, RoundName.FINAL)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approvals_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../pengesahan/: both approvals with what they wait for, all earlier ones, and publication."""
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            _act(request, slug)
            return redirect("assessment:approvals", slug)
        except DomainError as error:
            if error.kind not in (Kind.INVALID, Kind.CONFLICT, Kind.FORBIDDEN):
                raise
            refusal = error
    return _show(request, slug, refusal)


def _act(request: HttpRequest, slug: str) -> None:
    get = request.POST.get
    act, common = get("aksi"), {"actor": request.actor, "now": clock.now(), "slug": slug}
    if act == "sahkan":
        actions.approve_round(**common, round=_round(request), note=get("catatan", ""))
    elif act == "buka":
        actions.reopen_round(**common, round=_round(request), reason=get("alasan", ""))
    elif act == "terbitkan":
        actions.publish_result(**common)
    else:
        raise NotFound


def _show(request: HttpRequest, slug: str, refusal: DomainError | None) -> HttpResponse:
    board = queries.board(slug, request.actor, clock.now())
    here = board.sheet.here
    kept = queries.approvals(here.id)
    parts = []
    for round in _APPROVED:
        row = next((one for one in board.rounds if one.round is round), None)
        if row is None:
            continue
        current = next((one for one in kept if one.round is round and one.holds), None)
        waits = board.sheet.result(round).missing
        parts.append(
            {
                "value": round.value,
                "name": ROUNDS[round],
                "index": figure(row.result.index),
                "predicate": row.result.predicate.name,
                "missing": len(waits),
                "findings": sum(board.sheet.open_findings.values()),
                "needs_self": round is RoundName.FINAL and RoundName.SELF not in here.approved,
                "current": current,
                "may_approve": here.can(approving_power(round)) and current is None,
                "may_reopen": _may_reopen(here, current),
                "may_publish": (
                    round is RoundName.FINAL
                    and current is not None
                    and not current.published_at
                    and here.can(Power.PUBLISH)
                ),
            }
        )
    facts = {
        "here": here,
        "parts": parts,
        "earlier": [{"row": one, "name": ROUNDS[one.round]} for one in kept],
        "zone": here.calendar.zone,
        "errors": [{"href": "#pengesahan", "text": explain(refusal)}] if refusal else [],
    }
    status = {None: 200, Kind.INVALID: 422, Kind.CONFLICT: 409, Kind.FORBIDDEN: 403}
    return render(
        request, "assessment/staff/approvals.html", facts, status=status[refusal.kind if refusal else None]
    )


def _may_reopen(here: Standing, current: ApprovalView | None) -> bool:
    """An approval on which a later one rests stays, and so does what everybody may read."""
    if current is None or current.published_at:
        return False
    rests = current.round is RoundName.SELF and RoundName.FINAL in here.approved
    return here.can(Power.REOPEN) and not rests


def _round(request: HttpRequest) -> RoundName:
    try:
        return RoundName(request.POST.get("babak", ""))
    except ValueError:
        raise NotFound from None
