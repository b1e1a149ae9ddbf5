"""The survey's own questions, between the nine and the profile."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.policy_gate import public
from pendopo.survey.queries import current_framework
from pendopo.survey.web.progress import Progress, keep_progress
from pendopo.survey.web.questions import own_question, read_own_form
from pendopo.survey.web.steps import with_progress


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_progress
def own_page(request: HttpRequest, progress: Progress) -> HttpResponse:
    """/survei/tambahan/: all own questions on one page; each may be left out."""
    questions = [each.question for each in progress.asked]
    if not questions:
        return redirect("survey:profile")
    if request.method == "POST":
        progress = replace(progress, own=read_own_form(questions, request.POST))
        done = progress.profile is not None
        return keep_progress(redirect("survey:check" if done else "survey:profile"), progress)
    facts = {
        "progress": progress,
        "questions": [own_question(each, progress.own.get(each.code)) for each in questions],
        "back": reverse("survey:question", args=[len(current_framework().codes)]),
    }
    return render(request, "survey/citizen/own.html", facts)
