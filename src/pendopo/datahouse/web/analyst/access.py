"""Access to limited data: ask, decide, end."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, signed_in
from pendopo.datahouse.actions.protecting import decide_access, end_access, request_access
from pendopo.datahouse.queries.desk import RequestView, limited_data, requests_by, requests_to
from pendopo.datahouse.web.analyst.asking import analyst_of
from pendopo.datahouse.web.analyst.showing import REACHES, STATES, Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError
from pendopo.kernel.ids import parse_id


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def requests_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/akses/: one's requests, and a new one."""
    here, errors, now = analyst_of(request), [], clock.now()
    if request.method == "POST":
        try:
            request_access(
                actor=request.actor, now=now, analyst=here, slug=request.POST.get("data", ""),
                purpose=request.POST.get("tujuan", ""), wish=request.POST.get("jangkauan", ""),
                until=_day(request.POST.get("sampai", "")),
            )  # fmt: skip
            return redirect("asking:requests")
        except DomainError as refusal:
            errors = [Fault(f"#{refusal.facts.get('field') or 'data'}", explain(refusal))]
    facts = {
        "here": here,
        "asked": [_line(one) for one in requests_by(actor=request.actor, today=now.date())],
        "data": [
            {"value": one.slug, "label": f"{one.title} ({one.owner})"} for one in limited_data(analyst=here)
        ],
        "typed": request.POST if request.method == "POST" else {"data": request.GET.get("data", "")},
        "errors": errors,
        "errors_at": {one.href.removeprefix("#"): one.text for one in errors},
    }
    return render(request, "datahouse/analyst/requests.html", facts, status=422 if errors else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _line(one: RequestView) -> tuple[RequestView, str, str, str]:
    kind, word = STATES[one.state]
    return one, kind, word, REACHES[one.reach]


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decisions_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/akses/keputusan/: what others ask of data about which one decides."""
    errors, now = [], clock.now()
    if request.method == "POST":
        try:
            decide_access(
                actor=request.actor, now=now, request_id=parse_id(request.POST.get("permintaan", "")),
                grant=request.POST.get("putusan") == "beri", reason=request.POST.get("alasan", ""),
            )  # fmt: skip
            return redirect("asking:decisions")
        except DomainError as refusal:
            errors = [Fault(f"#alasan-{request.POST.get('permintaan', '')}", explain(refusal))]
    facts = {
        "asked": [_line(one) for one in requests_to(actor=request.actor, today=now.date())],
        "typed": request.POST,
        "errors": errors,
        "error": errors[0].text if errors else "",
    }
    return render(request, "datahouse/analyst/decisions.html", facts, status=422 if errors else 200)


@signed_in
@never_cache
@require_POST
def end(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/akses/<id>/akhiri/: the asker takes a wish back; asker or owner end an access early."""
    end_access(actor=request.actor, now=clock.now(), request_id=ident)
    return redirect("asking:decisions" if request.POST.get("dari") == "pemilik" else "asking:requests")
