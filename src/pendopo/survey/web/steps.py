"""What the survey's pages share: a step needs a survey under way, and codes can be refused at every step."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError
from pendopo.survey.domain.errors import AlreadyAnswered, CodeExpired, SlipTooEarly, SlipVoid, UnknownCode
from pendopo.survey.web.progress import progress_of, receipt_of

REFUSED_STATUS = {
    UnknownCode.code: 404,
    AlreadyAnswered.code: 409,
    SlipTooEarly.code: 409,
    CodeExpired.code: 410,
    SlipVoid.code: 410,
}
#: Refusals that end a survey; all others are faults of the form and can be put right.
REFUSALS = (UnknownCode, AlreadyAnswered, SlipTooEarly, CodeExpired, SlipVoid)


def with_progress(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page in the middle of a survey. Without one under way, it leads to the receipt or to the beginning."""

    @wraps(view)
    def step(request: HttpRequest, **place: int) -> HttpResponse:
        progress = progress_of(request)
        if progress is None:
            return redirect("survey:receipt" if receipt_of(request) else "survey:begin")
        return view(request, progress, **place)

    return step


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for a code that is unknown, used or too old: what that means and what to do now."""
    facts = {
        "code": error.code,
        "message": explain(error),
        "last_day": date.fromisoformat(error.facts["last_day"]) if isinstance(error, CodeExpired) else None,
        "first_day": date.fromisoformat(error.facts["first_day"])
        if isinstance(error, SlipTooEarly)
        else None,
        "has_receipt": receipt_of(request) is not None,
    }
    return render(request, "survey/citizen/refused.html", facts, status=REFUSED_STATUS[error.code])
