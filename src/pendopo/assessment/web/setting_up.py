"""The coordinator's pages: a new assessment, its calendar, its people, and which agency answers what."""

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
from pendopo.assessment.domain.roles import Duty, Power, Shares
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.wording import DUTIES, KINDS, ROUNDS
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, NotFound
from pendopo.kernel.errors import Kind as Refusal

Choices = list[dict[str, str]]


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
            refusal = _stays(error)
        else:
            return redirect("assessment:people", slug)
    now = clock.now()
    places = queries.places_to_open(request.actor)
    usable = queries.frameworks_for([one.id for one in places.governments])
    facts = {
        "governments": [{"value": str(one.id), "label": one.name} for one in places.governments],
        "frameworks": [{"value": one.id, "label": one.title} for one in usable],
        "kinds": [{"value": kind.value, "label": label} for kind, label in KINDS.items()],
        "earlier": [{"value": "", "label": _("Tidak ada")}, *_options(places.assessments)],
        "typed": request.POST,
        "year": request.POST.get("tahun", str(now.year)),
        "stages": _stage_fields(request, None),
        **_faults(refusal),
    }
    return render(request, "assessment/staff/new.html", facts, status=_status(refusal))


def _plan(request: HttpRequest) -> actions.Plan:
    get = request.POST.get
    try:
        kind = Kind(get("jenis", ""))
    except ValueError:
        raise Invalid(_("Pilih jenis penilaian."), field="jenis") from None
    return actions.Plan(
        government_id=_whole(get("pemerintah", ""), "pemerintah"),
        framework=get("kerangka", ""),
        year=_whole(get("tahun", ""), "tahun"),
        kind=kind,
        stages=_stages(request),
        previous=get("sebelumnya", ""),
        zone=queries.zone_of_government(_whole(get("pemerintah", ""), "pemerintah")),
    )


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../jadwal/: the days of the rounds, which come from letters and change."""
    here, refusal = _set_up(request, slug), None
    if request.method == "POST":
        try:
            actions.set_calendar(actor=request.actor, slug=slug, stages=_stages(request))
            return redirect("assessment:tasks", slug)
        except DomainError as error:
            refusal = _stays(error)
    facts = {"here": here, "stages": _stage_fields(request, here), **_faults(refusal)}
    return render(request, "assessment/staff/calendar.html", facts, status=_status(refusal))


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../orang/: who does what. Adding and taking away are one form each."""
    here, refusal = _set_up(request, slug), None
    if request.method == "POST":
        try:
            _change_people(request, slug)
            return redirect("assessment:people", slug)
        except DomainError as error:
            refusal = _stays(error)
    page = queries.people_page(here)
    facts = {
        "here": here,
        "members": [
            {"row": one, "duty": DUTIES[one.duty], "agency": page.agencies.get(one.agency_id)}
            for one in page.members
        ],
        "people": [{"value": str(ident), "label": name} for ident, name in page.people],
        "duties": [{"value": duty.value, "label": label} for duty, label in DUTIES.items()],
        "agencies": [{"value": "", "label": _("Tidak mewakili instansi")}, *_agency_options(page.agencies)],
        "typed": request.POST,
        **_faults(refusal),
    }
    return render(request, "assessment/staff/people.html", facts, status=_status(refusal))


def _change_people(request: HttpRequest, slug: str) -> None:
    get = request.POST.get
    if get("aksi") == "hapus":
        actions.dismiss_person(actor=request.actor, slug=slug, member_id=_whole(get("tugas", ""), "orang"))
        return
    try:
        duty = Duty(get("tugas", ""))
    except ValueError:
        raise Invalid(_("Pilih tugas orang ini."), field="tugas") from None
    actions.assign_person(
        actor=request.actor,
        slug=slug,
        account_id=_whole(get("orang", ""), "orang"),
        duty=duty,
        agency_id=_whole(get("instansi", ""), "instansi") if get("instansi") else None,
        function=get("fungsi", ""),
        email=get("surel", ""),
    )


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shares_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../pembagian/: the leading agency of every indicator at once, and supporting ones of those that are ticked."""
    here, refusal = _set_up(request, slug), None
    if request.method == "POST":
        try:
            actions.assign_indicators(actor=request.actor, slug=slug, shares=_shares(request))
            return redirect("assessment:shares", slug)
        except DomainError as error:
            refusal = _stays(error)
    page = queries.shares_page(here)
    options = [{"value": "", "label": _("Belum ditentukan")}, *_agency_options(page.agencies)]
    rows = [
        {
            "code": item.code,
            "title": item.title,
            "lead": str(share.lead or ""),
            "support": [str(one) for one in sorted(share.support)],
        }
        for item, share in page.rows
    ]
    facts = {
        "here": here,
        "rows": rows,
        "options": options,
        "agencies": _agency_options(page.agencies),
        "open": sum(not row["lead"] for row in rows),
        **_faults(refusal),
    }
    return render(request, "assessment/staff/shares.html", facts, status=_status(refusal))


def _shares(request: HttpRequest) -> dict[str, Shares]:
    """One select "lead-<code>" per indicator, and any number of "dukung-<code>"."""
    found = {}
    for name in request.POST:
        kind, _dash, code = name.partition("-")
        if kind == "utama":
            lead = request.POST[name]
            support = [_whole(one, name) for one in request.POST.getlist(f"dukung-{code}") if one]
            found[code] = Shares(_whole(lead, name) if lead else None, frozenset(support))
    return found


def _set_up(request: HttpRequest, slug: str) -> Standing:
    here = queries.standing(slug, request.actor)
    here.require(Power.SET_UP)
    return here


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


def _options(pairs: tuple[tuple[str, str], ...]) -> Choices:
    return [{"value": value, "label": label} for value, label in pairs]


def _agency_options(agencies: Any) -> Choices:
    return [{"value": str(ident), "label": one.name} for ident, one in agencies.items()]


def _stays(error: DomainError) -> DomainError:
    """Refusals that are shown on the form; others are raised again."""
    if error.kind not in (Refusal.INVALID, Refusal.CONFLICT):
        raise error
    return error


def _faults(refusal: DomainError | None) -> dict[str, Any]:
    if refusal is None:
        return {"errors": []}
    field = str(refusal.facts.get("field", "")) or "formulir"
    field = {"calendar": "mandiri-buka", "year": "tahun", "agency": "instansi", "email": "surel"}.get(
        field, field
    )
    field = f"{field}-buka" if field in set(RoundName) else field
    return {"errors": [{"href": f"#{field}", "text": explain(refusal)}]}


def _status(refusal: DomainError | None) -> int:
    if refusal is None:
        return 200
    return 422 if refusal.kind is Refusal.INVALID else 409


def _whole(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        if field in ("pemerintah", "tahun", "orang", "instansi"):
            raise Invalid(_("Pilih dari daftar, atau tulis angka."), field=field)
        raise NotFound
    return int(text)
