"""Rows and domain values, for writing. The only place of this app that takes locks."""

from pendopo.roadmap.store.elements import set_elements
from pendopo.roadmap.store.plans import (
    add_plan,
    end_lost,
    lock_plan,
    note_progress,
    save_end,
    save_more,
    take_plan,
    wait_again,
)
from pendopo.roadmap.store.reminders import add_reminders, mark_mailed, mark_read, next_unmailed
from pendopo.roadmap.store.roadmaps import (
    Stored,
    add_commitment,
    add_initiative,
    add_roadmap,
    lock_initiative,
    lock_roadmap,
    save_version,
)

__all__ = [
    "Stored",
    "add_commitment",
    "add_initiative",
    "add_plan",
    "add_reminders",
    "add_roadmap",
    "end_lost",
    "lock_initiative",
    "lock_plan",
    "lock_roadmap",
    "mark_mailed",
    "mark_read",
    "next_unmailed",
    "note_progress",
    "save_end",
    "save_more",
    "save_version",
    "set_elements",
    "take_plan",
    "wait_again",
]
