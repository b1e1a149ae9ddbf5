"""Answering through the code on the wall of a unit that has no queue: the same questions, without a code."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.policy_gate import public
from pendopo.directory.queries import office_by_id, rules_of, service
from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.survey.domain.answers import NONCE_BYTES
from pendopo.survey.queries import unit_of_key
from pendopo.survey.web.progress import Progress, keep_progress
from pendopo.survey.web.unit_device import has_answered


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: HttpRequest, key: str) -> HttpResponse:
    """/survei/unit/<key>/: which unit it is, what such an answer is worth, and the way to the questions."""
    unit = unit_of_key(key)
    asked = service(unit.service_id)
    place = office_by_id(asked.office_id)
    answered = has_answered(request, unit.service_id)
    if request.method == "POST" and not answered:
        progress = Progress(
            code="",
            service_name=asked.name,
            office_name=place.name,
            office_slug=place.slug,
            nonce=secrets.token_hex(NONCE_BYTES),
            service_id=asked.id,
            period=str(Month.of(rules_of([asked.id])[asked.id].day(clock.now()))),
            unit=key,
        )
        return keep_progress(redirect("survey:question", number=1), progress)
    facts = {"service": asked, "office": place, "answered": answered}
    return render(request, "survey/citizen/unit.html", facts, status=409 if request.method == "POST" else 200)


@public
@never_cache
@require_safe
def thanks_page(request: HttpRequest) -> HttpResponse:
    """/survei/terima-kasih/"""
    return render(request, "survey/citizen/unit_thanks.html")
