"""Find a service."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.design.wording import figure
from pendopo.directory.domain.opening import Opening
from pendopo.directory.domain.search import LONGEST_QUERY
from pendopo.directory.wording import opening_kind, opening_words
from pendopo.kernel import clock
from pendopo.portal.queries import FrontPage, front_page
from pendopo.portal.queries.help import today_words
from pendopo.queue.queries import ServiceState, phone
from pendopo.queue.wording import minutes_words, waiting_words

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
        "door": _door(page),
        "today": today_words(page.office, now=page.seen_at),
        "examples": [(word, f"{address}?q={word}") for word in EXAMPLES],
        "address": address,
    }
    return render(request, "portal/front.html", facts)


def _door(page: FrontPage) -> tuple[str, str]:
    """Open also when only some services are: those of a civil registry on Saturday."""
    if page.open_now and not page.opening.is_open:
        some = ngettext("%(n)s layanan buka sekarang", "%(n)s layanan buka sekarang", page.open_now)
        return "open", some % {"n": page.open_now}
    return _opening(page, page.opening)


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
    if state.quota_left is not None:
        parts.append(gettext("sisa %(left)s nomor") % {"left": figure(state.quota_left)})
    return ", ".join(parts)
