"""Answering: enter the code, nine questions (one per page or all on one), the voluntary profile.

Every step is a form that posts and redirects; nothing needs a script. What was answered is in the respondent's own
cookie (`progress.py`), never in an address.
"""

from dataclasses import replace

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
from pendopo.survey.domain.codes import CodeMistyped
from pendopo.survey.queries import current_framework, open_survey
from pendopo.survey.web.progress import Progress, begin, keep_progress
from pendopo.survey.web.questions import (
    Fault,
    profile_question,
    read_profile_form,
    read_score,
    score_question,
    sent_text,
)
from pendopo.survey.web.steps import REFUSALS, refused, with_progress


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    """Type the code, or have the phone fill it in from the link's fragment, which is never sent to a server."""
    if request.method != "POST":
        return render(request, "survey/citizen/begin.html", {"days": settings.ENV["PENDOPO_SURVEY_DAYS"]})
    typed = request.POST.get("code", "")
    try:
        survey = open_survey(typed, now=clock.now(), valid_days=settings.ENV["PENDOPO_SURVEY_DAYS"])
    except CodeMistyped as error:
        facts = {
            "typed": typed[:60],
            "error": explain(error),
            "errors": [Fault("#code", explain(error))],
            "days": settings.ENV["PENDOPO_SURVEY_DAYS"],
        }
        return render(request, "survey/citizen/begin.html", facts, status=422)
    except REFUSALS as error:
        return refused(request, error)
    return keep_progress(redirect("survey:question", number=1), begin(survey))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_progress
def question_page(request: HttpRequest, progress: Progress, number: int) -> HttpResponse:
    """One of the nine questions."""
    framework = current_framework()
    if not 1 <= number <= len(framework.elements):
        return redirect("survey:question", number=1)
    element = framework.elements[number - 1]
    error = ""
    if request.method == "POST":
        try:
            score = read_score(framework, request.POST.get(element.code, ""))
        except ValueError:
            error = gettext(element.missing)
        else:
            progress = replace(progress, answers={**progress.answers, element.code: score})
            return keep_progress(_after_question(progress, number), progress)
    facts = {
        "progress": progress,
        "number": number,
        "total": len(framework.elements),
        "question": score_question(element, sent_text(progress.answers, element.code), error),
        "errors": [Fault(f"#{element.code}", error)] if error else [],
        "back": reverse("survey:question", args=[number - 1]) if number > 1 else reverse("survey:begin"),
    }
    return render(request, "survey/citizen/question.html", facts, status=422 if error else 200)


def _after_question(progress: Progress, number: int) -> HttpResponse:
    """Forward; somebody who came back from the check page to change one answer returns there."""
    codes = current_framework().codes
    if progress.profile is not None and all(code in progress.answers for code in codes):
        return redirect("survey:check")
    return redirect("survey:question", number=number + 1) if number < len(codes) else after_nine(progress)


def after_nine(progress: Progress) -> HttpResponse:
    """The survey's own questions, if it has any, else the profile."""
    return redirect("survey:own" if progress.asked else "survey:profile")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_progress
def all_questions_page(request: HttpRequest, progress: Progress) -> HttpResponse:
    """The nine questions on one page. What was chosen is kept even when something is missing."""
    framework = current_framework()
    errors: dict[str, str] = {}
    if request.method == "POST":
        answers = dict(progress.answers)
        for element in framework.elements:
            try:
                answers[element.code] = read_score(framework, request.POST.get(element.code, ""))
            except ValueError:
                errors[element.code] = gettext(element.missing)
        progress = replace(progress, answers={c: s for c, s in answers.items() if c not in errors})
        if not errors:
            return keep_progress(after_nine(progress), progress)
    facts = {
        "progress": progress,
        "questions": [
            score_question(each, sent_text(progress.answers, each.code), errors.get(each.code, ""))
            for each in framework.elements
        ],
        "errors": [Fault(f"#{code}", text) for code, text in errors.items()],
    }
    return keep_progress(
        render(request, "survey/citizen/all_questions.html", facts, status=422 if errors else 200), progress
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_progress
def profile_page(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Voluntary facts about the respondent, which are only counted."""
    framework = current_framework()
    if request.method == "POST":
        profile = read_profile_form(framework, request.POST)
        return keep_progress(redirect("survey:check"), replace(progress, profile=profile))
    chosen = progress.profile or {}
    facts = {
        "progress": progress,
        "questions": [profile_question(field, chosen.get(field.code, "")) for field in framework.profile],
        "back": reverse("survey:own")
        if progress.asked
        else reverse("survey:question", args=[len(framework.elements)]),
    }
    return render(request, "survey/citizen/profile.html", facts)
