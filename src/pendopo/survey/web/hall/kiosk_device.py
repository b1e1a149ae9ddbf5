"""What the browser of a survey kiosk carries: its key, and the answers of whoever stands before it."""

import time
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pendopo.survey.domain.errors import KioskEnded, TooFast
from pendopo.survey.queries import KioskView, kiosk_of_key
from pendopo.survey.web import cookies
from pendopo.webapi.limits import Allowance

KEY = "survei-kios"
KEY_SECONDS = 365 * 24 * 3600
ANSWERS = "survei-kios-jawaban"
ANSWER_SECONDS = 300
#: Nine questions take longer than ten seconds: whoever answers faster presses without reading.
_allowance = Allowance(6, at_once=1)


@dataclass(frozen=True)
class Standing:
    """Somebody stands before the kiosk: the service, and the options chosen so far by code, 0 for none."""

    service_id: int
    chosen: dict[str, int] = field(default_factory=dict)


def kiosk_here(request: HttpRequest, office_id: int) -> KioskView:
    """The kiosk that this device is. Raises `KioskEnded` when it is none of this office."""
    kept = cookies.read(request, KEY, KEY_SECONDS) or {}
    found = kiosk_of_key(str(kept.get("key", "")))
    if found is None or found.office_id != office_id:
        raise KioskEnded
    return found


def key_here(request: HttpRequest) -> str:
    """The key that this device keeps; empty when it keeps none."""
    return str((cookies.read(request, KEY, KEY_SECONDS) or {}).get("key", ""))


def keep_key(response: HttpResponse, key: str) -> HttpResponse:
    """From now on the device is the kiosk with this key."""
    return cookies.write(response, KEY, {"key": key}, KEY_SECONDS)


def drop_key(response: HttpResponse) -> HttpResponse:
    """The device is an ordinary one again."""
    return cookies.drop(response, KEY, ANSWERS)


def standing(request: HttpRequest) -> Standing | None:
    """Who stands before the kiosk, if anybody has begun."""
    kept = cookies.read(request, ANSWERS, ANSWER_SECONDS)
    return Standing(**kept) if kept else None


def keep_standing(response: HttpResponse, person: Standing) -> HttpResponse:
    """Remember the answers so far, for five minutes."""
    return cookies.write(response, ANSWERS, asdict(person), ANSWER_SECONDS)


def forget_answers(response: HttpResponse) -> HttpResponse:
    """Nobody has begun; the language stays until the kiosk starts over."""
    return cookies.drop(response, ANSWERS)


def forget_person(response: HttpResponse) -> HttpResponse:
    """Nothing of the last person stays: neither answers nor language."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return forget_answers(response)


def check_pace(kiosk: KioskView) -> None:
    """Raise `TooFast` when the kiosk sends answers faster than people give them; trials are not slowed."""
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return
    wait = _allowance.spend(str(kiosk.id), time.monotonic())
    if wait:
        raise TooFast(retry_after=wait)


def home(office: str) -> str:
    """The first page of the kiosk."""
    return reverse("survey:kiosk", args=[office])
