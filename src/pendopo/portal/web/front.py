"""Find a service."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.directory.domain.opening import Opening
from pendopo.directory.domain.search import LONGEST_QUERY
from pendopo.directory.wording import opening_kind, opening_words
from pendopo.kernel import clock
from pendopo.portal.queries import FrontPage, front_page
from pendopo.portal.queries.help import today_words
from pendopo.queue.queries import ServiceState, phone
from pendopo.queue.wording import minutes_words, quota_words, waiting_words

#: Words with which people who do not know what to type may begin.
EXAMPLES = ("KTP", "kartu keluarga", "izin usaha")


@dataclass(frozen=True)
class Card:
    """A service in the list, in words."""

    letter: str
    name: str
    href: str
    agency: str
    note: str
    kind: str
    text: str


@public
@never_cache
@require_safe
def front(request: HttpRequest, office: str | None = None) -> HttpResponse:
    """The services of an office, all of them or those that fit the words in `q`."""
    page = front_page(
        office,
        default=settings.ENV["PENDOPO_OFFICE"],
        words=request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
        only_open=request.GET.get("buka") == "1",
        phone=request.COOKIES.get(phone.COOKIE, ""),
        now=clock.now(),
    )
    address = reverse("portal:office", args=[page.office.slug])
    facts = {
        "page": page,
        "office": page.office,
        "cards": [_card(page, state) for state in page.services],
        "opening": _opening(page, page.opening),
        "today": today_words(page.office, now=page.seen_at),
        "examples": [(word, f"{address}?q={word}") for word in EXAMPLES],
        "address": address,
    }
    return render(request, "portal/front.html", facts)


def _opening(page: FrontPage, opening: Opening) -> tuple[str, str]:
    return opening_kind(opening), opening_words(opening, page.office.zone, now=page.seen_at)


def _card(page: FrontPage, state: ServiceState) -> Card:
    service = state.service
    kind, text = _opening(page, state.opening)
    return Card(
        letter=service.code,
        name=service.name,
        href=reverse("portal:service", args=[page.office.slug, service.slug]),
        agency=service.agency_name,
        note=_note(state),
        kind=kind,
        text=text,
    )


def _note(state: ServiceState) -> str:
    """The queue in one line; nothing about the queue of a service that gives no numbers now."""
    if not state.takes_numbers:
        return gettext("Nomor hari ini sudah habis") if state.quota_left == 0 else ""
    parts = [waiting_words(state.waiting)]
    if state.estimate and state.waiting:
        parts.append(minutes_words(state.estimate))
    parts.append(quota_words(state.quota_left, state.service.daily_quota))
    return ". ".join(_capital(part) for part in parts if part) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
