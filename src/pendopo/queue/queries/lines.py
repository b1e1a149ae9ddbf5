"""The services of an office with what stands before each right now."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.directory.domain.opening import Opening
from pendopo.directory.queries import ServiceView, rules_of, services_of
from pendopo.queue.domain.estimate import Estimate, estimate
from pendopo.queue.domain.taking import LineState, quota_left
from pendopo.queue.queries.pace import pace_of
from pendopo.queue.rows import rows


@dataclass(frozen=True)
class ServiceState:
    """A service now: whether numbers are given, who waits, and how long a new number would wait.

    `quota_left` is None when the service has no quota; `estimate` is None when too little is known.
    """

    service: ServiceView
    opening: Opening
    takes_numbers: bool
    waiting: int
    quota_left: int | None
    estimate: Estimate | None


def services_now(office_id: int, *, now: datetime) -> list[ServiceState]:
    """All services of the office, in the order of the directory."""
    services = services_of(office_id)
    rules = rules_of({service.id for service in services})
    if not rules:
        return []
    day = next(iter(rules.values())).day(now)
    ids = list(rules)
    waiting = dict(
        rows(
            "SELECT line_id, count(*) FROM queue_ticket WHERE line_id = ANY(%s) AND day = %s AND state = 'waiting' "
            "GROUP BY line_id",
            [ids, day],
        )
    )
    lines = {
        row[0]: LineState(*row[1:])
        for row in rows(
            "SELECT service_id, issued, cancelled, closed_at IS NOT NULL FROM queue_line "
            "WHERE service_id = ANY(%s) AND day = %s",
            [ids, day],
        )
    }
    paces = pace_of(office_id, day, now)
    states = []
    for service in services:
        rule, line = rules[service.id], lines.get(service.id, LineState())
        left = quota_left(rule, line)
        open_for_numbers = rule.takes_numbers(now) and (not line.closed or rule.always_open)
        pace = paces.get(service.id)
        ahead = waiting.get(service.id, 0)
        states.append(
            ServiceState(
                service=service,
                opening=rule.opening(now),
                takes_numbers=open_for_numbers and left != 0,
                waiting=ahead,
                quota_left=left,
                estimate=estimate(ahead, pace) if pace and open_for_numbers else None,
            )
        )
    return states


def tickets_by_state(*, now: datetime) -> list[tuple[int, date, str, int]]:
    """(service that gave the number, day, state, tickets) of the latest days: for the metrics."""
    found = rows(
        "SELECT service_id, day, state, count(*) FROM queue_ticket WHERE day >= %s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        [now.date()],
    )
    return [(service, day, state, count) for service, day, state, count in found]
