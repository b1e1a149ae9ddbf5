"""Answers that programs and pages of others may read: with an ETag, and open to every origin."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from pendopo.datahouse.domain.addresses import Addresses

#: Seconds for which others may keep an answer without asking.
KEPT = 60
View = Callable[..., HttpResponse]


def site() -> Addresses:
    """The addresses of this site."""
    return Addresses(settings.ENV["PENDOPO_BASE_URL"].rstrip("/"))


def open_to_others(view: View) -> View:
    """Put an ETag on what `view` answers, say 304 to who has it, and let every origin read it."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(status=204) if request.method == "OPTIONS" else view(request, *args, **kwargs)
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["ETag"] = tag
            response["Cache-Control"] = f"public, max-age={KEPT}"
            response = get_conditional_response(request, etag=tag, response=response) or response
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
        return response

    return opened
