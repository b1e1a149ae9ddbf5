"""How milestones stood on earlier days, from every version that there was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.roadmap.domain.initiatives import Facts, State

#: What was agreed; only its milestones count.
COUNTED = frozenset({State.AGREED, State.RUNNING, State.CLOSED})


@dataclass(frozen=True)
class Version:
    """An initiative as it was from `since` on, until its next version."""

    since: date
    state: State
    facts: Facts


@dataclass(frozen=True)
class Count:
    """Milestones on the evening of a day: all of them, those whose day had come, done, late."""

    day: date
    all: int
    due: int
    done: int
    late: int


def month_ends(today: date, months: int) -> list[date]:
    """The last days of the `months` months before this one, and today."""
    days = [today]
    first = today.replace(day=1)
    for _ in range(months):
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]


def count_on(day: date, initiatives: Iterable[Sequence[Version]]) -> Count:
    """How the milestones stood; each initiative is given by its versions, oldest first."""
    whole = due = done = late = 0
    for versions in initiatives:
        then = next((one for one in reversed(versions) if one.since <= day), None)
        if then is None or then.state not in COUNTED:
            continue
        for one in then.facts.milestones:
            ready = one.done is not None and one.done <= day
            whole, done = whole + 1, done + ready
            due, late = due + (one.due <= day), late + (one.due < day and not ready)
    return Count(day, whole, due, done, late)
