"""The evidence of one indicator: what there is, one more file or address, a piece from the library, taking one away."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.actions import evidence as actions
from pendopo.assessment.domain.pieces import At
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.queries.evidence import evidence_desk
from pendopo.assessment.queries.library import library
from pendopo.assessment.web.evidence.form import facts_of, form_context, source_of
from pendopo.design.trouble import ANSWERS, explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Kind
from pendopo.kernel.ids import parse_id


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_evidence(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """/penilaian/<slug>/indikator/<code>/data-dukung/: the list; below it forms for those who answer the indicator."""
    if request.method != "POST":
        return _page(request, slug, code, None)
    try:
        said = _do(request, At(slug, code, request.POST.get("letak", "")))
    except DomainError as error:
        if error.kind not in (Kind.INVALID, Kind.TOO_MANY, Kind.UNAVAILABLE):
            raise
        return _page(request, slug, code, error)
    messages.success(request, said)
    return redirect("evidence:indicator", slug, code)


def _do(request: HttpRequest, place: At) -> str:
    """Do what the pressed button says; what to tell about it."""
    wanted, now = request.POST.get("lakukan", ""), clock.now()
    if wanted == "pakai":
        actions.attach(evidence_id=_piece(request), place=place, actor=request.actor, now=now)
        return gettext("Data dukung dipakai untuk indikator ini.")
    if wanted == "lepas":
        actions.detach(evidence_id=_piece(request), place=place, actor=request.actor, now=now)
        return gettext("Data dukung dilepas dari indikator ini. Berkasnya tetap ada di daftar.")
    actions.add_evidence(
        intake=site_intake(),
        place=place,
        source=source_of(request),
        facts=facts_of(request.POST),
        actor=request.actor,
        now=now,
    )
    return gettext("Data dukung tersimpan dan dipakai untuk indikator ini.")


def _piece(request: HttpRequest) -> uuid.UUID:
    return parse_id(request.POST.get("bukti", ""))


def _page(request: HttpRequest, slug: str, code: str, error: DomainError | None) -> HttpResponse:
    desk = evidence_desk(slug, request.actor, code, now=clock.now())
    words = request.GET.get("kata", "").strip()[:200]
    used = {one.evidence.id for one in desk.used}
    found = library(request.actor, words=words).hits if words else ()
    facts = {
        "desk": desk,
        "may_change": desk.closed is None,
        "closed": explain(desk.closed) if desk.closed else "",
        "words": words,
        "found": [hit for hit in found if hit.evidence.id not in used],
        "told": messages.get_messages(request),
    } | form_context(request.POST, error)
    return render(request, "assessment/evidence/indicator.html", facts, status=_status(error))


def _status(error: DomainError | None) -> int:
    if error is None:
        return 200
    return ANSWERS[error.kind].status
