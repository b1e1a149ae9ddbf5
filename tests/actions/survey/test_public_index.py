"""Published tables of a real database, attacked with everything that is public: other tables, and the record."""

import copy

import pytest

from pendopo.survey import store
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries import scope_view
from pendopo.survey.queries.public import public_index
from tests.actions.once import once_a_module
from tests.town import build_town

pytestmark = pytest.mark.django_db
LEAST = 5
OCTOBER, QUARTER = Period.parse("2026-10"), Period.parse("2026-T4")


town_of_module = once_a_module(lambda: build_town(services=4))


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def answers(town, counts, period="2026-10"):
    """`counts`: by (service, class) how many answers of that class, all without a code."""
    store.lock_answers()
    for (service, answer_class), count in counts.items():
        for number in range(count):
            scores = tuple(1 + (number + service + place) % 4 for place in range(9))
            store.add_weaker_answer(town.services[service].pk, period, scores, AnswerClass(answer_class))


def page(town, period=OCTOBER, **scope):
    return public_index(scope_view(Scope(town.office.government_id, **scope)), period, least=LEAST)


def test_a_small_service_is_hidden_and_another_with_it(town):
    """The record holds the sums of the three large ones, so that a total with the two others would show these."""
    answers(town, {(0, "kiosk"): 30, (1, "kiosk"): 20, (2, "kiosk"): 10, (3, "kiosk"): 2})
    found = page(town, office_id=town.office.pk)
    assert (found.whole.totals.respondents, found.whole.left_out) == (60, 2)
    assert [each.index is not None for each in found.services] == [True, True, False, False]
    hidden = sum(each.answers for each in found.services if each.index is None)
    assert hidden >= LEAST


def test_the_service_page_hides_what_the_office_page_hides(town):
    answers(town, {(0, "kiosk"): 30, (1, "kiosk"): 20, (2, "kiosk"): 2})
    shown = [page(town, service_id=each.pk).whole.index is not None for each in town.services]
    assert shown == [True, False, False, False]


def test_a_small_class_is_merged_and_sums_up_to_the_whole(town):
    answers(town, {(0, "kiosk"): 30, (0, "paper"): 4, (1, "kiosk"): 30, (1, "unit"): 2, (1, "paper"): 4})
    found = page(town, office_id=town.office.pk)
    assert sum(each.answers for each in found.classes) == found.whole.totals.respondents == 70
    assert [each.names for each in found.classes] == [("kiosk",), ("unit", "paper")]


def test_what_the_record_tells_does_not_uncover_a_small_class_of_a_service(town):
    """The record holds the sums of 30 kiosk answers: a total with 3 sheets of paper would show these three."""
    answers(town, {(0, "kiosk"): 30, (0, "paper"): 3, (1, "kiosk"): 20})
    found = page(town, service_id=town.services[0].pk).whole
    assert (found.answers, found.totals.respondents, found.left_out) == (33, 30, 3)
    answers(town, {(0, "paper"): 2})
    assert page(town, service_id=town.services[0].pk).whole.left_out == 0


def test_a_quarter_is_the_sum_of_its_published_months(town):
    answers(town, {(0, "kiosk"): 30, (1, "kiosk"): 20})
    answers(town, {(0, "kiosk"): 3, (1, "kiosk"): 20}, period="2026-11")
    found = page(town, QUARTER, service_id=town.services[0].pk).whole
    assert (found.answers, found.totals.respondents, found.left_out) == (33, 30, 3)
    office = page(town, QUARTER, office_id=town.office.pk).whole
    assert (office.totals.respondents, office.left_out) == (70, 3)


def test_small_bands_of_the_profile_are_merged(town):
    answers(town, {(0, "kiosk"): 30, (1, "kiosk"): 20})
    for band, count in {"17-25": 20, "26-35": 8, "di-atas-65": 1, "tidak-menjawab": 1}.items():
        for _ in range(count):
            store.count_profile(town.services[0].pk, "2026-10", {"usia": band})
    for _ in range(20):
        store.count_profile(town.services[1].pk, "2026-10", {"usia": "26-35"})
    profile = dict(page(town, office_id=town.office.pk).profile)["usia"]
    assert sum(each.answers for each in profile) == 50
    assert all(each.answers >= LEAST for each in profile)
    assert not any(each.names == ("di-atas-65",) for each in profile)
    assert dict(page(town, service_id=town.services[0].pk).profile)["usia"] == ()


def test_no_difference_of_published_counts_is_a_small_group(town):
    """Wholes less the parts that are shown, and wholes less what the record holds, month by month and in sum."""
    months = {
        "2026-10": {(0, "kiosk"): 17, (0, "paper"): 6, (1, "kiosk"): 9, (2, "unit"): 7, (3, "paper"): 1},
        "2026-11": {(0, "kiosk"): 4, (1, "kiosk"): 8, (1, "paper"): 3, (2, "unit"): 11, (3, "paper"): 9},
    }
    for month, counts in months.items():
        answers(town, counts, period=month)
    for period, recorded in (
        (OCTOBER, [each for each in months["2026-10"].values() if each >= LEAST]),
        (Period.parse("2026-11"), [each for each in months["2026-11"].values() if each >= LEAST]),
        (QUARTER, [each for counts in months.values() for each in counts.values() if each >= LEAST]),
    ):
        whole = page(town, period, office_id=town.office.pk)
        people = whole.whole.totals.respondents
        shown = sum(each.totals.respondents for each in whole.services if each.totals)
        for rest in (people - shown, people - sum(recorded)):
            assert rest == 0 or rest >= LEAST
