"""What the queue tells the public record and the boards, in the words of each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.crypto import salted_hmac

from pendopo.directory.queries import CounterView, office_by_id
from pendopo.ledger.actions import append
from pendopo.ledger.domain.commitment import commit
from pendopo.live.actions import announce
from pendopo.queue import store
from pendopo.queue.domain.ticket import State, Step, Ticket

LOG = "layanan"

_ENTRY = {
    Step.TAKE: "ticket.taken/1",
    Step.CALL: "ticket.called/1",
    Step.RECALL: "ticket.recalled/1",
    Step.SERVE: "ticket.started/1",
    Step.FINISH: "ticket.closed/1",
    Step.NO_SHOW: "ticket.noshow/1",
    Step.CANCEL: "ticket.cancelled/1",
    Step.TRANSFER: "ticket.transferred/1",
}


def entry(event: store.Event, salt: bytes, zone: ZoneInfo) -> dict[str, object]:
    """The record's entry for a transition. The ticket appears as a commitment that only its salt opens, the
    officer as a pseudonym."""
    ticket, local = event.ticket, event.at.astimezone(zone)
    content: dict[str, object] = {
        "t": _ENTRY[event.step],
        "service": ticket.service_id,
        "d": ticket.day.isoformat(),
        "m": local.hour * 60 + local.minute,
        "c": commit("ticket", salt, ticket.id.bytes),
    }
    if event.step is Step.TAKE:
        return content | ({"priority": True} if ticket.priority else {})
    if event.step is Step.TRANSFER:
        content["to"] = ticket.line_id
    if event.counter_id is not None:
        content["counter"] = event.counter_id
    if event.step is Step.FINISH and event.account_id is not None:
        content["by"] = salted_hmac("pendopo.clerk", str(event.account_id), algorithm="sha256").hexdigest()
    return content


def record(events: Sequence[store.Event], zone: ZoneInfo) -> None:
    """Append the transitions to the public record. A ticket whose salt was erased leaves no further trace."""
    salts = store.salts([event.ticket.id for event in events])
    append(LOG, [entry(event, salts[event.ticket.id], zone) for event in events if event.ticket.id in salts])


def record_day(day: date, counts: Mapping[int, Mapping[str, int]]) -> None:
    """How the numbers of each service ended, so that anybody can compare with the single entries."""
    append(
        LOG,
        [
            {
                "t": "day.closed/1",
                "service": service,
                "d": day.isoformat(),
                "taken": sum(states.values()),
                "served": states.get(State.FINISHED, 0),
                "noshow": states.get(State.NO_SHOW, 0),
                "cancelled": states.get(State.CANCELLED, 0),
                "expired": states.get(State.UNSERVED, 0),
            }
            for service, states in sorted(counts.items())
        ],
    )


def tell_line_changed(office_id: int, line_ids: Sequence[int]) -> None:
    """Some lines are longer or shorter now."""
    announce(office_id, "queue-changed", {"services": sorted(set(line_ids))})


def tell_called(event_id: int, ticket: Ticket, desk: CounterView, at: datetime, *, again: bool) -> None:
    """A number is called (or called again): what boards show and voices say."""
    announce(
        ticket.office_id,
        "ticket-called",
        {
            "event": event_id,
            "number": ticket.number,
            "counter": ticket.counter_id,
            "counter_name": desk.name,
            "counter_floor": desk.floor,
            "service": ticket.line_id,
            "at": at.astimezone(office_by_id(ticket.office_id).zone).isoformat(),
            "again": again,
        },
    )
