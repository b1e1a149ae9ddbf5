"""`./pendopo index`: the contract that outside programs rely on, and words for everything that can be wrong."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.assessment.domain.level_table import read_level_table
from pendopo.project.launcher import index
from tests.unit.assessment.frameworks import FOLDER, PEMDI, SPBE_2020, even

GOLDEN = Path(__file__).parents[2] / "golden" / "spbe.json"
CASES = [case for case in json.loads(GOLDEN.read_text())["cases"] if case["kind"] == "full"]
PEMDI_OPTIONS = ("--framework", "permenpanrb-8-2026")


def table(levels, head="indicator,level", separator=","):
    return "\n".join([head, *(f"{code}{separator}{level}" for code, level in levels.items())]) + "\n"


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    """Runs the command on a file with `text`: status, stdout, stderr."""

    def run(text, *options, name="levels.csv"):
        monkeypatch.chdir(tmp_path)
        raw = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "levels.csv").write_bytes(raw)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        status = index.run([name, *options])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_an_official_report_comes_out_as_json(command, case):
    status, out, err = command(table(case["levels"]), "--framework", case["framework"], "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert list(answer) == [
        "framework", "index", "index_exact", "predicate", "domains", "aspects", "missing"
    ]  # fmt: skip
    assert answer["framework"] == case["framework"]
    assert answer["index"] == case["published"]["index"]
    assert answer["missing"] == []
    assert {str(part["number"]): part["index"] for part in answer["aspects"]} == case["published"]["aspects"]
    assert {str(part["number"]): part["index"] for part in answer["domains"]} == case["published"]["domains"]
    assert list(answer["domains"][0]) == ["number", "name", "weight", "index"]


def test_figures_are_text_and_numbers_of_indicators_are_numbers(command):
    _, out, _ = command(
        "indicator,level\n1,3\n35-2,4\n", "--framework", "permenpanrb-5-2018", "--json", "--partial"
    )
    answer = json.loads(out)
    assert (answer["index"], answer["index_exact"], answer["predicate"]) == ("0.16", "49/300", "Kurang")
    assert answer["missing"][:2] == [2, 3]
    assert answer["missing"][-2:] == ["35-1", "35-3"]


def test_a_framework_without_domains_has_none(command):
    status, out, _ = command(table(even(PEMDI, 3)), *PEMDI_OPTIONS, "--json")
    answer = json.loads(out)
    assert (status, answer["domains"], len(answer["aspects"])) == (0, [], 7)


def test_people_read_the_figures_with_a_comma(command):
    status, out, _ = command(
        table(even(SPBE_2020, 2)), "--framework", "permenpanrb-59-2020", "--what-if", "12=3"
    )
    assert status == 0
    assert "Indeks 2,00, Cukup (persisnya 2)" in out
    assert "Bila indikator 12 ke tingkat 3: indeks 2,00 menjadi 2,03 (Cukup)." in out


def test_a_table_can_come_from_standard_input_and_from_other_spreadsheets(command):
    text = "\ufeff" + table(even(PEMDI, 3), "Indikator;Tingkat", ";").replace("\n", "\r\n")
    assert json.loads(command(text, *PEMDI_OPTIONS, "--json", name="-")[1])["index"] == "3.00"
    text = "note,level,indicator\n" + "".join(f'"a, b",3,"{n}"\n' for n in range(1, 21)) + "\n\n"
    assert json.loads(command(text, *PEMDI_OPTIONS, "--json")[1])["index"] == "3.00"


def test_a_missing_level_is_refused_with_its_place_unless_asked_for(command):
    text = table(even(PEMDI, 3) | {"7": ""}).replace("\n20,3", "")
    status, out, err = command(text, *PEMDI_OPTIONS)
    assert (status, out) == (2, "")
    assert "levels.csv:8:3: tingkat belum diisi" in err
    assert "levels.csv:21:1: tidak ada baris untuk indikator 20" in err
    status, out, err = command(text, *PEMDI_OPTIONS, "--partial", "--json")
    assert (status, json.loads(out)["missing"]) == (0, [7, 20])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("indicator,level\n1,3\n21,3\n", "levels.csv:3:1: indikator “21” tidak ada dalam permenpanrb-8-2026"),
        (
            "indicator,level\n1,6\n",
            "levels.csv:2:3: tingkat “6” tidak sesuai; tulis bilangan bulat 1 sampai 5",
        ),
        ("indicator,level\n1,0\n", "levels.csv:2:3: tingkat “0”"),
        ("indicator,level\n1,tiga\n", "levels.csv:2:3: tingkat “tiga”"),
        ("indicator;level\n1; 2,5\n", "levels.csv:2:4: tingkat “2,5”"),
        ("indicator,level\n1,2,5\n", "levels.csv:2:5: baris ini berisi 3 kolom, padahal judulnya 2"),
        ("indicator,level\n1\n", "levels.csv:2:1: baris ini berisi 1 kolom"),
        ("indicator,level\n1,3\n1,4\n", "levels.csv:3:1: indikator 1 sudah ada di baris 2"),
        ("indicator,tingkat,level\n1,3,3\n", "levels.csv:1:19: kolom level ada dua kali"),
        ("nomor,level\n1,3\n", "levels.csv:1:1: kolom indicator tidak ada"),
        ("1,3\n2,3\n", "kolom indicator dan level tidak ada"),
        ("", "levels.csv:1:1: berkas kosong"),
        ("\n\n", "levels.csv:1:1: berkas kosong"),
        (b"indicator,level\n1,3\n\xff", "levels.csv:3:1: bukan teks UTF-8"),
        ("indicator,level\n" + "1,3\n" * 6000, "lebih dari 5000 baris"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_line_and_column(command, text, words):
    status, out, err = command(text, *PEMDI_OPTIONS)
    assert (status, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "--framework: belum disebut; pilih salah satu: permenpanrb-5-2018, "),
        (["--framework", "permenpanrb-59-2021"], "“permenpanrb-59-2021” tidak dikenal"),
        (["--framework", "tidak-ada.yaml"], "tidak-ada.yaml:1:1: berkas tidak ada"),
        ([*PEMDI_OPTIONS, "--what-if", "12"], "--what-if: “12” tidak sesuai; tulis seperti 12=3"),
        ([*PEMDI_OPTIONS, "--what-if", "21=3"], "--what-if: Indikator 21 tidak ada"),
        ([*PEMDI_OPTIONS, "--what-if", "12=9"], "--what-if: Tingkat 9 pada indikator 12"),
    ],
)
def test_an_option_that_does_not_fit_is_explained(command, options, words):
    status, out, err = command(table(even(PEMDI, 3)), *options)
    assert (status, out) == (2, "")
    assert words in err


def test_a_file_that_is_not_there_is_named(command):
    assert command("", *PEMDI_OPTIONS, name="x.csv")[::2] == (2, "x.csv:1:1: berkas tidak ada\n")


def test_a_framework_of_ones_own_is_checked_and_used(command, tmp_path):
    own = FOLDER.text("permenpanrb-8-2026").replace("id: permenpanrb-8-2026", "id: kota-sendiri")
    (tmp_path / "own.yaml").write_text(own)
    assert command("", "--check", "own.yaml")[0] == 0
    _, out, _ = command(table(even(PEMDI, 4)), "--framework", "own.yaml", "--json")
    assert json.loads(out)["framework"] == "kota-sendiri"
    (tmp_path / "own.yaml").write_text(own.replace("parent: a1", "parent: a0", 1))
    status, _, err = command("", "--check", "own.yaml")
    assert status == 2
    assert re.search(r"(?m)^own\.yaml:\d+:\d+: parent: kelompok “a0” tidak ada", err)


def test_it_starts_without_django():
    code = (
        "import sys; from pendopo.project.launcher import index; index.run(['--check', sys.argv[1]]);"
        "assert not {'django', 'duckdb', 'uvicorn'} & set(sys.modules)"
    )
    path = str(FOLDER.folder / "permenpanrb-8-2026.yaml")
    assert (
        subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False).returncode == 0
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_table_with_random_damage_gives_levels_in_scale_or_faults_with_places(data):
    text = table(even(PEMDI, 3))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(st.text(max_size=6)) + text[start + data.draw(st.integers(0, 6)) :]
    read = read_level_table(text, PEMDI, path="t.csv")
    assert all(re.match(r"t\.csv:\d+:\d+: ", fault) for fault in [*read.faults, *read.gaps])
    assert all(1 <= level <= 5 for level in read.levels.values())
    assert read.levels.keys() <= PEMDI.item_by_code.keys()
