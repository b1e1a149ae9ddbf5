"""A ticket in the words of its page."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext

from pendopo.design import wording
from pendopo.queue.domain.ticket import State
from pendopo.queue.queries import TicketPage, TicketView
from pendopo.queue.wording import ahead_words, band, clock_words

#: Seconds between two looks of the page at its own state; None when nothing will change any more.
POLL_WAITING, POLL_AT_COUNTER = 20, 15

#: State -> kind of the tag that shows it (components/tag.html).
KINDS = {
    State.WAITING: "waiting",
    State.CALLED: "called",
    State.SERVING: "serving",
    State.FINISHED: "done",
    State.NO_SHOW: "no-show",
    State.CANCELLED: "cancelled",
    State.UNSERVED: "cancelled",
}


@dataclass(frozen=True)
class Fact:
    """A line on the slip."""

    name: str
    text: str


@dataclass(frozen=True)
class Shown:
    """What the templates need of a ticket.

    `state` is the ticket's, or "past" for one that was still open when its day ended. `say` is the sentence for
    screen readers; it is said again only when `band` changes. `tag` is the ETag of the changing parts.
    """

    ticket: TicketView
    state: str
    kind: str
    kind_text: str
    counter: str
    floor: str
    position: str
    range: str
    facts: tuple[Fact, ...]
    say: str
    band: str
    title: str
    poll: int | None
    tag: str


def shown(page: TicketPage) -> Shown:
    """The ticket as its holder reads it now."""
    ticket, now = page.ticket, page.seen_at
    past = ticket.is_past and ticket.state in {State.WAITING, State.CALLED, State.SERVING}
    state = "past" if past else ticket.state.value
    position, range_ = _position(ticket, state), _range(ticket, state, now)
    called = state == State.CALLED.value
    at_counter = called or state == State.SERVING.value
    return Shown(
        ticket=ticket,
        state=state,
        kind="cancelled" if past else KINDS[ticket.state],
        kind_text=_unusual_word(state),
        counter=ticket.counter_name if at_counter else "",
        floor=ticket.counter_floor if at_counter else "",
        position=position,
        range=range_,
        facts=_facts(page, state, range_),
        say=f"{position}. {range_}" if range_ else position,
        band=f"{state}.{ticket.calls}.{'' if ticket.ahead is None else band(ticket.ahead)}",
        title=gettext("(Dipanggil) %(number)s") % {"number": ticket.number} if called else ticket.number,
        poll=_poll(state),
        tag=_tag(ticket, state, range_),
    )


def _unusual_word(state: str) -> str:
    words = {"past": gettext("Tidak berlaku"), State.UNSERVED.value: gettext("Tidak sempat dilayani")}
    return words.get(state, "")


def _position(ticket: TicketView, state: str) -> str:
    sentences = {
        "past": gettext("Hari nomor ini sudah lewat"),
        State.CALLED.value: gettext("Silakan ke loket sekarang"),
        State.SERVING.value: gettext("Anda sedang dilayani"),
        State.FINISHED.value: gettext("Terima kasih, layanan selesai"),
        State.NO_SHOW.value: gettext("Nomor dipanggil, tetapi Anda belum ada di loket"),
        State.CANCELLED.value: gettext("Nomor ini sudah Anda batalkan"),
        State.UNSERVED.value: gettext("Nomor ini tidak sempat dilayani"),
    }
    return sentences.get(state) or ahead_words(ticket.ahead or 0)


def _range(ticket: TicketView, state: str, now: datetime) -> str:
    if state != State.WAITING.value or ticket.estimate is None:
        return ""
    between = clock_words(ticket.estimate, ticket.zone, now=now)
    return gettext("Perkiraan dipanggil %(between)s") % {"between": between}


def _facts(page: TicketPage, state: str, range_: str) -> tuple[Fact, ...]:
    ticket = page.ticket
    facts = [Fact(gettext("Layanan"), ticket.service_name), Fact(gettext("Tempat"), ticket.office_name)]
    if state == State.WAITING.value and not range_:
        facts.append(Fact(gettext("Perkiraan waktu"), gettext("Belum ada, data hari ini belum cukup")))
    if ticket.is_past:
        facts.append(Fact(gettext("Hari"), wording.long_day(ticket.day)))
    facts.append(Fact(gettext("Diambil pukul"), wording.clock(ticket.taken_at, ticket.zone)))
    if ticket.priority:
        facts.append(Fact(gettext("Prioritas"), gettext("Ya")))
    return tuple(facts)


def _poll(state: str) -> int | None:
    if state == State.WAITING.value:
        return POLL_WAITING
    return POLL_AT_COUNTER if state in {State.CALLED.value, State.SERVING.value} else None


def _tag(ticket: TicketView, state: str, range_: str) -> str:
    seen = "|".join((ticket.tag, state, range_, str(ticket.counter_id), get_language() or ""))
    return f'"{hashlib.sha256(seen.encode()).hexdigest()[:20]}"'


def ticket_address(ticket: TicketView) -> str:
    """The path of the ticket's page."""
    return reverse("queue:ticket", args=[ticket.id])
