"""The range that a waiting person is told."""

from hypothesis import given
from hypothesis import strategies as st

from pendopo.queue.domain.estimate import ENOUGH, Pace, estimate

PACES = st.builds(
    Pace, mean_minutes=st.floats(0.5, 60), samples=st.integers(ENOUGH, 60), counters=st.floats(0.2, 20)
)


def test_nothing_is_said_without_enough_measured_services_or_without_a_working_counter():
    assert estimate(3, Pace(8.0, ENOUGH - 1, 2)) is None
    assert estimate(3, Pace(8.0, ENOUGH, 0)) is None


def test_a_worked_example():
    # 3 ahead: 4 turns of 8 minutes at 2 counters = 16 minutes, times 1 -/+ 1.2816/2.
    assert estimate(3, Pace(8.0, 30, 2)) is not None
    range_ = estimate(3, Pace(8.0, 30, 2))
    assert (range_.low_minutes, range_.high_minutes) == (5, 30)


@given(st.integers(0, 300), PACES)
def test_the_range_is_rounded_outward_to_five_minutes_and_holds_the_mean(ahead, pace):
    range_ = estimate(ahead, pace)
    mean = (ahead + 1) * pace.mean_minutes / pace.counters
    assert range_.low_minutes % 5 == range_.high_minutes % 5 == 0
    assert 0 <= range_.low_minutes <= mean <= range_.high_minutes + 1e-6
    assert range_.high_minutes >= 5


@given(st.integers(0, 300), PACES)
def test_who_stands_further_back_is_never_told_a_shorter_wait(ahead, pace):
    nearer, further = estimate(ahead, pace), estimate(ahead + 1, pace)
    assert nearer.low_minutes <= further.low_minutes
    assert nearer.high_minutes <= further.high_minutes
