"""Rows of the queue for writing, and the only place with locks.

Locks are taken in sorted order, once per transaction: first a counter, then lines, then tickets.
"""

from pendopo.queue.store.calling import lock_counter, pick, remember_call, waiting_lines
from pendopo.queue.store.closing import close_lines, day_counts, days_to_close, open_tickets
from pendopo.queue.store.taking import add_tickets, count_cancelled, known, lock_lines
from pendopo.queue.store.tickets import (
    Event,
    add_events,
    erase_salt,
    erase_salts,
    find_ticket,
    lock_ticket,
    salts,
    save,
    ticket_at,
)
from pendopo.queue.store.waiting import with_waiting

__all__ = [
    "Event",
    "add_events",
    "add_tickets",
    "close_lines",
    "count_cancelled",
    "day_counts",
    "days_to_close",
    "erase_salt",
    "erase_salts",
    "find_ticket",
    "known",
    "lock_counter",
    "lock_lines",
    "lock_ticket",
    "open_tickets",
    "pick",
    "remember_call",
    "salts",
    "save",
    "ticket_at",
    "waiting_lines",
    "with_waiting",
]
