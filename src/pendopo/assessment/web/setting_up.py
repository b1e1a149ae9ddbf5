"""The coordinator begins a year: a new assessment and its calendar."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.web.forms import faults, options, set_up, status_of, stays, whole
from pendopo.assessment.wording import KINDS, ROUNDS
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.COORDINATE_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """/penilaian/baru/: framework, year, kind, calendar."""
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            slug = actions.create_assessment(actor=request.actor, plan=_plan(request))
        except DomainError as error:
            refusal = stays(error)
        else:
            return redirect("assessment:people", slug)
    now = clock.now()
    places = queries.places_to_open(request.actor)
    usable = queries.frameworks_for([one.id for one in places.governments])
    facts = {
        "governments": [{"value": str(one.id), "label": one.name} for one in places.governments],
        "frameworks": [{"value": one.id, "label": one.title} for one in usable],
        "kinds": [{"value": kind.value, "label": label} for kind, label in KINDS.items()],
        "earlier": [{"value": "", "label": _("Tidak ada")}, *options(places.assessments)],
        "typed": request.POST,
        "year": request.POST.get("tahun", str(now.year)),
        "stages": _stage_fields(request, None),
        **faults(refusal),
    }
    return render(request, "assessment/staff/new.html", facts, status=status_of(refusal))


def _plan(request: HttpRequest) -> actions.Plan:
    get = request.POST.get
    try:
        kind = Kind(get("jenis", ""))
    except ValueError:
        raise Invalid(_("Pilih jenis penilaian."), field="jenis") from None
    return actions.Plan(
        government_id=whole(get("pemerintah", ""), "pemerintah"),
        framework=get("kerangka", ""),
        year=whole(get("tahun", ""), "tahun"),
        kind=kind,
        stages=_stages(request),
        previous=get("sebelumnya", ""),
        zone=queries.zone_of_government(whole(get("pemerintah", ""), "pemerintah")),
    )


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../jadwal/: the days of the rounds, which come from letters and change."""
    here, refusal = set_up(request, slug), None
    if request.method == "POST":
        try:
            actions.set_calendar(actor=request.actor, slug=slug, stages=_stages(request))
            return redirect("assessment:tasks", slug)
        except DomainError as error:
            refusal = stays(error)
    facts = {"here": here, "stages": _stage_fields(request, here), **faults(refusal)}
    return render(request, "assessment/staff/calendar.html", facts, status=status_of(refusal))


def _stages(request: HttpRequest) -> list[Stage]:
    """The rounds of which a day was written; a round without days is left out."""
    found = []
    for round in RoundName:
        opens, closes = (request.POST.get(f"{round.value}-{end}", "").strip() for end in ("buka", "tutup"))
        if opens or closes:
            found.append(Stage(round, _day(opens, round, "buka"), _day(closes, round, "tutup")))
    return found


def _day(text: str, round: RoundName, end: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            _("Pilih tanggal untuk babak ini, atau kosongkan keduanya bila tidak ada."),
            field=f"{round.value}-{end}",
        ) from None


def _stage_fields(request: HttpRequest, here: Standing | None) -> list[dict[str, Any]]:
    kept = {stage.round: stage for stage in here.calendar.stages} if here else {}
    fields = []
    for round in RoundName:
        stage = kept.get(round)
        opens, closes = (stage.opens_on.isoformat(), stage.closes_on.isoformat()) if stage else ("", "")
        if request.method == "POST":
            opens = request.POST.get(f"{round.value}-buka", "")
            closes = request.POST.get(f"{round.value}-tutup", "")
        needed = round in (RoundName.SELF, RoundName.FINAL)
        fields.append(
            {"id": round.value, "name": ROUNDS[round], "opens": opens, "closes": closes, "needed": needed}
        )
    return fields
