"""A ticket and what it may become."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pendopo.queue.domain.errors import WrongState


class State(StrEnum):
    """Where a ticket stands. A transferred ticket waits again, in the line of another service."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"
    #: The day was closed while the holder still waited: the office did not keep its word, and says so.
    UNSERVED = "unserved"


class Step(StrEnum):
    """A transition; also the kind of its event row."""

    TAKE = "take"
    CALL = "call"
    RECALL = "recall"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no-show"
    CANCEL = "cancel"
    TRANSFER = "transfer"
    CLOSE_DAY = "close-day"


OPEN = frozenset({State.WAITING, State.CALLED, State.SERVING})
AT_COUNTER = frozenset({State.CALLED, State.SERVING})

#: step -> state before -> state after. Finishing a ticket that was only called means that its service began
#: with the call: officers who serve 80 people a day do not press two keys where one tells the same.
TRANSITIONS: dict[Step, dict[State, State]] = {
    Step.CALL: {State.WAITING: State.CALLED},
    Step.RECALL: {State.CALLED: State.CALLED},
    Step.SERVE: {State.CALLED: State.SERVING},
    Step.FINISH: {State.CALLED: State.FINISHED, State.SERVING: State.FINISHED},
    Step.NO_SHOW: {State.CALLED: State.NO_SHOW},
    Step.CANCEL: {State.WAITING: State.CANCELLED},
    Step.TRANSFER: {State.WAITING: State.WAITING, State.CALLED: State.WAITING, State.SERVING: State.WAITING},
    Step.CLOSE_DAY: {
        State.WAITING: State.UNSERVED,
        State.CALLED: State.NO_SHOW,
        State.SERVING: State.FINISHED,
    },
}


@dataclass(frozen=True)
class Ticket:
    """A number of one service on one local day, and its present state.

    `service_id` gave the number and never changes; `line_id` is the service whose line the holder waits in now.
    `waiting_since` orders the line; a transfer keeps it, since the holder is not to blame for the wrong desk.
    """

    id: uuid.UUID
    office_id: int
    service_id: int
    line_id: int
    day: date
    letter: str
    sequence: int
    priority: bool
    state: State
    taken_at: datetime
    waiting_since: datetime
    counter_id: int | None = None
    called_at: datetime | None = None
    served_at: datetime | None = None
    closed_at: datetime | None = None
    calls: int = 0
    code_given: bool = False

    @property
    def number(self) -> str:
        """What the board shows and the voice says: "A-017"."""
        return number_text(self.letter, self.sequence)


def number_text(letter: str, sequence: int) -> str:
    """The number as people read it; three digits at least."""
    return f"{letter}-{sequence:03d}"


def after(step: Step, state: State) -> State:
    """The state that `step` leads to; `WrongState` when it cannot be taken from here."""
    try:
        return TRANSITIONS[step][state]
    except KeyError:
        raise WrongState(state=state.value, step=step.value) from None
