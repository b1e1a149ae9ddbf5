"""What the house says about data sets of its own is whole, and every column of them is checked."""

import json

import pytest

from pendopo.datahouse.domain.metadata import QUESTIONS
from pendopo.datahouse.domain.own_data import OwnData
from pendopo.datahouse.domain.own_sets import ALL, SURVEY
from pendopo.datahouse.domain.picture import Facts, Way, pictures
from pendopo.datahouse.domain.quality import Delivery, Side, measures
from pendopo.datahouse.domain.schema_reading import read_schema

#: Which year it is about changes, and an office has its own telephone.
UNTOLD = {"tahun", "kontak"}


@pytest.mark.parametrize("own", ALL, ids=lambda one: one.name)
def test_every_question_is_answered_and_every_column_is_checked(own: OwnData) -> None:
    schema = read_schema(json.dumps(own.schema()))
    found = {one.side: one for one in measures(own.said("Kota Uji"), schema, Delivery(), [])}
    missing = {one.facts.get("label") for one in found[Side.METADATA].missing}
    assert missing == {QUESTIONS[key].label for key in UNTOLD}
    assert [one.facts for one in found[Side.VALID].missing] == []


def test_the_index_of_the_whole_is_drawn_and_not_added_to_its_parts() -> None:
    schema = read_schema(json.dumps(SURVEY.schema()))
    drawn = pictures(schema, {"bulan": Facts(12, "2025-11", "2026-10")}, 300)
    assert [(one.kind, one.measure, one.way, one.only) for one in drawn] == [
        ("line", "ikm", Way.MEAN, ("jenis", "pemerintah"))
    ]
