"""A plan file is read to the letter of the contract, and every fault is named by line and column."""

from pathlib import Path

import pytest

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import load_framework
from pendopo.roadmap.domain.plan.problem import Raise
from pendopo.roadmap.domain.plan.reading import PlanFile, read_plan
from pendopo.roadmap.domain.plan.soundness import PlanRefused

CONTENT = Path(__file__).parents[3] / "content" / "frameworks" / "permenpanrb-59-2020.yaml"
FRAMEWORK = load_framework(CONTENT.read_text())

GOOD = """\
framework: permenpanrb-59-2020
current: {1: 1, 2: 2}            # indicator: level now (others = lowest level)
years: [2021, 2022, 2023]
targets: {2021: "2.60", 2023: "4.90"}
budgets: {2021: 1500000000, 2022: 2000000000}
pace: {hold_before: [4, 5]}
initiatives:
  - {id: a1, title: "Arsitektur", owner: "Diskominfo", duration: 1, cost: [300000000], running_cost: 20000000,
     raises: [{indicator: 3, from: 1, to: 3}], after: [], mandatory: false, earliest: 2021, latest: 2023}
  - {id: a2, duration: 2, cost: 301, raises: [{indicator: 47, from: 2, to: 4}], after: [a1], mandatory: true}
"""


def framework_of(name: str) -> Framework | None:
    return FRAMEWORK if name == FRAMEWORK.id else None


def read(text: str) -> PlanFile:
    return read_plan(text, path="rencana.yaml", framework_of=framework_of)


def test_the_example_of_the_contract_is_read() -> None:
    problem = read(GOOD).problem
    assert problem.years == (2021, 2022, 2023)
    assert problem.targets == {2021: 5_200, 2023: 9_800}
    assert problem.budgets == {2021: 1_500_000_000, 2022: 2_000_000_000}
    assert problem.hold_before == (4, 5)
    assert (problem.level_now("2"), problem.level_now("3")) == (2, 1)
    one, two = problem.initiatives
    assert (one.title, one.owner, one.cost, one.running_cost) == (
        "Arsitektur",
        "Diskominfo",
        (300_000_000,),
        20_000_000,
    )
    assert (one.raises, one.earliest, one.latest) == ((Raise("3", 1, 3),), 2021, 2023)
    assert (two.cost, two.after, two.mandatory) == ((151, 150), ("a1",), True)


def test_index_and_targets_are_whole_numbers_of_the_same_unit() -> None:
    measure = read(GOOD).problem.measure
    assert measure.unit == sum(measure.weights.values()) == measure.units({}) == 2_000
    assert measure.weights["1"] * 100 == measure.unit * 1.3


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (("framework: permenpanrb-59-2020", "framework: spbe"), "1:12", "tidak ada"),
        (("{1: 1, 2: 2}", "{1: 1, 2: 6}"), "2:20", "di luar skala 1 sampai 5"),
        (("{1: 1, 2: 2}", "{1: 1, 48: 2}"), "2:21", "indikator 48 tidak ada"),
        (("{1: 1, 2: 2}", "{1: 1, 1: 2}"), "2:17", "tertulis dua kali"),
        (("{1: 1, 2: 2}", "{1: 1, 01: 2}"), "2:21", "tertulis dua kali"),
        (("[2021, 2022, 2023]", "[2021, 2023]"), "3:8", "berurutan"),
        (('2023: "4.90"', '2030: "4.90"'), "4:31", "di luar jangka"),
        (('2023: "4.90"', '2023: "5.01"'), "4:31", "1 sampai 5"),
        (('2023: "4.90"', '2023: "4,90"'), "4:31", "titik desimal"),
        (("2021: 1500000000", "2021: -5"), "5:17", "negatif"),
        (("2021: 1500000000", "2021: 1.5e9"), "5:17", "rupiah"),
        (("hold_before: [4, 5]", "hold_before: [1]"), "6:21", "di luar skala"),
        (("cost: [300000000]", "cost: [-300000000]"), "8:75", "negatif"),
        (("cost: [300000000]", "cost: [900000000000000]"), "8:75", "terlalu besar"),
        (("cost: [300000000]", "cost: [3, 4]"), "8:75", "2 angka untuk 1 tahun"),
        (("indicator: 3, from: 1, to: 3", "indicator: 3, from: 3, to: 3"), "9:36", "from lebih kecil"),
        (("indicator: 3, from: 1, to: 3", "indicator: 3, from: 1, to: 6"), "9:36", "1 sampai 5"),
        (("indicator: 3, from", "indicator: 77, from"), "9:27", "indikator 77 tidak ada"),
        (("after: []", "after: [a9]"), "9:55", "“a9” tidak ada"),
        (("after: []", "after: [a1]"), "9:55", "dirinya sendiri"),
        (("after: []", "after: [a2]"), "9:55", "berputar: a1 menunggu a2 menunggu a1"),
        (("earliest: 2021", "earliest: 2020"), "9:87", "di luar jangka"),
        (("earliest: 2021, latest: 2023", "earliest: 2023, latest: 2022"), "9:101", "lebih awal"),
        (("id: a2", "id: a1"), "10:10", "sudah dipakai"),
        (("id: a2", "id: a2, colour: red"), "10:22", "tidak dikenal"),
        (("duration: 2", "duration: nol"), "10:24", "bilangan bulat"),
        (("initiatives:", "initiative:"), "8:3", "tidak dikenal"),
    ],
)
def test_a_fault_is_named_where_it_stands(change: tuple[str, str], place: str, word: str) -> None:
    assert read(GOOD)
    assert change[0] in GOOD
    with pytest.raises(PlanRefused) as refused:
        read(GOOD.replace(*change, 1))
    faults = refused.value.facts["faults"]
    assert isinstance(faults, tuple)
    assert any(fault.startswith(f"rencana.yaml:{place}: ") and word in fault for fault in faults), faults


def test_all_faults_of_a_file_are_named_at_once() -> None:
    text = GOOD.replace("2021: 1500000000", "2021: -5").replace("after: []", "after: [a9]")
    with pytest.raises(PlanRefused) as refused:
        read(text.replace('2023: "4.90"', '2031: "4.90"'))
    assert len(refused.value.facts["faults"]) == 3  # type: ignore[arg-type]


def test_what_is_odd_but_allowed_is_said() -> None:
    twice = GOOD.replace("indicator: 47, from: 2, to: 4", "indicator: 3, from: 1, to: 2")
    notes = " ".join(read(twice.replace("duration: 2", "duration: 4")).notes)
    assert "indikator 3 tingkat 2 (a1, a2)" in notes
    assert "tidak dapat selesai dalam jangka rencana, jadi tidak pernah dipilih: a2" in notes
    assert "45 indikator tidak ada dalam current" in notes


def test_a_longer_circle_of_waiting_is_found() -> None:
    rows = "\n".join(f"  - {{id: b{n}, cost: 1, after: [b{(n + 1) % 300}]}}" for n in range(300))
    with pytest.raises(PlanRefused, match="b0 menunggu b1 menunggu b2"):
        read(GOOD + rows)
