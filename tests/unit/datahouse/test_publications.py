"""The making of a release: what it is about, how large is large, and that the database holds the same ways."""

import re
from dataclasses import replace
from importlib import import_module

import pytest

from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.publications import OPEN, WAYS, Stage, at_once
from pendopo.datahouse.domain.recorded import recorded_day
from pendopo.datahouse.domain.releases import Proposal
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.tasks.processes import TOLD_TO_STOP, run_apart
from pendopo.kernel.actor import Place
from tests.governed_data import NOW, SAID

READ = Proposal(
    slug="kunjungan", agency="dinkes", place=Place(1, 2), state=State.APPROVED, version=3, rows=2, said=SAID,
    schema=Schema((Field("kecamatan"), Field("kunjungan", "integer"))), priority_year=None, lacks=(),
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"version": 4},
        {"said": replace(SAID, access=Access.LIMITED)},
        {"said": replace(SAID, summary="Lain dari yang dibaca.")},
        {"schema": Schema((Field("kecamatan"),))},
        {"condition": "kecamatan <> 'Magersari'"},
    ],
)
def test_whatever_changes_what_becomes_public_is_seen(other: dict[str, object]) -> None:
    assert replace(READ).digest == READ.digest
    assert replace(READ, **other).digest != READ.digest  # type: ignore[arg-type]


def test_ten_thousand_rows_of_ten_columns_are_waited_for_and_more_are_not() -> None:
    assert at_once(10_000, 10)
    assert not at_once(10_001, 10)


def test_the_database_knows_the_same_ways() -> None:
    kept = import_module("pendopo.datahouse.migrations.0012_publications").KEPT
    pairs = set(re.findall(r"\('(\w+)', '(\w+)'\)", kept))
    assert pairs == {(one.value, to.value) for one, next_ in WAYS.items() for to in next_}
    assert set(Stage) - OPEN == {Stage.DONE, Stage.FAILED, Stage.STOPPED}


def test_the_record_keeps_a_release_under_the_day_of_the_site() -> None:
    assert recorded_day(NOW.replace(hour=18)).day == NOW.day + 1  # 01.00 WIB


def test_work_that_nobody_wants_any_more_ends() -> None:
    assert run_apart("release", "x", "1", wanted=lambda: False) in TOLD_TO_STOP
