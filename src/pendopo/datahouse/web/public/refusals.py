"""Refusals of calls for programs that do not speak CKAN: problem+json, as everywhere else in the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from pendopo.kernel.errors import DomainError
from pendopo.webapi.problems import refusal

View = Callable[..., HttpResponse]


def refused_as_json(view: View) -> View:
    """Answer a refusal of `view` as a problem document instead of a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as no:
            told = refusal(no)
            return HttpResponse(told.body, status=told.status, content_type=told.content_type)

    return answered
