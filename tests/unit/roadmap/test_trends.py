"""How milestones stood on earlier days."""

from datetime import date

from pendopo.roadmap.domain.initiatives import Content, Facts, Milestone, State
from pendopo.roadmap.domain.trends import Count, Version, count_on, month_ends


def facts(done: date | None) -> Facts:
    return Facts(
        "Uji", Content.GOVERNANCE, 1, (1,), milestones=(Milestone("Naskah", date(2026, 3, 31), done),)
    )


HISTORY = [
    Version(date(2026, 1, 5), State.PROPOSED, facts(None)),
    Version(date(2026, 2, 1), State.AGREED, facts(None)),
    Version(date(2026, 4, 10), State.RUNNING, facts(date(2026, 4, 10))),
    Version(date(2026, 6, 1), State.DROPPED, facts(date(2026, 4, 10))),
]


def test_a_milestone_is_expected_then_late_then_done_and_gone_with_its_initiative():
    told = {
        day: count_on(day, [HISTORY])
        for day in (
            date(2026, 1, 31),
            date(2026, 3, 31),
            date(2026, 4, 1),
            date(2026, 4, 30),
            date(2026, 6, 1),
        )
    }
    assert list(told.values()) == [
        Count(date(2026, 1, 31), 0, 0, 0, 0),
        Count(date(2026, 3, 31), 1, 1, 0, 0),
        Count(date(2026, 4, 1), 1, 1, 0, 1),
        Count(date(2026, 4, 30), 1, 1, 1, 0),
        Count(date(2026, 6, 1), 0, 0, 0, 0),
    ]


def test_months_end_on_their_last_day_and_the_present_one_today():
    assert month_ends(date(2026, 3, 3), 3) == [
        date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 3),
    ]  # fmt: skip
