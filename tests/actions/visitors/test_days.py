"""Simulated days leave behind what real days would."""

from datetime import date

import pytest
from django.db import connection

from pendopo.directory.queries import CounterView, office
from pendopo.kernel.errors import Invalid
from pendopo.visitors import queries
from pendopo.visitors.actions import set_speed
from pendopo.visitors.clocks import WallClock
from pendopo.visitors.days import live_through, past_days, spare
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db


def counted(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.fixture
def town():
    return build_town(services=3, counters=3)


def test_the_past_is_working_days_only_oldest_first(town):
    days = list(past_days(office(town.office.slug), MONDAY_NINE))
    assert days == sorted(days)
    assert all(day.isoweekday() < 6 and day < MONDAY_NINE.date() for day in days)


def test_a_day_is_lived_through_with_nothing_left_open_and_no_gaps(town):
    told = []
    place = office(town.office.slug)
    friday = date(2026, 11, 20)
    promised = []

    def promise(fingerprint, before):
        promised.append((fingerprint, before.astimezone(place.zone).date()))
        return "promise"

    live_through(place, [friday], minimum=1, tell=told.append, scale=0.15, promise=promise)
    assert told == ["visitors: 2026-11-20 has been lived through"]
    taken = counted("SELECT count(*) FROM queue_ticket")
    assert taken > 15
    assert counted("SELECT count(*) FROM queue_ticket WHERE state IN ('waiting', 'called', 'serving')") == 0
    assert counted("SELECT count(*) FROM queue_line WHERE closed_at IS NULL") == 0
    assert counted("SELECT count(*) FROM survey_answer") == len(promised) > 3
    assert {before for _, before in promised} == {date(2026, 11, 22)}
    by_line = "SELECT 1 FROM queue_ticket GROUP BY service_id, day HAVING max(sequence) <> count(*)"
    assert counted(f"SELECT count(*) FROM ({by_line}) gaps") == 0


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


def test_a_hall_spares_only_counters_whose_services_are_given_elsewhere():
    desks = [
        CounterView(number, f"Loket {number}", number, "Lantai 1", 1, 1, services)
        for number, services in enumerate([(1,), (2, 3), (2,), (3, 4), (4,)], 1)
    ]
    assert spare(desks) == {2, 5}
    kept = {service for desk in desks if desk.id not in spare(desks) for service in desk.service_ids}
    assert kept == {1, 2, 3, 4}
