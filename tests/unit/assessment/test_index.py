"""The index: published figures of others, and what must hold for any levels."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.assessment.domain.errors import LevelOutOfScale, LevelsMissing, UnknownIndicator
from pendopo.assessment.domain.framework import MissingRule
from pendopo.assessment.domain.index import combine, exact_text, partial_score, predicate_of, score
from pendopo.kernel.decimals import half_up
from tests.unit.assessment.frameworks import FRAMEWORKS, PEMDI, SPBE_2018, SPBE_2020, even

CASES = json.loads((Path(__file__).parents[2] / "golden" / "spbe.json").read_text())["cases"]


def cases(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]


def printed(scores):
    """Number -> index of groups, as reports print them."""
    return {str(part.node.number): part.index for part in scores}


def weights(framework, kind):
    return {str(node.number): node.weight for node in framework.nodes if node.kind == kind}


@st.composite
def levels_of(draw, framework):
    scale = st.integers(framework.lowest, framework.highest)
    return {item.code: draw(scale) for item in framework.items}


any_levels = st.sampled_from(list(FRAMEWORKS.values())).flatmap(
    lambda framework: st.tuples(st.just(framework), levels_of(framework))
)


@pytest.mark.parametrize("case", cases("full"))
def test_an_official_report_comes_out_at_every_level(case):
    result = score(FRAMEWORKS[case["framework"]], case["levels"])
    published = case["published"]
    assert printed(result.aspects) == published["aspects"]
    assert printed(result.domains) == published["domains"]
    assert result.index == published["index"]
    assert result.predicate.name == published["predicate"] or published["predicate"] is None


@pytest.mark.parametrize("case", cases("aspect"))
def test_the_worked_example_of_an_aspect_comes_out(case):
    given_levels = even(SPBE_2020, 1) | case["input"]["levels"]
    aspects = printed(score(SPBE_2020, given_levels).aspects)
    assert {number: aspects[number] for number in case["published"]["aspects"]} == case["published"][
        "aspects"
    ]


@pytest.mark.parametrize("case", cases("domain"))
def test_the_worked_example_of_a_domain_comes_out(case):
    known = weights(SPBE_2020, "aspect")
    domain = combine([(Fraction(value), known[number]) for number, value in case["input"]["aspects"].items()])
    assert {"2": half_up(domain, 2)} == case["published"]["domains"]


@pytest.mark.parametrize("case", cases("index"))
def test_the_worked_example_of_the_index_comes_out(case):
    known = weights(SPBE_2020, "domain")
    index = combine([(Fraction(value), known[number]) for number, value in case["input"]["domains"].items()])
    assert half_up(index, 2) == case["published"]["index"]


@pytest.mark.parametrize("case", cases("average"))
def test_printed_averages_follow_from_their_parts_within_a_hundredth(case):
    """They are means that were rounded before they were printed, so more cannot be asked."""
    known = weights(SPBE_2020, "domain")
    index = combine(
        [(Fraction(value), known[number]) for number, value in case["published"]["domains"].items()]
    )
    assert abs(index - Fraction(case["published"]["index"])) <= Fraction(1, 100)


def test_no_kind_of_published_case_is_left_out():
    assert {case["kind"] for case in CASES} == {"full", "aspect", "domain", "index", "average"}


def test_nothing_is_rounded_before_the_end():
    """The state of Kabupaten Aceh Tengah 2025, by invented levels: 2.59 exactly, 2.60 with rounded domains."""
    case = next(one for one in SPBE_2020.golden if one.id == "tanpa-pembulatan-di-tengah")
    result = score(SPBE_2020, case.levels)
    rounded_first = combine([(Fraction(part.index), part.node.weight) for part in result.domains])
    assert (result.index, result.predicate.name) == ("2.59", "Cukup")
    assert half_up(rounded_first, 2) == "2.60"


@given(any_levels)
def test_the_index_is_the_same_by_the_formula_of_the_regulation(given_case):
    """Aspects from indicators, domains from aspects, the index from domains: another way than the program's."""
    framework, levels = given_case
    result = score(framework, levels)
    values = {}
    for node in sorted(framework.nodes, key=framework.depth, reverse=True):
        parts = [(values[child.id], child.weight) for child in framework.nodes if child.parent == node.id]
        parts += [
            (Fraction(levels[item.code]), item.weight)
            for item in framework.items
            if item.indicator.parent == node.id
        ]
        values[node.id] = combine(parts)
    top = combine([(values[node.id], node.weight) for node in framework.nodes if not node.parent])
    assert result.exact == top == sum(levels[item.code] * item.weight for item in framework.items) / 100
    assert {part.node.id: part.exact for part in result.nodes} == values


@given(any_levels, st.data())
def test_raising_a_level_never_lowers_anything(given_case, data):
    framework, levels = given_case
    item = data.draw(st.sampled_from(framework.items))
    before = score(framework, levels)
    after = score(framework, levels | {item.code: min(levels[item.code] + 1, framework.highest)})
    assert after.exact >= before.exact
    assert after.predicate.lowest >= before.predicate.lowest
    pairs = zip(before.nodes, after.nodes, strict=True)
    assert all(new.exact >= old.exact for old, new in pairs)


