"""Surveys, for the people who manage them: the list, and one survey with what can be done with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.design.wording import figure, percent
from pendopo.directory.queries import governments
from pendopo.kernel import clock
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import DomainError
from pendopo.survey import actions
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import OwnQuestion, State
from pendopo.survey.queries import (
    current_framework,
    place_of,
    survey_figures,
    survey_page,
    surveys_of,
)
from pendopo.survey.web.questions import Fault
from pendopo.survey.wording import period_words, sort_words

_TAGS = {State.DRAFT: "waiting", State.OPEN: "open", State.CLOSED: "closed"}


def state_words(state: State) -> str:
    """The state of a survey in a word."""
    return {
        State.DRAFT: gettext("Rancangan"),
        State.OPEN: gettext("Dibuka"),
        State.CLOSED: gettext("Ditutup"),
    }[state]


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/: all surveys that this person may edit, the newest period first."""
    rows = [
        {
            "id": row.survey.id,
            "title": row.survey.design.title,
            "scope": f"{sort_words(row.scope.sort)}: {row.scope.name}",
            "period": period_words(row.survey.design.period),
            "questions": len(row.survey.design.questions),
            "kind": _TAGS[row.survey.state],
            "state": state_words(row.survey.state),
        }
        for government in governments()
        for row in surveys_of(government.id)
        if allows(request.actor, Permission.EDIT_SURVEYS, place_of(row.scope.scope))
    ]
    return render(request, "survey/manager/surveys.html", {"rows": rows})


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_safe
def survey_shown(request: HttpRequest, survey_id: int) -> HttpResponse:
    """/ruang-kerja/survei/<id>/: what it asks, what it brought, what can be done with it."""
    return _shown(request, survey_id, "")


def _shown(request: HttpRequest, survey_id: int, error: str) -> HttpResponse:
    page = survey_page(survey_id)
    require(request.actor, Permission.EDIT_SURVEYS, place_of(page.scope.scope))
    figures = survey_figures(survey_id)
    facts = {
        "page": page,
        "survey": page.survey,
        "period": period_words(page.survey.design.period),
        "sort": sort_words(page.scope.sort),
        "kind": _TAGS[page.survey.state],
        "state": state_words(page.survey.state),
        "figures": figures,
        "ikm": figure(figures.index.ikm) if figures.index else "",
        "own_ikm": figure(figures.own_index.ikm) if figures.own_index else "",
        "elements": len(current_framework().codes) + sum(each.in_index for each, _ in figures.questions),
        "questions": [_question_row(question, counts) for question, counts in figures.questions],
        "narrower": [(each, period_words(each.design.period)) for each in page.narrower],
        "in_the_way_period": period_words(page.in_the_way.design.period) if page.in_the_way else "",
        "errors": [Fault("#tindakan", error)] if error else [],
    }
    return render(request, "survey/manager/survey.html", facts, status=409 if error else 200)


def _question_row(question: OwnQuestion, counts: tuple[int, ...]) -> dict[str, object]:
    answered = sum(counts[1:])
    rows = [
        {
            "name": text,
            "share": half_up(counts[at] * 100 / answered, 1) if answered else "0",
            "text": f"{figure(counts[at])} ({percent(half_up(counts[at] * 100 / answered, 1))})"
            if answered
            else "0",
        }
        for at, text in enumerate(question.options, 1)
        if counts
    ]
    return {"question": question, "answered": answered, "rows": rows}


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def open_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """/ruang-kerja/survei/<id>/buka/"""
    return _done(request, survey_id, lambda: actions.open_survey(survey_id=survey_id, actor=request.actor))


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def close_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """/ruang-kerja/survei/<id>/tutup/"""
    now = clock.now()
    return _done(
        request, survey_id, lambda: actions.close_survey(survey_id=survey_id, actor=request.actor, now=now)
    )


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def delete_draft(request: HttpRequest, survey_id: int) -> HttpResponse:
    """/ruang-kerja/survei/<id>/hapus/"""
    actions.delete_draft(survey_id=survey_id, actor=request.actor)
    return redirect("survey:surveys")


def _done(request: HttpRequest, survey_id: int, act: object) -> HttpResponse:
    try:
        act()  # type: ignore[operator]
    except DomainError as error:
        if error.code == "forbidden":
            raise
        return _shown(request, survey_id, told(error))
    return redirect("survey:survey", survey_id=survey_id)


def told(error: DomainError) -> str:
    """The refusal, with periods in words."""
    if "period" in error.facts:
        error.facts["period"] = period_words(Period.parse(str(error.facts["period"])))
    return explain(error)
