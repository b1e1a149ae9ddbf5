"""Which roadmaps there are, and one of them with its initiatives."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission, allows, grants_giving
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.queries import assessments_with
from pendopo.design.trouble import explain
from pendopo.directory.queries import governments
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Invalid, NotFound
from pendopo.kernel.ids import new_id
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.catalogue import read_catalogue
from pendopo.roadmap.domain.rights import may_declare
from pendopo.roadmap.queries import RoadmapView
from pendopo.roadmap.web.day import local_today
from pendopo.roadmap.web.showing import Fault, rows


def roadmap_for(actor: Actor, slug: str) -> RoadmapView:
    """The roadmap, for somebody who may see those of its government. Raises `NotFound`."""
    here = queries.roadmap(slug)
    seen = {grant.government_id for grant in grants_giving(actor, Permission.SEE_ROADMAP)}
    if None not in seen and here.government_id not in seen:
        raise NotFound
    return here


def plans_it(actor: Actor, here: RoadmapView) -> bool:
    """Whether `actor` coordinates this roadmap."""
    return allows(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roadmaps_page(request: HttpRequest) -> HttpResponse:
    """/peta-rencana/: the roadmaps that one may see; the coordinator begins another."""
    typed, errors = request.POST, []
    if request.method == "POST":
        try:
            return redirect("roadmap:roadmap", _create(request))
        except DomainError as error:
            errors = [Fault("#nama", explain(error))]
    seen = {grant.government_id for grant in grants_giving(request.actor, Permission.SEE_ROADMAP)}
    places = [one for one in governments() if None in seen or one.id in seen]
    facts = {
        "roadmaps": [one for one in queries.roadmaps() if None in seen or one.government_id in seen],
        "assessments": [
            {"value": slug, "label": title} for place in places for slug, title in assessments_with(place.id)
        ],
        "unread": queries.unread_reminders(request.actor),
        "may_plan": bool(grants_giving(request.actor, Permission.PLAN_ROADMAP)),
        "typed": {name: typed.get(name, "") for name in ("nama", "penilaian", "mulai", "akhir")},
        "errors": errors,
    }
    return render(request, "roadmap/list.html", facts, status=422 if errors else 200)


def _create(request: HttpRequest) -> str:
    posted = request.POST
    first, last = (posted.get(name, "").strip() for name in ("mulai", "akhir"))
    if not (first.isdigit() and last.isdigit() and len(first) == len(last) == 4):
        raise Invalid("Tulis tahun pertama dan terakhir dengan empat angka.", field="mulai")
    slug = f"peta-{first}-{last}-{str(new_id())[:4]}"
    actions.create_roadmap(
        actor=request.actor,
        now=clock.now(),
        slug=slug,
        government_id=queries.government_of(posted.get("penilaian", "")),
        title=posted.get("nama", ""),
        assessment=posted.get("penilaian", ""),
        first_year=int(first),
        last_year=int(last),
    )
    return slug


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def roadmap_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/: the initiatives, what is late, and where to go from here."""
    here = roadmap_for(request.actor, slug)
    today = local_today()
    initiatives = queries.initiatives_of(here)
    agencies = queries.agency_names(here.government_id)
    own = [
        one
        for one in agencies.values()
        if may_declare(request.actor, Place(government_id=here.government_id, agency_id=one.id))
    ]
    listed = rows(initiatives, today)
    facts = {
        "here": here,
        "rows": listed,
        "late": [row for row in listed if row.late],
        "footing": queries.footing(here.assessment),
        "may_plan": plans_it(request.actor, here),
        "unread": queries.unread_reminders(request.actor),
        "own": own,
    }
    return render(request, "roadmap/roadmap.html", facts)


@needs(Permission.PLAN_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/contoh/: begin with typical initiatives, to be edited one by one."""
    here = roadmap_for(request.actor, slug)
    footing = queries.footing(here.assessment)
    path = Path(settings.CONTENT) / "roadmap" / f"{footing.framework.id}.yaml"
    if not path.exists():
        raise NotFound
    catalogue = read_catalogue(path.read_text(encoding="utf-8"), path=path.name)
    agencies = queries.agency_names(here.government_id)
    if request.method == "POST" and (owner := request.POST.get("pemilik", "")).isdigit():
        actions.take_from_catalogue(
            actor=request.actor, now=clock.now(), roadmap=slug, catalogue=catalogue, owner_id=int(owner)
        )
        return redirect("roadmap:roadmap", slug)
    facts = {
        "here": here,
        "catalogue": catalogue,
        "agencies": [{"value": str(one.id), "label": one.name} for one in agencies.values()],
    }
    return render(request, "roadmap/catalogue.html", facts)