@given(any_levels, st.randoms())
def test_the_order_of_indicators_does_not_matter(given_case, random):
    framework, levels = given_case
    shuffled = list(levels.items())
    random.shuffle(shuffled)
    assert score(framework, dict(shuffled)) == score(framework, levels)


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_the_same_level_everywhere_is_the_index(framework):
    for level in range(framework.lowest, framework.highest + 1):
        result = score(framework, even(framework, level))
        assert result.index == f"{level}.00"
        assert {part.index for part in result.nodes} == {f"{level}.00"}


@pytest.mark.parametrize(
    ("framework", "value", "name"),
    [
        (SPBE_2020, "1.00", "Kurang"),
        (SPBE_2020, "1.79", "Kurang"),
        (SPBE_2020, "1.80", "Cukup"),
        (SPBE_2020, "2.59", "Cukup"),
        (SPBE_2020, "2.60", "Baik"),
        (SPBE_2020, "3.49", "Baik"),
        (SPBE_2020, "3.50", "Sangat Baik"),
        (SPBE_2020, "4.19", "Sangat Baik"),
        (SPBE_2020, "4.20", "Memuaskan"),
        (SPBE_2020, "5.00", "Memuaskan"),
        (SPBE_2018, "0.00", "Kurang"),
        (PEMDI, "1.49", "Kurang"),
        (PEMDI, "1.50", "Cukup"),
        (PEMDI, "2.50", "Baik"),
        (PEMDI, "3.50", "Sangat Baik"),
        (PEMDI, "4.00", "Memuaskan"),
    ],
)
def test_a_predicate_begins_at_its_lower_bound(framework, value, name):
    assert predicate_of(framework, Fraction(value)).name == name


def test_the_predicate_is_read_from_the_rounded_index_and_the_difference_is_told():
    """Exactly 1.795 is printed as 1.80, where Cukup begins."""
    levels = even(SPBE_2020, 1)
    for code, level in {
        "42": 5,
        "43": 5,
        "44": 5,
        "45": 5,
        "46": 5,
        "32": 4,
        "33": 2,
        "29": 2,
        "30": 2,
    }.items():
        levels[code] = level
    result = score(SPBE_2020, levels)
    assert (result.index_exact, result.index) == ("1.74", "1.74")
    edge = score(SPBE_2020, levels | {"1": 2, "11": 2, "31": 2})
    assert (edge.index_exact, edge.index, edge.predicate.name) == ("1.793", "1.79", "Kurang")
    close = score(SPBE_2020, levels | {"34": 2, "35": 2})
    assert (close.index_exact, close.index, close.predicate.name) == ("1.795", "1.80", "Cukup")
    assert close.predicate_of_exact.name == "Kurang"
    assert close.predicates_differ
    assert not edge.predicates_differ


def test_an_unknown_indicator_is_refused():
    with pytest.raises(UnknownIndicator, match="48"):
        score(SPBE_2020, even(SPBE_2020, 3) | {"48": 3})


@pytest.mark.parametrize("level", [0, 6, -1, True, None, 2.0, "3"])
def test_a_level_out_of_scale_is_refused(level):
    with pytest.raises(LevelOutOfScale):
        score(SPBE_2020, even(SPBE_2020, 3) | {"7": level})


def test_a_missing_level_is_refused_and_named():
    levels = even(SPBE_2020, 3)
    del levels["7"], levels["12"]
    with pytest.raises(LevelsMissing, match="7, 12"):
        score(SPBE_2020, levels)


def test_partly_answered_levels_count_as_the_lowest_and_are_listed():
    result = partial_score(SPBE_2020, {"1": 3})
    assert result.index_exact == "1.026"
    assert len(result.missing) == 46
    assert partial_score(SPBE_2018, {}).index == "0.00"


def test_missing_levels_can_be_left_out_of_the_weights():
    result = score(SPBE_2020, {"1": 3, "11": 5}, missing_rule=MissingRule.EXCLUDE)
    assert result.exact == (Fraction("1.3") * 3 + Fraction("2.5") * 5) / Fraction("3.8")
    assert [part.index for part in result.domains] == ["3.00", "5.00", "", ""]


def test_codes_may_be_numbers_or_text():
    assert score(SPBE_2020, dict.fromkeys(range(1, 48), 3)) == score(SPBE_2020, even(SPBE_2020, 3))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2), "2"),
        (Fraction(5189, 2000), "2.5945"),
        (Fraction(1, 20), "0.05"),
        (Fraction(793, 300), "793/300"),
        (Fraction(10), "10"),
    ],
)
def test_an_exact_value_is_a_decimal_or_a_fraction_never_a_float(value, text):
    assert exact_text(value) == text
    assert Fraction(text) == value
