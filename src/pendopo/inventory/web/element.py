"""One element: what it is, what it rests on and what rests on it, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.inventory import actions, queries
from pendopo.inventory.domain.parts import Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.rights import may_write, require_to_write
from pendopo.inventory.queries import Place
from pendopo.inventory.web.listing import chosen
from pendopo.inventory.web.showing import TAGS, Fault, change_row, facts_shown, row_of
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, NotFound


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def element_page(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """/inventaris/<place>/unsur/<code>/; POST ends a relation."""
    here = queries.place_seen_by(request.actor, place)
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            _unrelate(request, here, code)
            return redirect("inventory:element", place, code)
        except DomainError as error:
            errors = [Fault("#hubungan", explain(error))]
    facts = _page(request, here, code) | {"errors": errors}
    return render(request, "inventory/element.html", facts, status=422 if errors else 200)


def _unrelate(request: HttpRequest, here: Place, code: str) -> None:
    relation = chosen(Relation, request.POST.get("hubungan", ""))
    if relation is None:
        raise NotFound
    actions.unrelate(
        actor=request.actor,
        now=clock.now(),
        government_id=here.id,
        source=code,
        relation=relation,
        target=request.POST.get("ke", ""),
    )


def _page(request: HttpRequest, here: Place, code: str) -> dict[str, object]:
    one = queries.element(here.id, code)
    facts = one.facts
    agencies, services = queries.short_names(here.id), queries.directory_services(here.id)
    writes = may_write(request.actor, here.id, facts.agency_id) and facts.status is not Status.WITHDRAWN
    return {
        "here": here,
        "one": one,
        "part": gettext(facts.part.label),
        "agency": here.agencies.get(facts.agency_id),
        "status": gettext(facts.status.label),
        "kind": TAGS[facts.status],
        "facts": facts_shown(one),
        "service": services.get(facts.service_id or 0),
        "groups": [
            (group, gettext(group.label), [row_of(end) for end in group.ends])
            for group in queries.relations_of(one.id)
        ],
        "history": [change_row(each, agencies, services) for each in queries.history(one.id)],
        "may_write": writes,
    }


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """/inventaris/<place>/unsur/<code>/cabut/: say that it was recorded by mistake."""
    here = queries.place_seen_by(request.actor, place)
    one = queries.element(here.id, code)
    require_to_write(request.actor, here.id, one.facts.agency_id)
    error = None
    if request.method == "POST":
        try:
            actions.withdraw_element(
                actor=request.actor,
                now=clock.now(),
                government_id=here.id,
                code=code,
                seen=seen_version(request),
                reason=request.POST.get("alasan", ""),
            )
            return redirect("inventory:element", place, code)
        except DomainError as refusal:
            error = explain(refusal)
    facts = {
        "here": here,
        "one": one,
        "relations": sum(group.total for group in queries.relations_of(one.id)),
        "typed": request.POST.get("alasan", ""),
        "seen": request.POST.get("versi") or one.version,
        "error": error,
        "errors": [Fault("#alasan", error)] if error else [],
    }
    return render(request, "inventory/withdraw.html", facts, status=422 if error else 200)


def seen_version(request: HttpRequest) -> int:
    """The version that the form was drawn from; 0 when somebody tampered with it, which no element has."""
    text = request.POST.get("versi", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
