"""What a ticket may become."""

import pytest

from pendopo.queue.domain.errors import WrongState
from pendopo.queue.domain.ticket import OPEN, State, Step, after, number_text


def test_the_usual_way_of_a_ticket():
    state = State.WAITING
    for step in (Step.CALL, Step.RECALL, Step.SERVE, Step.FINISH):
        state = after(step, state)
    assert state is State.FINISHED


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.TAKE])
@pytest.mark.parametrize("state", [state for state in State if state not in OPEN])
def test_what_has_ended_stays_ended(step, state):
    with pytest.raises(WrongState):
        after(step, state)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Step.CALL, State.CALLED),
        (Step.RECALL, State.SERVING),
        (Step.FINISH, State.WAITING),
        (Step.NO_SHOW, State.SERVING),
        (Step.CANCEL, State.CALLED),
    ],
)
def test_a_step_out_of_order_is_refused(step, state):
    with pytest.raises(WrongState) as refusal:
        after(step, state)
    assert refusal.value.code == "wrong-state"


def test_every_open_ticket_ends_with_the_day():
    assert {after(Step.CLOSE_DAY, state) for state in OPEN}.isdisjoint(OPEN)


@pytest.mark.parametrize(
    ("sequence", "text"), [(1, "A-001"), (17, "A-017"), (999, "A-999"), (1000, "A-1000")]
)
def test_numbers_read_with_three_digits_at_least(sequence, text):
    assert number_text("A", sequence) == text
