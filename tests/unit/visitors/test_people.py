"""How simulated people come and behave."""

from random import Random

from pendopo.visitors.domain.arrivals import DAY_MINUTES, arrivals, rate
from pendopo.visitors.domain.people import ELEMENTS, draw_answers, draw_minutes, draw_profile, draw_visitor


def test_the_day_has_two_peaks():
    minutes = range(int(DAY_MINUTES))
    peaks = [m for m in minutes[1:-1] if rate(m) > rate(m - 1) and rate(m) >= rate(m + 1)]
    assert len(peaks) == 2


def test_as_many_come_as_the_rate_says_in_order_and_within_the_day():
    expected = sum(rate(minute) for minute in range(int(DAY_MINUTES)))
    days = [list(arrivals(Random(seed), 1.0)) for seed in range(200)]
    mean = sum(len(day) for day in days) / len(days)
    assert abs(mean - expected) < 0.03 * expected
    assert all(day == sorted(day) and 0 <= day[0] <= day[-1] < DAY_MINUTES for day in days)


def test_services_take_minutes_as_the_service_has_them():
    chance = Random(7)
    short, long = (sum(draw_minutes(chance, service) for _ in range(4000)) / 4000 for service in (9, 7))
    assert abs(short - 3) < 0.2
    assert abs(long - 11) < 0.6


def test_answers_are_whole_scores_for_all_nine_elements_and_long_waits_cost_time_its_score():
    chance = Random(7)
    kept = [draw_answers(chance, 1, 5, 30) for _ in range(500)]
    broken = [draw_answers(chance, 1, 60, 30) for _ in range(500)]
    assert all(set(one) == set(ELEMENTS) and set(one.values()) <= {1, 2, 3, 4} for one in kept + broken)
    assert sum(one["U3"] for one in broken) < sum(one["U3"] for one in kept) - 200


def test_most_people_stay_and_some_give_their_number_back():
    chance = Random(7)
    people = [draw_visitor(chance, [1, 2, 3]) for _ in range(2000)]
    assert 0.03 < sum(person.stays_away for person in people) / 2000 < 0.1
    assert any(person.gives_back_after for person in people)
    assert {person.service_id for person in people} == {1, 2, 3}


def test_a_profile_names_only_bands_of_the_framework():
    bands = {"sex": ["l", "p", "-"]}
    drawn = [draw_profile(Random(seed), bands) for seed in range(50)]
    assert {tuple(one.items()) for one in drawn} == {(), (("sex", "l"),), (("sex", "p"),), (("sex", "-"),)}
