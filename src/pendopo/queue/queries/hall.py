"""The counters of an office at a glance: who serves whom, and how many wait before each."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.directory.queries import CounterView, OfficeView, counters_of, office_by_id, services_of
from pendopo.queue.domain.ticket import State, number_text
from pendopo.queue.rows import rows


@dataclass(frozen=True)
class CounterState:
    """A counter now. `number` and `state` are of the ticket that it holds, empty and None when it is free."""

    counter: CounterView
    letters: tuple[str, ...]
    number: str
    state: State | None
    waiting: int


@dataclass(frozen=True)
class Hall:
    """An office at work: its counters, and what is still open today."""

    office: OfficeView
    day: date
    counters: tuple[CounterState, ...]
    waiting: int
    at_counters: int


def hall(office_id: int, *, now: datetime) -> Hall:
    """All counters of the office, by number. Three round trips at most, whatever the number of counters."""
    office = office_by_id(office_id)
    day = now.astimezone(office.zone).date()
    held = {
        row[0]: (number_text(row[1], row[2]), State(row[3]))
        for row in rows(
            "SELECT counter_id, letter, sequence, state FROM queue_ticket "
            "WHERE office_id = %s AND state IN ('called', 'serving') AND counter_id IS NOT NULL",
            [office_id],
        )
    }
    waiting = dict(
        rows(
            "SELECT line_id, count(*) FROM queue_ticket WHERE office_id = %s AND day = %s AND state = 'waiting' "
            "GROUP BY line_id",
            [office_id, day],
        )
    )
    letters = {service.id: service.code for service in services_of(office_id)}
    counters = tuple(
        CounterState(
            counter=desk,
            letters=tuple(letters[service] for service in desk.service_ids if service in letters),
            number=held[desk.id][0] if desk.id in held else "",
            state=held[desk.id][1] if desk.id in held else None,
            waiting=sum(waiting.get(service, 0) for service in desk.service_ids),
        )
        for desk in counters_of(office_id)
    )
    return Hall(office, day, counters, sum(waiting.values()), len(held))
