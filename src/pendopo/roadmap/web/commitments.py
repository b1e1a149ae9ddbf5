"""Promises of agencies: read and declared by the head, seen by everybody, one page per agency for a meeting."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.codes import confirm, confirmation_of
from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public
from pendopo.accounts.queries import has_second_factor
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.commitments import NothingToPromise, Promise, digest, promises_in
from pendopo.roadmap.domain.rights import may_declare
from pendopo.roadmap.exports import agency_sheet, meeting_pack
from pendopo.roadmap.queries import CommitmentView, RoadmapView
from pendopo.roadmap.web.day import local_today
from pendopo.roadmap.web.overview import roadmap_for
from pendopo.roadmap.web.showing import Fault
from pendopo.roadmap.wording import PARTS, STATES, TAGS


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declare_page(request: HttpRequest, slug: str, agency: int) -> HttpResponse:
    """/peta-rencana/<slug>/komitmen/<agency>/: what the agency would promise; the head declares it."""
    here = roadmap_for(request.actor, slug)
    unit, errors = queries.agency(here, agency), []
    if request.method == "POST":
        try:
            now = clock.now()
            actions.declare(
                actor=request.actor,
                confirmation=confirm(request, now),
                now=now,
                today=local_today(),
                roadmap=slug,
                agency_id=agency,
                read=request.POST.get("dibaca", ""),
                reason=request.POST.get("alasan", ""),
            )
            return redirect("roadmap:declare", slug, agency)
        except DomainError as error:
            field = str(error.facts.get("field") or "tetapkan")
            errors = [Fault(f"#{field}", explain(error))]
    shown = confirmation_of(request)
    earlier = queries.commitments_of(here, agency)
    try:
        draft = queries.draft_commitment(here, unit, earlier[0].number + 1 if earlier else 1)
    except NothingToPromise:
        draft = None
    place = Place(government_id=here.government_id, agency_id=agency)
    fresh = draft is not None and not (earlier and draft["promises"] == earlier[0].content["promises"])
    facts = {
        "here": here,
        "agency": unit,
        "promises": [(one, sum(one.cost)) for one in promises_in(draft)] if draft else [],
        "total": sum(sum(one.cost) for one in promises_in(draft)) if draft else 0,
        "read": digest(draft) if draft else "",
        "earlier": earlier,
        "fresh": fresh,
        "changed": _changed(here, earlier[0], promises_in(draft)) if draft and fresh and earlier else [],
        "may_declare": may_declare(request.actor, place),
        "has_second_factor": has_second_factor(request.actor.account_id),
        "code_wanted": not (shown and shown.is_fresh(clock.now())),
        "demo": settings.ENV["PENDOPO_DEMO"],
        "typed": request.POST.get("alasan", ""),
        "faults": {one.href.removeprefix("#"): one.text for one in errors},
        "errors": errors,
    }
    return render(request, "roadmap/declare.html", facts, status=422 if errors else 200)


def _changed(
    here: RoadmapView, before: CommitmentView, promises: Sequence[Promise]
) -> list[tuple[str, str, str]]:
    """What the new declaration would change: (code, title, what), the new promises at the end."""
    known = {one.code for one in before.promises}
    told = [
        (one.code, one.title, ", ".join(str(PARTS[what]) for what in one.what))
        for one in queries.changed_since(here, before)
    ]
    return told + [(one.code, one.title, gettext("baru")) for one in promises if one.code not in known]


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def sheet(request: HttpRequest, slug: str, agency: int) -> HttpResponse:
    """/peta-rencana/<slug>/komitmen/<agency>/surat.pdf: one page for the meeting: promised, done, late."""
    here = roadmap_for(request.actor, slug)
    unit = queries.agency(here, agency)
    pdf = agency_sheet(here, unit, today=local_today())
    name = f"komitmen-{unit.slug}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/rapat.pdf: the sheets of all agencies in one file."""
    here = roadmap_for(request.actor, slug)
    headers = {"Content-Disposition": f'inline; filename="rapat-{here.slug}.pdf"'}
    content = meeting_pack(here, today=local_today())
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@public
@require_safe
def public_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/komitmen/<slug>/: what each agency has promised, and what has become of it."""
    here = queries.roadmap(slug)
    found = queries.public_promises(here, today=local_today())
    facts = {
        "here": here,
        "agencies": [
            (
                one,
                [(row, STATES[row.state], TAGS[row.state]) for row in one.rows],
                [(each, [PARTS[what] for what in each.what]) for each in one.changed],
            )
            for one in found
        ],
    }
    response = render(request, "roadmap/public.html", facts)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
