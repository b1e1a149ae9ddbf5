"""The buttons of a counter: each is one action of the queue and one sentence about what came of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from pendopo.directory.queries import CounterView, service
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import parse_id
from pendopo.queue import actions
from pendopo.queue.domain.ticket import Step, Ticket


@dataclass(frozen=True)
class Press:
    """A pressed button: at which counter, on which ticket as the screen showed it, by whom and when."""

    counter: CounterView
    held: str
    service_id: str
    actor: Actor
    now: datetime

    @property
    def ticket_id(self) -> uuid.UUID:
        """The ticket on the screen; `NotFound` when the screen showed none."""
        return parse_id(self.held)


def _call(press: Press) -> str:
    called = actions.call_next(press.counter.id, actor=press.actor, now=press.now)
    return _called(called, press) if called else gettext("Tidak ada yang menunggu di antrean loket ini.")


def _finish_and_call(press: Press) -> str:
    called = actions.call_next(
        press.counter.id, actor=press.actor, now=press.now, close=Step.FINISH, expected=press.ticket_id
    )
    return _called(called, press) if called else gettext("Selesai. Tidak ada lagi yang menunggu.")


def _called(ticket: Ticket, press: Press) -> str:
    return gettext("Nomor %(number)s dipanggil ke %(counter)s.") % {
        "number": ticket.number,
        "counter": press.counter.name,
    }


def _plain(action: Callable[..., Ticket], sentence: str) -> Callable[[Press], str]:
    """A step that needs nothing but the ticket; `sentence` is marked for translation where it is given."""

    def press_it(press: Press) -> str:
        ticket = action(press.ticket_id, actor=press.actor, now=press.now, at_counter=press.counter.id)
        return gettext(sentence) % {"number": ticket.number}

    return press_it


def _transfer(press: Press) -> str:
    if not press.service_id.isdecimal() or len(press.service_id) > 18:
        raise Invalid(gettext("Pilih layanan tujuan pengalihan."), "layanan")
    ticket = actions.transfer(
        press.ticket_id,
        int(press.service_id),
        actor=press.actor,
        now=press.now,
        at_counter=press.counter.id,
    )
    return gettext("Nomor %(number)s dialihkan ke %(service)s.") % {
        "number": ticket.number,
        "service": service(ticket.line_id).name,
    }


#: The value of a button -> what it does. The sentence goes to the screen and to screen readers.
PRESSES: dict[str, Callable[[Press], str]] = {
    "panggil": _call,
    "selesai-panggil": _finish_and_call,
    "panggil-ulang": _plain(actions.recall, gettext_noop("Nomor %(number)s dipanggil ulang.")),
    "mulai": _plain(actions.serve, gettext_noop("Nomor %(number)s mulai dilayani.")),
    "selesai": _plain(actions.finish, gettext_noop("Nomor %(number)s selesai dilayani.")),
    "tidak-hadir": _plain(actions.no_show, gettext_noop("Nomor %(number)s ditandai tidak hadir.")),
    "alihkan": _transfer,
}
