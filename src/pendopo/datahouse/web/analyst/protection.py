"""The protection of one data set: what others see of it, decided by its owner, with every earlier decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions.protecting import protect
from pendopo.datahouse.domain.protection import SMALLEST, Protection, Treatment
from pendopo.datahouse.queries.protections import ProtectionPage, protection_page_of
from pendopo.datahouse.web.analyst.showing import TREATMENTS, Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def protection_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/perlindungan/<slug>/"""
    here, errors = protection_page_of(slug=slug, actor=request.actor), []
    if request.method == "POST":
        try:
            protect(
                actor=request.actor, now=clock.now(), slug=slug, wanted=_wanted(request, here),
                reason=request.POST.get("alasan", ""),
            )  # fmt: skip
            messages.success(request, gettext("Perlindungan disimpan dan langsung berlaku."))
            return redirect("asking:protection", slug)
        except DomainError as refusal:
            errors = [Fault(f"#{refusal.facts.get('field') or 'kolom-1'}", explain(refusal))]
    posted = request.POST if request.method == "POST" else {}
    facts = {
        "here": here,
        "columns": [
            (one, posted.get(f"kolom-{number}", one.treatment.value))
            for number, one in enumerate(here.columns, start=1)
        ],
        "treatments": [(one.value, str(TREATMENTS[one])) for one in Treatment],
        "row_columns": [{"value": "", "label": gettext("Semua baris sama bagi semua")}]
        + [{"value": one.name, "label": one.name} for one in here.columns],
        "row_column": posted.get("pemilik", here.protection.row_column),
        "condition": posted.get("syarat", here.protection.condition),
        "smallest": posted.get("terkecil", str(here.protection.smallest)),
        "reason": posted.get("alasan", ""),
        "errors": errors,
    }
    return render(request, "datahouse/analyst/protection.html", facts, status=422 if errors else 200)


def _wanted(request: HttpRequest, here: ProtectionPage) -> Protection:
    known = {one.value: one for one in Treatment}
    smallest = request.POST.get("terkecil", "").strip()
    return Protection(
        columns={
            one.name: known.get(request.POST.get(f"kolom-{number}", ""), one.treatment)
            for number, one in enumerate(here.columns, start=1)
        },
        row_column=request.POST.get("pemilik", ""),
        condition=request.POST.get("syarat", ""),
        smallest=int(smallest) if smallest.isdecimal() and len(smallest) < 6 else SMALLEST - 1,
    )
