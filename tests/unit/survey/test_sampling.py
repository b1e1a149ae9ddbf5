"""The sample size is that of the printed table."""

import json
from pathlib import Path

import pytest

from pendopo.survey.domain.sampling import needed_sample, sample_of

TABLE = json.loads((Path(__file__).parents[2] / "golden" / "krejcie-morgan.json").read_text())["rows"]


def test_the_formula_gives_the_table():
    assert len(TABLE) == 90
    assert {population: needed_sample(population) for population, _, _ in TABLE} == {
        population: formula for population, formula, _ in TABLE
    }
    assert [row for row in TABLE if row[1] != row[2]] == [[100000, 383, 384]]


def test_never_more_than_there_are_people_and_never_nobody():
    assert [needed_sample(population) for population in (1, 2, 3)] == [1, 2, 3]
    assert all(0 < needed_sample(population) <= population for population in range(1, 2000))
    with pytest.raises(ValueError, match="at least one"):
        needed_sample(0)


def test_a_sample_is_enough_from_the_needed_number_on():
    assert (sample_of(5000, 356).enough, sample_of(5000, 357).enough) == (False, True)
