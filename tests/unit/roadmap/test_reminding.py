"""Who is told about which date, and when."""

from datetime import date, timedelta

import pytest

from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.errors import Invalid
from pendopo.roadmap.domain.initiatives import Content, Facts, Milestone, State, check_link
from pendopo.roadmap.domain.reminding import remindings, works_for

DUE = date(2026, 12, 1)
AHEAD = (14, 7, 1)


def told(days_before: int, state: State = State.RUNNING, done: date | None = None):
    facts = Facts("Kebijakan data", Content.GOVERNANCE, 7, (1,), milestones=(Milestone("Naskah", DUE, done),))
    return remindings([("K-01", facts, state)], AHEAD, DUE - timedelta(days=days_before))


@pytest.mark.parametrize(
    ("days_before", "step"),
    [(15, None), (14, "14"), (8, "14"), (7, "7"), (2, "7"), (1, "1"), (0, "1"), (-1, "late")],
)
def test_each_step_before_the_day_is_told_also_when_its_own_day_was_missed(days_before, step):
    causes = [one.cause.rpartition(":")[2] for one in told(days_before)]
    assert causes == ([] if step is None else [step])


def test_the_same_step_has_the_same_cause_and_another_step_or_day_another():
    assert told(14)[0].cause == told(9)[0].cause != told(7)[0].cause
    assert len({told(days)[0].cause for days in (-1, -2, -300)}) == 1


def test_nobody_is_told_of_what_is_done_or_not_agreed():
    assert told(1, done=DUE) == []
    for state in (State.PROPOSED, State.CLOSED, State.DROPPED):
        assert told(1, state) == []


def test_people_of_the_agency_are_told_and_those_of_the_whole_government_are_not():
    assert works_for([Grant(Role.AGENCY_HEAD, 1, 7)], 7)
    assert works_for([Grant(Role.PARTICIPANT, 1, 7)], 7)
    for other in (Grant(Role.PARTICIPANT, 1), Grant(Role.AGENCY_HEAD, 1, 8), Grant(Role.AGENCY_EDITOR, 1, 7)):
        assert not works_for([other], 7)


def test_a_link_is_an_address_that_a_browser_opens():
    for link in ("", " https://jdih.example.go.id/1 ", "http://10.0.0.1/x", "/data-dukung/0198/"):
        assert check_link(link) == link.strip()
    for link in (
        "jdih.go.id",
        "javascript:alert(1)",
        "https://",
        "/kelola/",
        "https://a b",
        "https://" + "a" * 1000,
    ):
        with pytest.raises(Invalid):
            check_link(link)
