"""What the house fills by itself: whether it may be published without somebody looking each time."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions.feeding import approve_standing, end_standing
from pendopo.datahouse.queries.own import own_data_for
from pendopo.datahouse.web.analyst.showing import Fault
from pendopo.design.trouble import explain
from pendopo.design.wording import figure
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError


@needs(Permission.PUBLISH_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/sendiri/"""
    errors, slug = [], request.POST.get("data", "")
    if request.method == "POST":
        try:
            _change(request, slug)
            return redirect("asking:own")
        except DomainError as refusal:
            errors = [Fault(f"#alasan-{slug}", explain(refusal))]
    facts = {
        "own": [(one, figure(one.rows)) for one in own_data_for(actor=request.actor)],
        "errors": errors,
        "failed": slug if errors else "",
    }
    return render(request, "datahouse/analyst/own.html", facts, status=422 if errors else 200)


def _change(request: HttpRequest, slug: str) -> None:
    now = clock.now()
    if request.POST.get("langkah") == "akhiri":
        end_standing(actor=request.actor, now=now, slug=slug)
        return
    approve_standing(
        actor=request.actor, now=now, slug=slug,
        reason=request.POST.get("alasan", ""), folder=settings.PENDOPO_LAKE,
    )  # fmt: skip
