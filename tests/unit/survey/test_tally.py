"""Counts of answers add up exactly, and the index comes from them."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.days import Month
from pendopo.survey.domain.framework import read_framework
from pendopo.survey.domain.index import compute
from pendopo.survey.domain.tally import NO_SCORES, Tally, Totals, add_up, grouped, index_of, same_share

ROOT = Path(__file__).parents[3]
FRAMEWORK = read_framework((ROOT / "content" / "survey" / "permenpanrb-14-2017.yaml").read_bytes())
NOVEMBER = Month(2026, 11)
answers = st.lists(st.lists(st.integers(0, 4), min_size=9, max_size=9), max_size=30)


def tally(rows, service=1, month=NOVEMBER, answer_class="phone"):
    counts = {
        code: tuple(sum(row[place] == score for row in rows) for score in range(5))
        for place, code in enumerate(FRAMEWORK.codes)
    }
    return Tally(service, month, answer_class, len(rows), counts, same=0)


@given(answers, answers)
def test_tallies_of_two_groups_add_up_to_the_tally_of_both(one, other):
    both = tally(one + other)
    assert add_up([tally(one), tally(other)]) == both.totals


@given(answers)
def test_the_index_of_a_tally_is_that_of_exact_fractions(rows):
    index = index_of(FRAMEWORK, add_up([tally(rows)]))
    judged = [[row[place] for row in rows if row[place]] for place in range(9)]
    means = [Fraction(sum(scores), len(scores)) for scores in judged if scores]
    if means:
        assert index is not None
        assert index.exact == sum(means) / len(means)
    else:
        assert index is None


def test_no_tally_is_nobody():
    assert add_up([]) == Totals()
    assert index_of(FRAMEWORK, Totals()) is None
    assert same_share(Totals()) is None
    assert Totals().mean("U1") is None
    assert compute(FRAMEWORK, Totals(3, {"U1": NO_SCORES}).sums()) is None


def test_tallies_are_grouped_by_whatever_one_asks_for():
    tallies = [tally([[4] * 9], service=2), tally([[1] * 9], service=1), tally([[3] * 9], service=2)]
    groups = grouped(tallies, lambda each: each.service_id)
    assert list(groups) == [2, 1]
    assert groups[2].respondents == 2
    assert groups[2].mean("U1") == Fraction(7, 2)
    assert groups[1].counts["U9"] == (0, 1, 0, 0, 0)


def test_the_share_of_equal_answers_is_of_all_respondents():
    assert same_share(Totals(respondents=8, same=2)) == Fraction(1, 4)
