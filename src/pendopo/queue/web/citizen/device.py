"""What a phone carries: a random word of its own, and the list of the tickets that it took. Nothing personal."""

import re
import secrets
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pendopo.queue.queries import phone

#: The random word of the device: it keeps one phone from holding two open numbers of a service.
COOKIE = "gawai"
KEPT_SECONDS = 365 * 24 * 3600
_WORD = re.compile(r"[\w-]{22}")


def device_of(request: HttpRequest) -> str:
    """The device's word; a new one when it has none, or one that we did not make."""
    word = request.COOKIES.get(COOKIE, "")
    return word if _WORD.fullmatch(word) else secrets.token_urlsafe(16)


def remember(response: HttpResponse, request: HttpRequest, device: str, ticket_id: uuid.UUID) -> HttpResponse:
    """`response` with the cookies by which the phone finds this ticket again."""
    signed = phone.remembering(request.COOKIES.get(phone.COOKIE, ""), ticket_id)
    for name, value, seconds in ((COOKIE, device, KEPT_SECONDS), (phone.COOKIE, signed, phone.KEPT_SECONDS)):
        response.set_cookie(
            name, value, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
