"""What the browser of a kiosk carries: that it is one, and for a moment the ticket it has just given out."""

import uuid

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: Set by staff on the device itself: it is a kiosk of this office. Frees it from the limit per address.
KIOSK = "kios"
KIOSK_SECONDS = 365 * 24 * 3600
#: The ticket on show. Kept out of the address, so that the history of a kiosk holds nobody's ticket.
NUMBER = "kios_nomor"
NUMBER_SECONDS = 180
_KIOSK_SALT = "pendopo.kiosk"
_NUMBER_SALT = "pendopo.kiosk.number"


def is_kiosk(request: HttpRequest, office: str) -> bool:
    """Whether staff made this device a kiosk of the office."""
    try:
        kept = request.get_signed_cookie(KIOSK, default="", salt=_KIOSK_SALT, max_age=KIOSK_SECONDS)
    except BadSignature:
        return False
    return kept == office


def make_kiosk(response: HttpResponse, office: str) -> None:
    """From now on the device is a kiosk of the office."""
    response.set_signed_cookie(
        KIOSK, office, salt=_KIOSK_SALT, max_age=KIOSK_SECONDS,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def end_kiosk(response: HttpResponse) -> None:
    """The device is an ordinary one again."""
    response.delete_cookie(KIOSK, samesite="Lax")


def show_number(response: HttpResponse, office: str, ticket_id: uuid.UUID) -> None:
    """Remember the ticket for its result page."""
    response.set_signed_cookie(
        NUMBER, ticket_id.hex, salt=_NUMBER_SALT, max_age=NUMBER_SECONDS, path=_path(office),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def shown_number(request: HttpRequest) -> uuid.UUID | None:
    """The ticket on show, if there is one."""
    try:
        kept = request.get_signed_cookie(NUMBER, default="", salt=_NUMBER_SALT, max_age=NUMBER_SECONDS)
        return uuid.UUID(kept) if kept else None
    except (BadSignature, ValueError):
        return None


def forget_visitor(response: HttpResponse, office: str) -> None:
    """Nothing of the last visitor stays: neither the ticket nor the chosen language."""
    response.delete_cookie(NUMBER, path=_path(office), samesite="Lax")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")


def _path(office: str) -> str:
    return reverse("queue:kiosk", args=[office])
