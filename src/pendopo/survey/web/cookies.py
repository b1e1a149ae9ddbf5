"""Signed cookies of the respondent's own browser: not readable by scripts, not sent to other parts of the site."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

PATH = "/survei/"


def read(request: HttpRequest, name: str, seconds: int) -> dict[str, object] | None:
    """What the cookie holds; None when there is none, or it is too old or not ours."""
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=f"pendopo.{name}", max_age=seconds)
    except signing.BadSignature:
        return None


def write(response: HttpResponse, name: str, content: dict[str, object], seconds: int) -> HttpResponse:
    """`response` with the cookie."""
    response.set_cookie(
        name,
        signing.dumps(content, salt=f"pendopo.{name}", compress=True),
        max_age=seconds,
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def drop(response: HttpResponse, *names: str) -> HttpResponse:
    """`response` without these cookies."""
    for name in names:
        response.delete_cookie(name, path=PATH, samesite="Lax")
    return response
