"""The page of a service: what to bring, how long, what it costs, and the button that takes a number."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.design.wording import when
from pendopo.directory.queries import ComponentView
from pendopo.directory.wording import opening_kind, opening_words
from pendopo.kernel import clock
from pendopo.portal.queries import StandardPage, standard_page
from pendopo.queue.queries import phone
from pendopo.queue.wording import minutes_words, quota_words, waiting_words

#: How citizens call the components of the standard, by its key; the regulation's own words stand below the page.
_NAMES = {
    "persyaratan": gettext_noop("Yang perlu dibawa"),
    "prosedur": gettext_noop("Langkah-langkah"),
    "jangka-waktu": gettext_noop("Lama pelayanan"),
    "biaya": gettext_noop("Biaya"),
    "produk": gettext_noop("Yang Anda terima"),
    "pengaduan": gettext_noop("Keluhan, saran, dan masukan"),
}


@public
@never_cache
@require_safe
def standard(request: HttpRequest, office: str, service: str) -> HttpResponse:
    """The standard of one service, its queue, and the form for a number."""
    now = clock.now()
    found = standard_page(office, service, phone=request.COOKIES.get(phone.COOKIE, ""), now=now)
    opening = found.state.opening
    facts = {
        "found": found,
        "office": found.page.office,
        "service": found.page.service,
        "parts": {part.key.replace("-", "_"): part for part in found.page.components},
        "examples": [_name(part) for part in found.page.components if part.example],
        "sources": _sources(found),
        "opening": (opening_kind(opening), opening_words(opening, found.page.office.zone, now=now)),
        "queue": _queue(found),
        "again": when(found.numbers_again, found.page.rules.zone, now=now) if found.numbers_again else "",
        "crumbs": [{"href": reverse("portal:office", args=[office]), "text": found.page.office.name}],
        # Made per form: sending the same form twice is one wish.
        "key": secrets.token_urlsafe(16),
    }
    return render(request, "portal/standard.html", facts)


def _name(part: ComponentView) -> str:
    return gettext(_NAMES[part.key])


def _sources(found: StandardPage) -> list[str]:
    """Every source once, in the order of the components. One text may name several, parted by semicolons."""
    texts = (found.page.source, *(part.source for part in found.page.components))
    return list(dict.fromkeys(name.strip() for text in texts for name in text.split(";") if name.strip()))


def _queue(found: StandardPage) -> list[str]:
    state = found.state
    if not state.takes_numbers:
        return []
    words = [waiting_words(state.waiting)]
    if state.estimate:
        words.append(_capital(minutes_words(state.estimate)))
    words.append(quota_words(state.quota_left, found.page.service.daily_quota))
    return [text for text in words if text]


def _capital(words: str) -> str:
    """`words` as the beginning of a line."""
    return words[:1].upper() + words[1:]
