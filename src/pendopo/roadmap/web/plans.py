"""Ask the optimizer, follow the search, read, compare and use its answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.design.wording import figure
from pendopo.kernel import clock
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import DomainError
from pendopo.roadmap import actions, queries, tasks
from pendopo.roadmap.actions.planning import initiatives_digest
from pendopo.roadmap.domain.initiatives import ALIVE
from pendopo.roadmap.domain.plan.words import reasons, status_text
from pendopo.roadmap.domain.plans import PlanState, is_lost
from pendopo.roadmap.queries import PlanRow, PlanView, RoadmapView
from pendopo.roadmap.web.asking import read_wish, typed_of
from pendopo.roadmap.web.overview import plans_it, roadmap_for
from pendopo.roadmap.web.showing import Fault, bars, curve, index_rows, reasons_of, spend_rows
from pendopo.roadmap.wording import PLAN_STATES, STAGES, STATUSES

#: What the form proposes, and the longest that people should wait for.
SECONDS = 60


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plans_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/rencana/: the plans so far, and the form that asks for another."""
    here = roadmap_for(request.actor, slug)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            plan_id = actions.ask_for_plan(
                actor=request.actor,
                now=clock.now(),
                roadmap=slug,
                wish=read_wish(request.POST, here),
                begin=lambda plan: tasks.search.defer(plan=str(plan)),
            )
            return redirect("roadmap:plan", slug, plan_id)
        except DomainError as refusal:
            error = refusal
    footing, plans = queries.footing(here.assessment), queries.plans_of(here.id)
    posted = request.POST if request.method == "POST" else None
    facts = _form(here, posted, _begin(request.GET.get("dari", ""), here), error) | {
        "here": here,
        "plans": [(one, STATUSES.get(one.status, ""), PLAN_STATES[_state(one)]) for one in plans],
        "solved": [one for one in plans if one.status],
        "may_plan": plans_it(request.actor, here),
        "footing": footing,
        "index": figure(half_up(footing.index, 2)),
    }
    return render(request, "roadmap/plans.html", facts, status=422 if error else 200)


def _begin(plan_id: str, here: RoadmapView) -> dict[str, str]:
    """The form of an earlier plan, to change a target and ask again."""
    if plan_id not in {str(one.id) for one in queries.plans_of(here.id)}:
        return {}
    return typed_of(queries.plan(here.id, UUID(plan_id)))


def _form(
    here: RoadmapView, posted: QueryDict | None, begin: dict[str, str], error: DomainError | None
) -> dict[str, object]:
    """The form as it was typed, or as it `begin`s, with what has to be put right."""
    typed = posted.dict() if posted is not None else begin or {"tempo": "1", "detik": str(SECONDS)}
    choices = [("", gettext("bebas")), ("jangan", gettext("jangan dipakai"))]
    choices += [(str(year), gettext("mulai {year}").format(year=year)) for year in here.years]
    initiatives = tuple(one for one in queries.initiatives_of(here) if one.state in ALIVE)
    errors = []
    if error is not None:
        told = error.facts.get("faults")
        sentences = [str(one) for one in told] if isinstance(told, tuple) else [explain(error)]
        errors = [Fault(f"#{error.facts.get('field') or 'judul'}", one) for one in sentences[:20]]
    return {
        "typed": typed,
        "years": [
            (year, typed.get(f"target-{year}", ""), typed.get(f"anggaran-{year}", "")) for year in here.years
        ],
        "choices": choices,
        "orphaned": queries.orphaned(here, initiatives),
        "initiatives": [(one, typed.get(f"pilih-{one.code}", "")) for one in initiatives],
        "errors": errors,
    }


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: HttpRequest, slug: str, plan: UUID) -> HttpResponse:
    """/peta-rencana/<slug>/rencana/<id>/: the search as it goes on, or the answer."""
    here = roadmap_for(request.actor, slug)
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            return _act(request, here, plan)
        except DomainError as error:
            errors = [Fault("#tindakan", explain(error))]
    found = queries.plan(here.id, plan)
    facts = {
        "here": here,
        "plan": found,
        "state": _state(found),
        "stage": STAGES.get(found.stage, ""),
        "may_plan": plans_it(request.actor, here),
        "errors": errors,
        "last_good": None if found.answer else queries.last_good_plan(here.id, found.asked_at),
        **_staleness(here, found),
        **_answer(found),
    }
    return render(request, "roadmap/plan.html", facts, status=422 if errors else 200)


def _state(one: PlanView | PlanRow) -> PlanState:
    """Where a search stands; one without a sign of life is lost, whether that was written down yet or not."""
    return PlanState.LOST if is_lost(one.state, one.noted_at, clock.now()) else one.state


def _act(request: HttpRequest, here: RoadmapView, plan: UUID) -> HttpResponse:
    wanted, now = request.POST.get("tindakan", ""), clock.now()
    if wanted == "hentikan":
        actions.stop_plan(actor=request.actor, now=now, roadmap=here.slug, plan_id=plan)
    elif wanted == "lanjutkan":
        actions.search_again(
            actor=request.actor,
            now=now,
            roadmap=here.slug,
            plan_id=plan,
            begin=lambda again: tasks.search.defer(plan=str(again)),
        )
    elif wanted == "pakai":
        actions.adopt_plan(actor=request.actor, now=now, roadmap=here.slug, plan_id=plan)
        return redirect("roadmap:roadmap", here.slug)
    elif wanted in ("why", "curve") and plans_it(request.actor, here):
        queries.plan(here.id, plan)
        tasks.begin_more(here.id, plan, wanted)
    return redirect("roadmap:plan", here.slug, plan)


def _staleness(here: RoadmapView, found: PlanView) -> dict[str, bool]:
    return {
        "levels_changed": found.levels_digest != queries.footing(here.assessment).digest,
        "initiatives_changed": found.initiatives_digest != initiatives_digest(here),
    }


def _answer(found: PlanView) -> dict[str, object]:
    """The answer as charts and sentences; nothing while there is none."""
    answer = found.answer
    if answer is None:
        return {}
    shown = answer.outcome or (answer.diagnosis.nearest if answer.diagnosis else None)
    facts: dict[str, object] = {
        "status": STATUSES[answer.status],
        "sentence": status_text(answer, gettext),
        "seconds": f"{answer.seconds:.1f}",
        "reasons": list(reasons(found.problem, answer.diagnosis, gettext)) if answer.diagnosis else [],
        "is_nearest": answer.outcome is None,
        "outcome": shown,
    }
    if shown is not None:
        facts |= {
            "bars": bars(found.problem, shown),
            "index_rows": index_rows(found.problem, shown),
            "spend_rows": spend_rows(found.problem, shown),
        }
    if "why" in found.more and answer.outcome:
        facts["why"] = reasons_of(found.problem, answer.outcome, found.more["why"])
    if "curve" in found.more:
        facts["curve"] = curve(found.problem, found.more["curve"])
    return facts
