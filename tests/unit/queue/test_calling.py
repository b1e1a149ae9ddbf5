"""Whom a counter calls next."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pendopo.queue.domain.calling import Choice, Line, choose

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
PROMISE = timedelta(minutes=30)


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def line(
    service: int = 1, *, priority: int | None = None, regular: int | None = None, last: bool = False
) -> Line:
    """A line whose first people have waited so many minutes."""
    return Line(
        service,
        PROMISE,
        oldest_priority=None if priority is None else ago(priority),
        oldest_regular=None if regular is None else ago(regular),
        last_was_priority=last,
    )


def call(*lines: Line, counter_last: bool = False) -> Choice | None:
    return choose(lines, counter_last_was_priority=counter_last, now=NOW)


def test_nobody_waits_and_nobody_is_called():
    assert call(line()) is None
    assert call() is None


def test_priority_goes_first_while_the_promise_is_kept():
    assert call(line(priority=1, regular=29), counter_last=True) == Choice((1,), priority=True)


def test_two_priority_calls_never_follow_each_other_at_a_counter_while_others_wait_longer_than_promised():
    assert call(line(priority=5, regular=31)) == Choice((1,), priority=True)
    assert call(line(priority=5, regular=31), counter_last=True) == Choice((1,), priority=False)


def test_two_priority_calls_never_follow_each_other_in_a_line_whichever_counters_call():
    assert call(line(priority=5, regular=31, last=True)) == Choice((1,), priority=False)


def test_the_bound_looks_at_all_lines_of_the_counter():
    assert call(line(1, priority=5), line(2, regular=31), counter_last=True) == Choice((2,), priority=False)


def test_only_priority_people_wait_and_they_are_called_one_after_the_other():
    assert call(line(priority=5, last=True), counter_last=True) == Choice((1,), priority=True)


def test_exactly_the_promised_wait_is_not_longer_than_promised():
    assert call(line(priority=5, regular=30, last=True), counter_last=True) == Choice((1,), priority=True)


WAITS = st.one_of(st.none(), st.integers(0, 120))
LINES = st.lists(
    st.builds(
        lambda p, r, last: (p, r, last),
        WAITS,
        WAITS,
        st.booleans(),
    ),
    max_size=4,
).map(lambda lines: [line(n, priority=p, regular=r, last=last) for n, (p, r, last) in enumerate(lines, 1)])


@given(LINES, st.booleans())
def test_somebody_is_called_whenever_somebody_waits_and_the_choice_names_only_lines_with_people(
    lines, counter_last
):
    choice = choose(lines, counter_last_was_priority=counter_last, now=NOW)
    waiting = [one for one in lines if one.oldest_priority or one.oldest_regular]
    assert (choice is None) == (not waiting)
    if choice:
        chosen = [one for one in lines if one.service_id in choice.service_ids]
        assert all((one.oldest_priority if choice.priority else one.oldest_regular) for one in chosen)


@given(LINES)
def test_while_somebody_is_overdue_no_second_priority_call_follows(lines):
    choice = choose(lines, counter_last_was_priority=True, now=NOW)
    if any(one.is_overdue(NOW) for one in lines):
        assert choice is not None
        assert not choice.priority
