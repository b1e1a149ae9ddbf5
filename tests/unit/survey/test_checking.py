"""Which custom reproduces a published figure: every public case, and none where none does."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from pendopo.survey.domain.checking import ROUNDINGS, Custom, customary_weights, reproduce
from pendopo.survey.domain.index import compute_from_means
from pendopo.survey.library import find_framework
from tests.unit.survey.framework import FILE, FRAMEWORK

CASES = json.loads((Path(__file__).parents[2] / "golden" / "ikm.json").read_text())["cases"]
TABLES = [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] != "band"]


def means_of(case):
    if case["kind"] == "means-14":
        return [Fraction(mean) for mean in case["means"].values()]
    return [Fraction(total, case["answered"]) for total in case["sums"].values()]


@pytest.mark.parametrize("case", TABLES)
def test_every_public_case_is_reproduced_by_a_weight_and_a_rounding(case):
    half_unit = Fraction(5, 1000) if case["kind"] == "means-14" else Fraction(0)
    custom = reproduce(case["published"]["ikm"], means_of(case), conversion=25, half_unit=half_unit)
    assert custom == Custom(**case["reproduced"])


@pytest.mark.parametrize("case", TABLES)
def test_every_public_case_has_its_exact_figure_too(case):
    framework = find_framework(FILE.parent, case["framework"])
    means = dict(zip(framework.codes, means_of(case), strict=True))
    assert compute_from_means(framework, means, {}).ikm == case["exact"]["ikm"]
    assert reproduce(case["exact"]["ikm"], means_of(case), conversion=25) == Custom("exact", "half-up-once")


def test_one_ninth_and_one_fourteenth_are_cut_to_their_customary_weights():
    assert list(customary_weights(9)) == ["exact", "0.11", "0.111", "0.1111"]
    assert list(customary_weights(14)) == ["exact", "0.07", "0.071", "0.0714"]
    assert list(customary_weights(6)) == ["exact", "0.16", "0.17", "0.166", "0.167", "0.1666", "0.1667"]
    assert list(customary_weights(4)) == ["exact"]


@pytest.mark.parametrize(
    ("weights", "ikm", "grade"),
    [("exact", "100.00", "A"), ("0.11", "99.00", "A"), ("0.111", "99.90", "A"), ("0.1111", "99.99", "A")],
)
def test_a_perfect_score_under_each_weight(weights, ikm, grade):
    perfect = dict.fromkeys(FRAMEWORK.codes, Fraction(4))
    index = compute_from_means(FRAMEWORK, perfect, {}, customary_weights(9)[weights])
    assert (index.ikm, index.band.grade) == (ikm, grade)
    assert reproduce(ikm, list(perfect.values()), conversion=25) == Custom(weights, "half-up-once")


def test_the_worst_score_under_a_cut_weight_keeps_the_worst_grade():
    worst = dict.fromkeys(FRAMEWORK.codes, Fraction(1))
    index = compute_from_means(FRAMEWORK, worst, {}, customary_weights(9)["0.11"])
    assert (index.ikm, index.band.grade) == ("24.75", "D")


@pytest.mark.parametrize(
    ("rounding", "weights", "published", "means"),
    [
        ("cut", "0.1111", "83.40", "3.19 3.62 3.39 3.59 2.99 2.87 3.28 3.13 3.97"),
        ("index-4", "exact", "81.70", "2.90 3.79 2.86 3.99 3.38 3.28 3.10 3.20 2.91"),
        ("index-3", "exact", "85.48", "3.16 3.29 3.22 3.90 3.35 3.32 3.46 3.58 3.49"),
        ("index-2", "0.11", "80.75", "3.27 3.29 3.75 3.05 3.05 3.39 3.24 3.41 2.89"),
        ("weighted-4", "0.111", "79.04", "3.47 3.12 3.39 2.95 2.99 2.84 3.27 3.27 3.18"),
        ("weighted-3", "0.111", "89.43", "3.34 3.08 3.99 3.96 3.50 3.02 3.90 3.51 3.91"),
        ("weighted-2", "0.11", "88.50", "3.16 3.51 3.23 3.32 3.93 3.93 3.99 3.58 3.45"),
        ("weighted-3-index-2", "0.111", "91.25", "3.67 3.76 3.58 3.64 3.52 3.67 3.43 3.74 3.92"),
    ],
)
def test_roundings_in_between_are_recognised(rounding, weights, published, means):
    found = reproduce(published, [Fraction(mean) for mean in means.split()], conversion=25)
    assert found == Custom(weights, rounding)
    assert rounding in ROUNDINGS


def test_a_figure_that_no_custom_gives_is_an_error_of_the_report():
    assert reproduce("91.00", [Fraction(3)] * 9, conversion=25, half_unit=Fraction(5, 1000)) is None
