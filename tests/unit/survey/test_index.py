"""The index: published figures of others, and what must hold for any answers."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.survey.domain.figures import Measured, add_up, figures
from pendopo.survey.domain.index import ElementSum, compute
from tests.unit.survey.framework import FRAMEWORK

CASES = json.loads((Path(__file__).parents[2] / "golden" / "ikm.json").read_text())["cases"]


def cases(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]


def tally(rows):
    """The tallies of rows of nine scores, 0 for not answered."""
    columns = zip(*rows, strict=True)
    return {
        code: ElementSum(sum(1 for score in column if score), sum(column))
        for code, column in zip(FRAMEWORK.codes, columns, strict=True)
    }


rows = st.lists(st.lists(st.integers(0, 4), min_size=9, max_size=9), min_size=1, max_size=30).filter(
    lambda given_rows: any(any(row) for row in given_rows)
)


@pytest.mark.parametrize("case", cases("sums"))
def test_published_sums_give_their_exact_index_and_grade(case):
    index = compute(
        FRAMEWORK, {code: ElementSum(case["answered"], total) for code, total in case["sums"].items()}
    )
    assert (index.ikm, index.band.grade) == (case["exact"]["ikm"], case["exact"]["quality"])
    assert index.hundredths == 9148
    assert index.lowest == ("U3", "U2", "U5")


@pytest.mark.parametrize("case", cases("band"))
def test_a_published_index_has_its_published_grade(case):
    assert FRAMEWORK.band(Fraction(case["published"]["ikm"])).grade == case["published"]["quality"]


@given(rows, st.randoms())
def test_the_order_of_answers_does_not_matter(given_rows, random):
    shuffled = list(given_rows)
    random.shuffle(shuffled)
    assert compute(FRAMEWORK, tally(given_rows)) == compute(FRAMEWORK, tally(shuffled))


@given(rows)
def test_the_index_stays_within_its_bounds_and_is_the_sum_of_the_weighted_means(given_rows):
    index = compute(FRAMEWORK, tally(given_rows))
    assert 1 <= index.exact <= 4
    assert 2500 <= index.hundredths <= 10000
    assert abs(Fraction(index.ikm) - 25 * index.exact) <= Fraction(1, 200)
    assert sum(each.weighted for each in index.elements if each.weighted is not None) == index.exact


@given(rows, st.data())
def test_a_better_answer_never_lowers_the_index(given_rows, data):
    before = compute(FRAMEWORK, tally(given_rows))
    at = [(r, c) for r, row in enumerate(given_rows) for c, score in enumerate(row) if 0 < score < 4]
    if not at:
        return
    row, column = data.draw(st.sampled_from(at))
    better = [list(each) for each in given_rows]
    better[row][column] += 1
    assert compute(FRAMEWORK, tally(better)).exact > before.exact


def test_perfect_answers_give_exactly_one_hundred():
    index = compute(FRAMEWORK, tally([[4] * 9] * 7))
    assert (index.ikm, index.band.grade, index.band.performance) == ("100.00", "A", "Sangat baik")


def test_the_grade_is_read_from_the_rounded_figure():
    # 88.3055... rounds up to 88.31, the lowest A, although the fraction itself lies below it.
    tallies = {code: ElementSum(1000, 3532) for code in FRAMEWORK.codes} | {"U1": ElementSum(1000, 3534)}
    index = compute(FRAMEWORK, tallies)
    assert 25 * index.exact < Fraction("88.31")
    assert (index.ikm, index.band.grade) == ("88.31", "A")


def test_an_element_that_nobody_answered_has_no_figures_and_no_weight():
    index = compute(FRAMEWORK, tally([[4, 4, 4, 4, 4, 4, 4, 0, 2]]))
    assert index.elements[7].mean is None
    assert index.exact == Fraction(7 * 4 + 2, 8)
    assert "U8" not in index.lowest


def test_without_answers_there_is_no_index():
    assert compute(FRAMEWORK, {}) is None


def test_too_few_answers_show_counts_but_no_index():
    nine = Measured(9, 12, tally([[4] * 9] * 9))
    assert figures(FRAMEWORK, nine, 10).index is None
    assert figures(FRAMEWORK, nine, 10).answers == 9
    assert figures(FRAMEWORK, nine, 9).index.ikm == "100.00"
    assert figures(FRAMEWORK, Measured(), 0).index is None


def test_services_add_up_answer_by_answer():
    whole = add_up([Measured(1, 2, tally([[1] * 9])), Measured(3, 3, tally([[4] * 9] * 3))])
    assert (whole.answers, whole.issued) == (4, 5)
    assert compute(FRAMEWORK, whole.tallies).exact == Fraction(13, 4)
