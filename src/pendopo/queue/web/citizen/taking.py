"""The button "Ambil nomor antrean": one ticket, however often it is tapped."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.policy_gate import public
from pendopo.design.wording import when
from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import ServicePage, service_page
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.queue import actions
from pendopo.queue.domain.errors import AlreadyHolding, Closed, QuotaExhausted
from pendopo.queue.limits import check_address
from pendopo.queue.queries import TicketView, phone, tickets_of_phone
from pendopo.queue.web.citizen.answers import see_other
from pendopo.queue.web.citizen.device import device_of, remember

#: Longest idempotency key that a form of ours sends.
_LONGEST_KEY = 64
#: Tells the ticket page that no second number was made.
HELD = "sudah-ada"

Refusal = Closed | QuotaExhausted | AlreadyHolding


@dataclass(frozen=True)
class Wish:
    """What the form said."""

    key: str
    priority: bool


def read_wish(request: HttpRequest) -> Wish:
    """The form's fields; whatever our form cannot send is `Invalid`."""
    key, priority = request.POST.get("kunci", ""), request.POST.get("prioritas", "tidak")
    if len(key) > _LONGEST_KEY:
        raise Invalid(
            gettext("Formulir ini tidak lengkap. Buka kembali halaman layanan, lalu coba lagi."), "kunci"
        )
    if priority not in {"ya", "tidak"}:
        raise Invalid(gettext("Pilih apakah Anda membutuhkan prioritas."), "prioritas")
    return Wish(key, priority == "ya")


@public
@never_cache
@require_POST
def take(request: HttpRequest, office: str, service: str) -> HttpResponse:
    """Take a number and go to its page. The same form sent again, also by another tab, leads to the same ticket."""
    check_address(request.META.get("REMOTE_ADDR", ""), request.headers)
    page, wish, now = service_page(office, service), read_wish(request), clock.now()
    device = device_of(request)
    # The wish is part of the key: a form that comes back with another answer is another wish, not a fault.
    key = f"{wish.key}/{page.service.id}/{wish.priority}" if wish.key else ""
    wanted = actions.request_of(service_id=page.service.id, priority=wish.priority, key=key, holder=device)
    try:
        taken = actions.take_number(wanted, now=now)
    except AlreadyHolding as refusal:
        held = _held(request, office, str(refusal.facts.get("number")))
        return see_other(f"{_address(held.id)}?{HELD}=1") if held else _refused(request, page, refusal)
    except (Closed, QuotaExhausted) as refusal:
        return _refused(request, page, refusal)
    return remember(see_other(_address(taken.ticket.id)), request, device, taken.ticket.id)


def _held(request: HttpRequest, office: str, number: str) -> TicketView | None:
    """The open ticket with this number, if the phone remembers it."""
    tickets = tickets_of_phone(request.COOKIES.get(phone.COOKIE, ""), now=clock.now())
    return next((ticket for ticket in tickets if (ticket.office, ticket.number) == (office, number)), None)


def _address(ticket_id: uuid.UUID) -> str:
    return reverse("queue:ticket", args=[ticket_id])


def _refused(request: HttpRequest, page: ServicePage, refusal: Refusal) -> HttpResponse:
    facts = {
        "page": page,
        "code": refusal.code,
        "number": refusal.facts.get("number", ""),
        "quota": refusal.facts.get("quota"),
        "again": _numbers_again(page.rules, refusal),
    }
    return render(request, "queue/citizen/refused.html", facts, status=409)


def _numbers_again(rules: ServiceRules, refusal: Refusal) -> str:
    now = clock.now()
    moment = rules.numbers_again(now, after_today=isinstance(refusal, QuotaExhausted))
    return when(moment, rules.zone, now=now) if moment else ""
