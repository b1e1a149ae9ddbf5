"""Simulated days leave behind what real days would."""

from datetime import timedelta

import pytest
from django.db import connection

from pendopo.directory.queries import office
from pendopo.kernel.errors import Invalid
from pendopo.visitors import queries
from pendopo.visitors.actions import set_speed
from pendopo.visitors.clocks import WallClock
from pendopo.visitors.days import live_through_past
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db


def counted(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.fixture
def lived():
    town = build_town(services=3, counters=3)
    told = []
    live_through_past(office(town.office.slug), minimum=10, now=MONDAY_NINE, tell=told.append)
    return town, told


def test_past_working_days_are_lived_through_and_nothing_is_left_open(lived):
    _, told = lived
    assert len(told) >= 5
    assert counted("SELECT count(*) FROM queue_ticket") > 100
    assert counted("SELECT count(*) FROM queue_ticket WHERE state IN ('waiting', 'called', 'serving')") == 0
    assert counted("SELECT count(*) FROM queue_line WHERE closed_at IS NULL") == 0
    assert counted("SELECT count(*) FROM survey_answer") > 20


def test_numbers_of_each_day_have_no_gaps(lived):
    gaps = "SELECT count(*) FROM (SELECT 1 FROM queue_ticket GROUP BY service_id, day HAVING max(sequence) <> count(*)) g"
    assert counted(gaps) == 0


def test_a_town_with_a_past_gets_no_second_one(lived):
    town, _ = lived
    before = counted("SELECT count(*) FROM queue_ticket")
    live_through_past(
        office(town.office.slug), minimum=10, now=MONDAY_NINE + timedelta(1), tell=lambda _: None
    )
    assert counted("SELECT count(*) FROM queue_ticket") == before


def test_the_speed_is_one_of_those_on_offer():
    assert queries.speed() == 10
    set_speed(60)
    assert queries.speed() == 60
    with pytest.raises(Invalid):
        set_speed(61)


def test_a_paused_day_does_not_move_and_goes_on_when_the_speed_is_raised():
    speeds = iter([0, 0, 0] + [100_000] * 1000)
    clock = WallClock(lambda: next(speeds))
    clock.wait_until(5.0)
    assert next(speeds) == 100_000
