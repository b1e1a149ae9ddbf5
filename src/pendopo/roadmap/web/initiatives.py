"""One initiative: read, propose, change, move, report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.queries.named import pieces_seen
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.initiatives import FOLLOWING, State
from pendopo.roadmap.domain.rights import may_write
from pendopo.roadmap.queries import InitiativeView, RoadmapView
from pendopo.roadmap.web.day import local_today
from pendopo.roadmap.web.form import FIELDS, facts_of, typed_from
from pendopo.roadmap.web.overview import plans_it, roadmap_for
from pendopo.roadmap.web.reporting import attachment_of, place_of, report_form
from pendopo.roadmap.web.showing import Fault, years
from pendopo.roadmap.wording import ACTS, CONTENTS, FUNDS, STATES, STEPS, TAGS


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def initiative_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """/peta-rencana/<slug>/inisiatif/<code>/: facts, milestones, history; report and change the state."""
    here = roadmap_for(request.actor, slug)
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            _act(request, slug, code)
            if request.POST.get("langkah") == "lapor":
                messages.success(request, gettext("Laporan terkirim."))
            return redirect("roadmap:initiative", slug, code)
        except DomainError as error:
            errors = [Fault(f"#{place_of(request, error)}", explain(error))]
    one = queries.initiative(here, code)
    return render(
        request, "roadmap/initiative.html", _page(request, here, one, errors), status=422 if errors else 200
    )


def _act(request: HttpRequest, slug: str, code: str) -> None:
    posted, now = request.POST, clock.now()
    if posted.get("langkah") == "lapor":
        actions.report_progress(
            actor=request.actor,
            now=now,
            today=local_today(),
            roadmap=slug,
            code=code,
            words=posted.get("laporan", ""),
            done=posted.getlist("selesai"),
            link=posted.get("tautan", ""),
            attachment=attachment_of(request),
        )
    elif posted.get("langkah") == "unsur":
        actions.set_elements(
            actor=request.actor,
            now=now,
            roadmap=slug,
            code=code,
            elements=list(dict.fromkeys(posted.get("unsur", "").replace(",", " ").upper().split())),
        )
    else:
        actions.move_initiative(
            actor=request.actor,
            now=now,
            roadmap=slug,
            code=code,
            wanted=State(posted.get("langkah", "")),
            reason=posted.get("alasan", ""),
        )


def _page(
    request: HttpRequest, here: RoadmapView, one: InitiativeView, errors: list[Fault]
) -> dict[str, object]:
    facts, today = one.facts, local_today()
    coordinates = plans_it(request.actor, here)
    place = Place(government_id=here.government_id, agency_id=facts.owner_id)
    changes = queries.history(one.id)
    pieces = pieces_seen(request.actor, [each.evidence for each in changes if each.evidence])
    return report_form(request, place) | {
        "here": here,
        "one": one,
        "state": STATES[one.state],
        "kind": TAGS[one.state],
        "content": CONTENTS[facts.content],
        "funds": FUNDS[facts.funds],
        "years": years(facts.start, facts.end),
        "cost": sum(facts.cost),
        "milestones": [(each, each.days_late(today)) for each in facts.milestones],
        "open_milestones": [each for each in facts.milestones if not each.done],
        "history": [
            (each, ACTS[each.act], STATES[each.state], pieces.get(each.evidence)) for each in changes
        ],
        "steps": [(state.value, STEPS[state]) for state in FOLLOWING[one.state]] if coordinates else [],
        "may_write": may_write(request.actor, place),
        "promised": one.code in queries.promised_codes(here.id, facts.owner_id),
        "elements": (elements := queries.elements_of_initiative(one.id)),
        "typed_elements": request.POST.get("unsur", " ".join(each.code for each in elements)),
        "typed": {name: request.POST.get(name, "") for name in ("laporan", "alasan", "tautan", "judul")},
        "faults": {each.href.removeprefix("#"): each.text for each in errors},
        "errors": errors,
        "told": messages.get_messages(request),
    }


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/inisiatif/baru/: propose an initiative."""
    here = roadmap_for(request.actor, slug)
    if request.method != "POST":
        return _form(request, here, dict.fromkeys(FIELDS, ""), None, None)
    try:
        actions.add_initiative(
            actor=request.actor,
            now=clock.now(),
            roadmap=slug,
            code=request.POST.get("kode", "").strip(),
            facts=facts_of(request.POST, request.POST.getlist("pendukung"), None),
        )
    except DomainError as error:
        return _form(request, here, request.POST.dict(), None, error)
    return redirect("roadmap:initiative", slug, request.POST["kode"].strip())


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """/peta-rencana/<slug>/inisiatif/<code>/ubah/: change it; what was promised needs a reason."""
    here = roadmap_for(request.actor, slug)
    one = queries.initiative(here, code)
    if request.method != "POST":
        return _form(request, here, typed_from(code, one.facts), one, None)
    try:
        seen = request.POST.get("versi", "")
        actions.change_initiative(
            actor=request.actor,
            now=clock.now(),
            roadmap=slug,
            code=code,
            seen=int(seen) if seen.isdigit() else 0,
            facts=facts_of(request.POST, request.POST.getlist("pendukung"), one.facts),
            reason=request.POST.get("alasan", ""),
        )
    except DomainError as error:
        return _form(request, here, request.POST.dict() | {"kode": code}, one, error)
    return redirect("roadmap:initiative", slug, code)


def _form(
    request: HttpRequest,
    here: RoadmapView,
    typed: dict[str, str],
    one: InitiativeView | None,
    error: DomainError | None,
) -> HttpResponse:
    agencies = queries.agency_names(here.government_id).values()
    field = str(error.facts.get("field") or "nama") if error else ""
    said = explain(error) if error else ""
    supporters = (
        request.POST.getlist("pendukung")
        if request.method == "POST"
        else ([str(each) for each in one.facts.supporter_ids] if one else [])
    )
    facts = {
        "here": here,
        "one": one,
        "typed": typed,
        "seen": typed.get("versi") or (one.version if one else 0),
        "contents": [{"value": each.value, "label": name} for each, name in CONTENTS.items()],
        "funds": [{"value": each.value, "label": name} for each, name in FUNDS.items()],
        "agencies": [{"value": str(each.id), "label": each.name} for each in agencies],
        "supporters": supporters,
        "promised": bool(one) and one.code in queries.promised_codes(here.id, one.facts.owner_id),
        "faults": {field: said},
        "errors": [Fault(f"#{field}", said)] if error else [],
    }
    return render(request, "roadmap/form.html", facts, status=422 if error else 200)
