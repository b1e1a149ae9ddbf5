"""Sending: check the answers, send them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.policy_gate import public
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError
from pendopo.ledger.actions import promiser
from pendopo.survey.actions import record_answer
from pendopo.survey.domain.record import LOG
from pendopo.survey.queries import current_framework
from pendopo.survey.web.progress import KeptReceipt, Progress, keep_receipt
from pendopo.survey.web.questions import Fault
from pendopo.survey.web.steps import REFUSALS, refused, with_progress


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_progress
def check_page(request: HttpRequest, progress: Progress) -> HttpResponse:
    """All answers before they are sent, each with a way to change it; then send."""
    framework = current_framework()
    for number, code in enumerate(framework.codes, 1):
        if code not in progress.answers:
            return redirect("survey:question", number=number)
    if request.method == "POST":
        return _send(request, progress)
    return _check(request, progress, "")


def _send(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Record the answers. The receipt's random value comes from the phone where a script can make one."""
    try:
        receipt = record_answer(
            code=progress.code,
            answers=progress.answers,
            nonce=request.POST.get("nonce") or progress.nonce,
            profile=progress.profile,
            now=clock.now(),
            valid_days=settings.ENV["PENDOPO_SURVEY_DAYS"],
            promise=promiser(settings.ENV, LOG),
        )
    except REFUSALS as error:
        return refused(request, error)
    except DomainError as error:
        return _check(request, progress, explain(error))
    kept = KeptReceipt(
        fingerprint=receipt.fingerprint,
        nonce=receipt.nonce,
        service_name=progress.service_name,
        office_name=progress.office_name,
        office_slug=progress.office_slug,
        period=receipt.period,
        included_before=receipt.included_before.isoformat(),
        promised_before=receipt.promised_before.isoformat(),
        promise=receipt.promise,
    )
    return keep_receipt(redirect("survey:receipt"), kept)


def _check(request: HttpRequest, progress: Progress, error: str) -> HttpResponse:
    framework = current_framework()
    rows = []
    for number, element in enumerate(framework.elements, 1):
        score = progress.answers[element.code]
        texts = {option.score: gettext(option.text) for option in element.options}
        rows.append(
            {
                "key": gettext(element.name),
                "value": texts[score] if score else gettext("Tidak menjawab"),
                "href": reverse("survey:question", args=[number]),
                "action": gettext("Ubah"),
                "hidden": gettext("jawaban tentang {name}").format(name=gettext(element.name)),
            }
        )
    facts = {"progress": progress, "rows": rows, "errors": [Fault("#jawaban", error)] if error else []}
    return render(request, "survey/citizen/check.html", facts, status=422 if error else 200)
