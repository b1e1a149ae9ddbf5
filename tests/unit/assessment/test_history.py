"""Indexes that were announced: totals with sources, by a framework of that year, and nothing invented."""

from datetime import date
from pathlib import Path

import pytest

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.history import load_history
from tests.unit.assessment.frameworks import FRAMEWORKS

FOLDER = Path(__file__).parents[3] / "content" / "history"
TEXT = (FOLDER / "kota-mojokerto.yaml").read_text()


def test_the_published_totals_of_both_governments_are_there():
    totals = {
        history.government: [(one.year, one.index, one.predicate) for one in history.totals]
        for history in (
            load_history(file.read_text(), FRAMEWORKS, path=file.name) for file in FOLDER.glob("*.yaml")
        )
    }
    assert totals == {
        "35.16": [(2019, "1.55", "Kurang")],
        "35.76": [
            (2021, "2.92", "Baik"),
            (2022, "3.32", "Baik"),
            (2023, "4.26", "Memuaskan"),
            (2024, "4.32", "Memuaskan"),
        ],
    }


def test_a_predicate_that_was_not_printed_is_told_as_such():
    history = load_history(TEXT, FRAMEWORKS, path="k.yaml")
    assert [one.predicate_printed for one in history.totals] == [False, False, True, True]
    assert all(one.sources for one in history.totals)
    assert history.read_on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('index: "2.92"', 'index: "2,92"', "indeks dengan dua desimal"),
        ('index: "2.92"', 'index: "0.92"', "di luar skala 1 sampai 5"),
        ("year: 2021", "year: 2019", "permenpanrb-59-2020 tidak dipakai pada tahun 2019"),
        ("year: 2021", "year: 2022", "tertulis lebih dari satu kali"),
        ("framework: permenpanrb-59-2020", "framework: permenpanrb-60-2020", "tidak dikenal"),
        ("    sources: [mili.id", "    source: [mili.id", "sebutkan sedikitnya satu sumber"),
        ('government: "35.76"', "government: Kota Mojokerto", "kode wilayah"),
        ("indexes:", "indexes: [", "bukan YAML"),
    ],
)  # fmt: skip
def test_a_history_with_a_fault_is_refused_with_its_place(old, new, words):
    with pytest.raises(FrameworkRefused) as refusal:
        load_history(TEXT.replace(old, new, 1), FRAMEWORKS, path="k.yaml")
    assert any(words in fault for fault in refusal.value.faults), refusal.value.faults
    assert all(fault.startswith("k.yaml:") for fault in refusal.value.faults)
