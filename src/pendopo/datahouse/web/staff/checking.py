"""The check of a submitted data set, by Walidata or Pembina: findings one by one, then a decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import actions, queries
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.readiness import PERSONAL_KINDS
from pendopo.datahouse.domain.workflow import Step
from pendopo.datahouse.queries import DatasetView
from pendopo.datahouse.web.staff.words import PRINCIPLES, Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/data/<slug>/periksa/: look, write findings, decide."""
    error: DomainError | None = None
    if request.method == "POST":
        try:
            if _act(request, slug):
                return redirect("datawork:dataset", slug)
            return redirect("datawork:check", slug)
        except DomainError as refusal:
            error = refusal
    one = queries.dataset_view(slug=slug, actor=request.actor)
    if Step.RETURN not in one.steps and error is None:
        return redirect("datawork:dataset", slug)
    return render(
        request, "datahouse/staff/check.html", _page(request, one, error), status=422 if error else 200
    )


def _act(request: HttpRequest, slug: str) -> bool:
    """Do what the pressed button says; whether the check is over."""
    posted, step = request.POST, request.POST.get("langkah", "")
    common = {"actor": request.actor, "now": clock.now(), "slug": slug}
    if step == "catat":
        actions.note_finding(
            **common, principle=_principle(posted.get("prinsip", "")), column=posted.get("kolom", ""),
            text=posted.get("temuan", ""),
        )  # fmt: skip
    elif step.startswith("hapus-") and step.isascii() and step[6:].isdigit():
        actions.remove_finding(**common, finding=int(step[6:]))
    elif step.startswith("boleh:"):
        kind, _, column = step[6:].partition(":")
        actions.allow_personal(**common, column=column, kind=kind, reason=posted.get(f"alasan-{column}", ""))
    elif step == "kembalikan":
        actions.return_data(**common, note=posted.get("catatan", ""))
        return True
    elif step == "setujui":
        actions.approve(**common, note=posted.get("catatan", ""))
        return True
    else:
        raise Invalid("Pilih salah satu langkah.")
    return False


def _principle(value: str) -> Principle:
    try:
        return Principle(value)
    except ValueError:
        raise Invalid("Pilih prinsip yang belum terpenuhi.", field="prinsip") from None


def _page(request: HttpRequest, one: DatasetView, error: DomainError | None) -> dict[str, object]:
    place = str(error.facts.get("field") or "putusan") if error else ""
    said = explain(error) if error else ""
    proposal = queries.proposal_of(slug=one.slug)
    return {
        "one": one,
        "columns": [(each, dict(each.ms_var)) for each in one.schema.fields] if one.schema else [],
        "names": [{"value": "", "label": gettext("Seluruh data")}]
        + [{"value": each, "label": each} for each in (one.schema.names if one.schema else ())],
        "principles": [{"value": each.value, "label": a, "hint": b} for each, (a, b) in PRINCIPLES.items()],
        "findings": [
            (each, PRINCIPLES[each.principle][0]) for each in (one.review.findings if one.review else ())
        ],
        "personal": [(each, gettext(PERSONAL_KINDS[each.suspect.kind])) for each in one.personal],
        "lacks": [each.told(gettext) for each in one.lacks],
        "headings": proposal.schema.names,
        "rows": queries.preview(proposal),
        "may_approve": bool(one.steps & {Step.APPROVE, Step.REFER}),
        "refers": Step.REFER in one.steps,
        "typed": request.POST,
        "faults": {place: said},
        "errors": [Fault(f"#{place}", said)] if error else [],
    }
