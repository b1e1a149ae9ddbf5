"""One arrival: its columns while it waits, the check as it goes on, the report, and what to do next."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import arriving, inspecting
from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.domain.arrivals import Stage
from pendopo.datahouse.queries.arrivals import ArrivalView, FindingPage, arrival, findings
from pendopo.datahouse.tasks.arrivals import inspect_or_defer
from pendopo.datahouse.web.sending.showing import Fault, column_lines, personal_lines
from pendopo.datahouse.web.sending.trial import trial_of
from pendopo.datahouse.web.sending.words import DRIFT, MODES, RULES, STAGES, WAYS
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, NotFound

#: Lines of headings that somebody may choose.
HEADER_ROWS = [str(count) for count in range(1, inspecting.MOST_HEADER_ROWS + 1)]
_BUSY = (Stage.READING, Stage.CHECKING)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrival_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/kirim/berkas/<id>/: whatever stage it is in; buttons lead to the next."""
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            _act(request, ident)
            return redirect("sending:arrival", ident)
        except DomainError as refusal:
            errors = [Fault("#keadaan", explain(refusal))]
    here = arrival(request.actor, ident)
    kind, word = STAGES[here.stage]
    facts = {
        "here": here,
        "kind": kind,
        "word": word,
        "way": WAYS[here.way],
        "mode": MODES[here.mode][0],
        "busy": here.stage in _BUSY,
        "errors": errors,
        "personal": personal_lines(here.report),
        **_stage(request, here),
    }
    return render(request, "datahouse/sending/arrival.html", facts, status=409 if errors else 200)


def _act(request: HttpRequest, ident: UUID) -> None:
    """Do what the pressed button says."""
    wanted, now = request.POST.get("lakukan", ""), clock.now()
    if wanted == "batalkan":
        arriving.cancel(house=site_house(), arrival=ident, actor=request.actor, now=now)
    elif wanted == "periksa":
        inspecting.confirm(arrival=ident, actor=request.actor, now=now)
        inspect_or_defer(ident, arrival(request.actor, ident).size or 0)
    elif wanted == "kolom-berubah":
        lines = request.POST.get("baris-kepala", "")
        header_rows = int(lines) if lines in HEADER_ROWS else None
        inspecting.look_again(arrival=ident, header_rows=header_rows, actor=request.actor, now=now)
        inspect_or_defer(ident, arrival(request.actor, ident).size or 0, anew=True)


def _stage(request: HttpRequest, here: ArrivalView) -> dict[str, Any]:
    if here.stage is Stage.WAITING:
        columns = column_lines(here)
        return {
            "columns": columns,
            "described": sum(one.described for one in columns),
            "key": ", ".join(here.schema.key) if here.schema else "",
            "rules": len(here.schema.rules) + len(here.schema.totals) if here.schema else 0,
            "lines": [{"value": one, "label": one} for one in HEADER_ROWS],
            "line": str(here.schema.header_rows) if here.schema else "1",
            **trial_of(request, here),
        }
    if here.stage is Stage.REFUSED:
        page = request.GET.get("hal", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
        return _report(here, findings(here.report, code=request.GET.get("jenis", ""), page=number))
    if here.stage is Stage.ACCEPTED:
        return {"warnings": here.report.get("warnings", ())}
    return {}


def _report(here: ArrivalView, found: FindingPage) -> dict[str, Any]:
    codes = {one.code for one in found.groups}
    rejected = site_house().arrivals.rejected(here.id)
    return {
        "found": found,
        "groups": [(one.code, RULES.get(one.code, one.code), one.count) for one in found.groups],
        "findings": [(one, one.told()) for one in found.findings],
        "hidden": max(0, found.total - sum(one.count for one in found.groups)),
        "drift": bool(codes & DRIFT) and codes <= DRIFT,
        "heading": "heading" in codes,
        "lines": [{"value": one, "label": one} for one in HEADER_ROWS[1:]],
        "line": str(here.header_rows or 2),
        "has_rows": rejected.is_file(),
        "earlier": found.page - 1 if found.page > 1 else None,
        "later": found.page + 1 if found.page < found.pages else None,
    }


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def rejected(request: HttpRequest, ident: UUID) -> HttpResponseBase:
    """/rumah-data/kirim/berkas/<id>/ditolak.xlsx: the rows to mend, each with what is wrong in it."""
    here = arrival(request.actor, ident)
    path = site_house().arrivals.rejected(here.id)
    if not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{here.slug}-ditolak.xlsx")
