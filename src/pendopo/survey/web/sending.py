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
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.ledger.actions import promiser
from pendopo.survey.actions import answer_for_unit, record_answer
from pendopo.survey.domain.record import LOG
from pendopo.survey.domain.surveys import OwnQuestion
from pendopo.survey.queries import current_framework
from pendopo.survey.web.comment import give_right
from pendopo.survey.web.progress import KeptReceipt, Progress, end_progress, keep_receipt
from pendopo.survey.web.questions import Fault
from pendopo.survey.web.steps import REFUSALS, refused, with_progress
from pendopo.survey.web.unit_device import check_unit, first_sending, not_sent, remember_unit


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
    if progress.unit:
        return _send_for_unit(request, progress)
    return _send_with_code(request, progress)


def _send_for_unit(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Keep answers that came through the code on a wall. There is no code, so there is no receipt."""
    if not first_sending(progress.nonce):
        return redirect("survey:unit-thanks")
    try:
        check_unit(request, progress.unit)
        answer_for_unit(
            key=progress.unit,
            answers=progress.answers,
            own=progress.own,
            profile=progress.profile,
            now=clock.now(),
        )
    except DomainError as error:
        not_sent(progress.nonce)
        if not isinstance(error, Invalid):
            raise
        return _check(request, progress, explain(error))
    return remember_unit(request, end_progress(redirect("survey:unit-thanks")), progress.unit)


def _send_with_code(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Record the answers. The receipt's random value comes from the phone where a script can make one."""
    try:
        receipt = record_answer(
            code=progress.code,
            answers=progress.answers,
            nonce=request.POST.get("nonce") or progress.nonce,
            profile=progress.profile,
            own=progress.own,
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
    response = keep_receipt(redirect("survey:receipt"), kept)
    return give_right(
        response,
        service_id=progress.service_id,
        service_name=progress.service_name,
        period=receipt.period,
    )


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
    rows += [_own_row(each.question, progress.own.get(each.question.code, 0)) for each in progress.asked]
    facts = {"progress": progress, "rows": rows, "errors": [Fault("#jawaban", error)] if error else []}
    return render(request, "survey/citizen/check.html", facts, status=422 if error else 200)


def _own_row(question: OwnQuestion, chosen: int) -> dict[str, str]:
    return {
        "key": question.text,
        "value": question.options[chosen - 1] if chosen else gettext("Tidak menjawab"),
        "href": reverse("survey:own"),
        "action": gettext("Ubah"),
        "hidden": gettext("jawaban tentang {name}").format(name=question.text),
    }
