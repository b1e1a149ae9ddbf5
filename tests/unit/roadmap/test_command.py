"""`./pendopo plan` as other programs meet it: statuses, shape of the answer, where faults go."""

import json
from pathlib import Path

import pytest

from pendopo.project.launcher.plan import run
from tests.unit.roadmap.test_reading import GOOD

EXAMPLE = Path(__file__).parents[3] / "docs" / "panduan" / "rencana-contoh.yaml"


@pytest.fixture
def plan_file(tmp_path):
    """Write a file and return its name."""

    def write(text: str) -> str:
        path = tmp_path / "rencana.yaml"
        path.write_text(text)
        return str(path)

    return write


def solvable(text: str = GOOD) -> str:
    return text.replace('targets: {2021: "2.60", 2023: "4.90"}', 'targets: {2023: "1.03"}')


def test_an_answer_has_the_shape_of_the_contract(plan_file, capsys):
    assert run([plan_file(solvable()), "--json", "--seconds", "20"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["gap"]) == ("optimal", "0.000000")
    assert answer["cost"] == 300_000_000 + 2 * 20_000_000 + 301
    assert answer["schedule"] == [
        {"initiative": "a1", "start": 2021, "end": 2021},
        {"initiative": "a2", "start": 2022, "end": 2023},
    ]
    assert answer["spend"] == {"2021": 300_000_000, "2022": 20_000_151, "2023": 20_000_150}
    # Items 2 and 47 are at 2 and 1: 47 begins at 2, so its steps do not count while level 2 is missing.
    assert answer["index"] == {"2021": "1.04", "2022": "1.04", "2023": "1.04"}
    assert answer["levels"]["2023"]["3"] == 3
    assert (answer["best_possible"], answer["blocking"]) == ({}, [])


def test_without_a_plan_it_still_ends_well_and_says_why(plan_file, capsys):
    assert run([plan_file(GOOD), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["cost"], answer["schedule"]) == ("infeasible", None, [])
    assert answer["best_possible"] == {"2021": "1.04", "2023": "1.04"}
    assert [(one["kind"], one["year"]) for one in answer["blocking"]] == [("target", 2023)]
    assert answer["nearest"]["schedule"]


def test_bad_input_ends_with_2_and_nothing_on_the_output(plan_file, capsys):
    name = plan_file(GOOD.replace("after: []", "after: [a9]"))
    assert run([name, "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"{name}:9:55: after: “a9” tidak ada dalam daftar inisiatif\n"


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert run([str(tmp_path / "tidak-ada.yaml")]) == 2
    assert "tidak-ada.yaml: berkas tidak dapat dibaca" in capsys.readouterr().err


def test_people_get_sentences_and_a_table(plan_file, capsys):
    assert run([plan_file(solvable())]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Rencana termurah; terbukti tidak ada yang lebih murah.")
    assert "Rp340.000.301" in told.out
    assert "catatan: 45 indikator tidak ada dalam current" in told.err


def test_the_regency_cannot_reach_its_goal_in_three_years_and_is_told_the_nearest_plan(capsys):
    """1.55 to 2.60 and on to 4.90 with the pace rule, by the example catalogue."""
    assert run([str(EXAMPLE), "--json", "--seconds", "60"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "infeasible"
    assert answer["best_possible"] == {"2021": "2.86", "2023": "4.78"}
    assert {one["kind"] for one in answer["blocking"]} == {"order", "pace", "target"}
    assert answer["nearest"]["index"]["2023"] == "4.78"
