"""Suggestions from the previous assessment: made by the coordinator, decided one by one by the agencies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.wording import level_words
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Kind

RELATIONS = {
    "same": _("Isinya sama"),
    "narrower": _("Yang lama lebih sempit"),
    "wider": _("Yang lama lebih luas"),
    "related": _("Hanya berkaitan"),
}
CONFIDENCE = {"high": _("yakin"), "medium": _("cukup yakin"), "low": _("kurang yakin")}


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def carried_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../usulan/: what last year's answers suggest, each to confirm or to refuse."""
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return redirect(_act(request, slug))
        except DomainError as error:
            if error.kind not in (Kind.INVALID, Kind.CONFLICT):
                raise
            refusal = error
    page = queries.carried_page(slug, request.actor)
    here = page.here
    rows = [
        {
            "code": row.indicator,
            "title": item.title,
            "level": level_words(page.framework, item, row.level),
            "has_level": row.level is not None,
            "fact": row.fact,
            "note": row.note,
            "relation": RELATIONS.get(row.relation, row.relation),
            "confidence": CONFIDENCE.get(row.confidence, row.confidence),
            "sources": sources,
            "evidence": len(row.evidence_of),
            "decided": row.decided,
            "may_decide": row.decided is None and here.gives(row.indicator, RoundName.SELF),
        }
        for row, item, sources in page.rows
    ]
    facts = {
        "here": here,
        "previous": here.previous,
        "rows": rows,
        "left": sum(row["decided"] is None for row in rows),
        "without": page.without,
        "may_carry": here.can(Power.SET_UP) and not page.exists,
        "errors": [{"href": "#usulan", "text": explain(refusal)}] if refusal else [],
    }
    return render(request, "assessment/staff/carried.html", facts, status=409 if refusal else 200)


def _act(request: HttpRequest, slug: str) -> str:
    """Do what was pressed; returns where to go on: at the suggestion that was decided."""
    address = reverse("assessment:carried", args=[slug])
    if request.POST.get("aksi") == "bawa":
        actions.carry_over(actor=request.actor, slug=slug)
        return address
    code = request.POST.get("indikator", "")
    actions.decide_carried(
        actor=request.actor,
        now=clock.now(),
        slug=slug,
        indicator=code,
        accept=request.POST.get("aksi") == "pakai",
    )
    return f"{address}#usulan-{code}"
