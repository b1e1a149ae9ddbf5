"""What was asked: one's own questions, and those that reached data about which one decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.queries.desk import LISTED, QuestionView, questions_about, questions_by
from pendopo.datahouse.web.analyst.showing import REACHES, WAYS
from pendopo.design.wording import figure


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_safe
def own_log_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/tanya/catatan/"""
    facts = {"lines": _lines(questions_by(actor=request.actor)), "own": True, "most": LISTED}
    return render(request, "datahouse/analyst/log.html", facts)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def about_log_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/catatan-tanya/"""
    facts = {"lines": _lines(questions_about(actor=request.actor)), "own": False, "most": LISTED}
    return render(request, "datahouse/analyst/log.html", facts)


def _lines(
    questions: tuple[QuestionView, ...],
) -> list[tuple[QuestionView, str, str, list[tuple[str, str, str]]]]:
    return [
        (
            one,
            str(WAYS.get(one.way, one.way)),
            figure(one.rows),
            [(slug, str(REACHES[far]), purpose) for slug, far, purpose in one.tables],
        )
        for one in questions
    ]
