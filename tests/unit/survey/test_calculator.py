"""`./pendopo ikm`: figures by the contract, and every bad file named by its place and remedy."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.decimals import half_up
from pendopo.project.launcher.ikm import run
from pendopo.survey.calculator import answers
from pendopo.survey.calculator.heading import read_heading
from pendopo.survey.calculator.source import BadFile, Source
from pendopo.survey.domain.tally import index_of
from tests.unit.survey.framework import FRAMEWORK

NINE = ",".join(FRAMEWORK.codes)
CASES = json.loads((Path(__file__).parents[2] / "golden" / "ikm.json").read_text())["cases"]


@pytest.fixture
def ikm(tmp_path, capsys):
    """Run the verb on a file with this content: its status, what it printed, what it complained."""

    def calculate(content: str | bytes, *options: str):
        file = tmp_path / "jawaban.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        status = run([str(file), *options])
        shown = capsys.readouterr()
        return status, shown.out, shown.err.replace(f"{tmp_path}/", "")

    return calculate


def rows(*lines: str) -> str:
    """Nine digits each, "." for not answered."""
    return "\n".join([NINE, *(",".join(line.replace(".", " ")).replace(" ", "") for line in lines)]) + "\n"


def figures(ikm, content, *options):
    status, out, _ = ikm(content, "--json", *options)
    assert status == 0
    return json.loads(out)


def test_the_answer_has_the_shape_of_the_contract(ikm):
    shown = figures(ikm, rows("344444444", "3444.4444"), "--population", "5000")
    assert list(shown) == [
        "framework", "respondents", "elements", "index", "ikm", "quality", "performance", "lowest", "sample", "groups",
    ]  # fmt: skip
    assert shown["respondents"] == 2
    assert shown["elements"][0] == {
        "code": "U1", "name": "Persyaratan", "answered": 2, "sum": 6, "mean": "3.000", "weighted": "0.333",
    }  # fmt: skip
    assert shown["elements"][4]["answered"] == 1
    assert (shown["index"], shown["ikm"], shown["quality"]) == ("3.889", "97.22", "A")
    assert shown["lowest"] == ["U1", "U2", "U3"]
    assert shown["sample"] == {"population": 5000, "needed": 357, "enough": False}
    assert shown["groups"] == {}


def test_groups_have_the_same_shape_and_blank_is_a_group_too(ikm):
    content = (
        f"{NINE},layanan\n4,4,4,4,4,4,4,4,4,KTP\n1,1,1,1,1,1,1,1,1,\n2,2,2,2,2,2,2,2,2,Akta\n,,,,,,,,,SIM\n"
    )
    shown = figures(ikm, content, "--by", "layanan")
    assert {name: (group["respondents"], group["ikm"]) for name, group in shown["groups"].items()} == {
        "": (1, "25.00"), "Akta": (1, "50.00"), "KTP": (1, "100.00"), "SIM": (1, None),
    }  # fmt: skip
    assert all(group.keys() == shown.keys() for group in shown["groups"].values())
    assert shown["respondents"] == 4
    _, out, _ = ikm(content, "--by", "layanan")
    assert "(kosong)" in out


def test_columns_are_found_by_name_in_any_order_and_others_are_free(ikm):
    mixed = 'nama,U9,U8,U7,u6,U5, U4 ,U3,U2,U1\n"Sari, dan Budi",1,2,3,4,4,4,4,4,4\n'
    shown = figures(ikm, mixed)
    assert [element["sum"] for element in shown["elements"]] == [4, 4, 4, 4, 4, 4, 3, 2, 1]


def test_what_spreadsheets_add_does_no_harm(ikm):
    plain = figures(ikm, rows("344444444", "3444.4444"))
    dressed = "\ufeff" + rows("344444444", "", "3444.4444", "").replace("\n", "\r\n") + ",,,,,,,,\r\n"
    assert figures(ikm, dressed) == plain
    quoted = "\n".join(
        ",".join(f'"{cell}"' for cell in row)
        for row in csv.reader(io.StringIO(rows("344444444", "3444.4444")))
    )
    assert figures(ikm, quoted) == plain
    assert figures(ikm, rows("344444444", "3444.4444").replace(",4,", ", 4 ,")) == plain


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (rows("444444444", "444544444"), "jawaban.csv, baris 3, kolom U4: isi “5”; jawaban harus 1, 2, 3, 4"),
        (rows("444444440"), "baris 2, kolom U9: isi “0”"),
        (f'{NINE}\n4,4,4,4,4,4,4,"3,5",4\n', "baris 2, kolom U8: isi “3,5” adalah pecahan"),
        (rows("444444444", "44444444"), "baris 3: ada 8 sel, seharusnya 9"),
        (rows("444444444", "4444444444"), "baris 3: ada 10 sel, seharusnya 9"),
        (f'nama,{NINE}\n"A\nB",4,4,4,4,4,4,4,4,4\nC,4,4,4,x,4,4,4,4,4\n', "baris 4, kolom U4: isi “x”"),
        ("", "berkas kosong; baris pertama harus berisi nama kolom U1, U2"),
        (f"{NINE}\n", "tidak ada satu jawaban pun"),
        (rows("........."), "tidak ada satu jawaban pun"),
        ("4,4,4,4,4,4,4,4,4\n", "baris 1: baris ini berisi jawaban"),
        (rows("444444444").replace(",", ";"), "baris 1: kolom dipisahkan titik koma, bukan koma"),
        (rows("444444444").replace(",", "\t"), "baris 1: kolom dipisahkan tab, bukan koma"),
        (f"U1,{NINE}\n4,4,4,4,4,4,4,4,4,4\n", "baris 1, kolom U1: kolom ini ada lebih dari satu kali"),
        (f"Hasil survei,,\n{NINE}\n", "baris 1: nama kolom baru ada di baris 2; hapus baris di atasnya"),
        (rows("444444444").replace("U5", "Produk"), "baris 1, kolom U5: kolom U5 tidak ada"),
        (rows("444444444").replace("U8", "U8 Sarana").replace("U9", "U9 Pengaduan"),
         "ganti “U8 Sarana” menjadi U9; “U9 Pengaduan” menjadi U8; perhatikan: nomor di formulir ini tertukar"),
        (rows("444444444").replace("U8", "U8 (Pengaduan)"), "ganti “U8 (Pengaduan)” menjadi U8"),
        (f'nama,{NINE}\n"A,4,4,4,4,4,4,4,4,4\n', "baris 2: tanda kutip tidak berpasangan"),
        (f"nama,{NINE}\nAndré,4,4,4,4,4,4,4,4,4\n".encode("latin-1"), "baris 2: ada karakter yang bukan UTF-8"),
        (rows("444444444").encode("utf-16"), "ini teks UTF-16, bukan CSV"),
        (b"PK\x03\x04rest", "ini berkas Excel (XLSX) atau arsip ZIP, bukan CSV"),
        (rows("444444444") + "\0", "baris 3: ada bita nol"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_by_place_and_remedy_and_nothing_is_computed(ikm, content, said):
    status, out, complaint = ikm(content, "--json")
    assert (status, out) == (2, "")
    assert said in complaint
    assert complaint.startswith("jawaban.csv")


def test_the_first_ten_faults_are_told_and_the_rest_is_counted(ikm):
    status, _, complaint = ikm(rows(*["944444444"] * 12))
    assert status == 2
    assert len(complaint.splitlines()) == 11
    assert "baris 11, kolom U1" in complaint
    assert "masih ada 2 kesalahan lain" in complaint


def test_a_file_of_the_older_method_read_with_the_newer_is_remarked(ikm):
    fourteen = ",".join(f"U{number}" for number in range(1, 15))
    content = f"{fourteen}\n{','.join('3' * 14)}\n"
    status, _, note = ikm(content)
    assert status == 0
    assert "kolom U10, U11, U12, U13, U14 bukan unsur kerangka permenpanrb-14-2017" in note
    shown = figures(ikm, content, "--framework", "kep-25-m-pan-2-2004")
    assert (len(shown["elements"]), shown["ikm"], shown["quality"]) == (14, "75.00", "B")


def test_own_elements_extend_a_framework_and_weigh_one_of_all(ikm, tmp_path):
    file = tmp_path / "kota.yaml"
    file.write_text(
        "extends: permenpanrb-14-2017\ncode: kota-uji\ntitle: Kota Uji\n"
        "elements: [{code: U10, name: Keamanan, confidence: own}]\n"
    )
    shown = figures(ikm, f"{NINE},U10\n4,4,4,4,4,4,4,4,4,2\n", "--framework", str(file))
    assert (shown["framework"], shown["ikm"]) == ("kota-uji", "95.00")
    assert shown["elements"][9]["weighted"] == "0.200"


@pytest.mark.parametrize(
    ("target", "grade"),
    [("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"), ("88.30", "B"), ("88.31", "A")],
)
def test_the_grades_change_exactly_at_their_bounds(ikm, target, grade):
    # 10,000 respondents: the nine sums can be chosen so that the IKM is just the target.
    total = Fraction(target) / 25 * 9 * 10_000
    mean = total / 90_000
    low = int(mean)
    high_answers = int(total) - low * 90_000
    assert total.denominator == 1
    cells = [low + 1] * high_answers + [low] * (90_000 - high_answers)
    lines = [",".join(map(str, cells[at : at + 9])) for at in range(0, 90_000, 9)]
    shown = figures(ikm, "\n".join([NINE, *lines]))
    assert (shown["ikm"], shown["quality"]) == (target, grade)


@pytest.mark.parametrize(
    ("weights", "ikm_"), [("exact", "100.00"), ("0.11", "99.00"), ("0.111", "99.90"), ("0.1111", "99.99")]
)
def test_one_respondent_with_a_perfect_score_under_each_weight(ikm, weights, ikm_):
    shown = figures(ikm, rows("444444444"), "--weights", weights)
    assert (shown["respondents"], shown["ikm"], shown["quality"]) == (1, ikm_, "A")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--weights", "0.12"), "pilih exact, 0.11, 0.111, 0.1111"),
        (("--by", "layanan"), "kolom layanan: kolom ini tidak ada"),
        (
            ("--framework", "permenpan"),
            "kerangka permenpan tidak dikenal; pilih kep-25-m-pan-2-2004, permenpanrb",
        ),
        (("--means", "--by", "U1"), "hanya untuk berkas jawaban"),
    ],
)
def test_an_option_that_does_not_fit_is_refused(ikm, options, said):
    status, out, complaint = ikm(rows("444444444"), *options)
    assert (status, out) == (2, "")
    assert said in complaint


@pytest.mark.parametrize("options", [("--population", "0"), ("--published", "84,27"), ("--unknown",)])
def test_bad_usage_ends_with_two(ikm, options):
    with pytest.raises(SystemExit) as ended:
        ikm(rows("444444444"), *options)
    assert ended.value.code == 2


def test_a_missing_file_and_a_folder_are_refused(tmp_path, capsys):
    assert [run([str(tmp_path / "no.csv")]), run([str(tmp_path)])] == [2, 2]
    said = capsys.readouterr().err
    assert "berkas tidak ditemukan" in said
    assert "ini folder" in said


def test_the_standard_input_is_read_too(monkeypatch, capsys):
    class Stdin:
        buffer = io.BytesIO(rows("444444444", "94444444x").encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert run(["-"]) == 2
    assert "masukan standar, baris 3, kolom U1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == "means-14"]
)
def test_printed_means_of_public_reports_are_checked(ikm, case):
    content = "element,mean\n" + "".join(f"{code},{mean}\n" for code, mean in case["means"].items())
    shown = figures(
        ikm, content, "--means", "--framework", "kep-25-m-pan-2-2004", "--published", case["published"]["ikm"]
    )
    assert shown["ikm"] == case["exact"]["ikm"]
    assert shown["reproduced_by"] == case["reproduced"]
    assert shown["respondents"] is None
    assert [element["answered"] for element in shown["elements"]] == [None] * 14


def test_a_figure_that_nothing_reproduces_is_said_so(ikm):
    content = "element,mean\n" + "".join(f"{code},3.00\n" for code in FRAMEWORK.codes)
    assert figures(ikm, content, "--means", "--published", "91.00")["reproduced_by"] is None
    _, out, _ = ikm(content, "--means", "--published", "91.00")
    assert "tidak dihasilkan oleh bobot dan pembulatan mana pun" in out
    _, out, _ = ikm(content, "--means", "--published", "74.25")
    assert "bobot 1/n yang dipotong menjadi 0.11" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("U1,3,29", "baris 2: ada 3 sel, seharusnya 2; desimal ditulis dengan titik: 3.29"),
        ('U1,"3,29"', "baris 2, kolom mean: isi “3,29” memakai koma desimal; tulis 3.29"),
        ("U1,4.01", "baris 2, kolom mean: isi “4.01”; rata-rata harus bilangan 1 sampai 4"),
        ("U1,nan", "baris 2, kolom mean: isi “nan”"),
        ("U12,3.00", "baris 2, kolom element: unsur “U12” tidak dikenal"),
        ("U2,3.00", "kolom element: unsur U2 ada lebih dari satu kali"),
    ],
)
def test_bad_means_are_named(ikm, line, said):
    rest = "".join(f"{code},3.00\n" for code in FRAMEWORK.codes[1:])
    status, out, complaint = ikm(f"element,mean\n{line}\n{rest}", "--means")
    assert (status, out) == (2, "")
    assert said in complaint


def test_a_large_file_is_counted_by_the_engine_and_its_faults_have_their_place(ikm, monkeypatch):
    lines = ["344444444", "3444.4444"] * 10_000
    plain = figures(ikm, rows(*lines[:2]))
    with monkeypatch.context() as patched:
        patched.setattr(answers, "_count_slowly", None)
        large = figures(ikm, rows(*lines))
    assert (large["respondents"], large["ikm"], large["lowest"]) == (20_000, plain["ikm"], plain["lowest"])
    status, _, complaint = ikm(rows(*lines, "444444445"))
    assert status == 2
    assert "baris 20002, kolom U9: isi “5”" in complaint


cells = st.sampled_from(["", "1", "2", "3", "4"])
tables = st.lists(st.tuples(*[cells] * 9, st.sampled_from(["", "KTP", "SIM"])), min_size=1, max_size=30)


@given(tables)
@settings(max_examples=15)
def test_both_ways_of_counting_and_exact_fractions_agree(tmp_path_factory, table):
    file = tmp_path_factory.getbasetemp() / "random.csv"
    file.write_text("\n".join([f"{NINE},layanan", *(",".join(row) for row in table)]) + "\n")
    source = Source(file, "random.csv")
    heading = read_heading(source, {each.code: each.name for each in FRAMEWORK.elements})
    fast = answers._count_fast(source, heading, range(9), 9)
    assert fast == dict(answers._count_slowly(source, heading, range(9), 9))
    given_scores = [[int(row[place]) for row in table if row[place]] for place in range(9)]
    means = [Fraction(sum(scores), len(scores)) for scores in given_scores if scores]
    if not means:
        return
    expected = half_up(25 * sum(means) / len(means), 2)
    totals = answers.count_answers(source, FRAMEWORK).groups[""]
    assert index_of(FRAMEWORK, totals).ikm == expected


@given(
    st.text(alphabet='U19,;"\n\r 0', max_size=60),
    st.lists(st.text(alphabet='123490,;" \n', max_size=24), max_size=5),
)
@settings(max_examples=25)
def test_no_text_is_read_in_two_ways(tmp_path_factory, before, lines):
    """Whatever the fast way accepts, the careful way accepts with the same counts."""
    file = tmp_path_factory.getbasetemp() / "fuzz.csv"
    file.write_text("\n".join([f"{NINE},{before}" if before[:1] == "U" else NINE, *lines]), newline="")
    source = Source(file, "fuzz.csv")
    try:
        heading = read_heading(source, {each.code: each.name for each in FRAMEWORK.elements})
    except BadFile:
        return
    fast = answers._count_fast(source, heading, range(9), None)
    if fast is not None:
        slow = dict(answers._count_slowly(source, heading, range(9), None))
        assert fast == slow
