"""A fault in a content file is named by file, line and column, with what to write instead."""

import re
import shutil
from pathlib import Path

import pytest

from pendopo.directory.content import read_folder
from pendopo.directory.domain.content import ContentRefused

SHIPPED = Path(__file__).parents[3] / "content"
OFFICE = "offices/mpp-graha-manavaseva.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped content, which is without fault."""
    copy = tmp_path / "content"
    shutil.copytree(SHIPPED, copy)
    return copy


def spoil(folder: Path, path: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; answers the line where it stood."""
    file = folder / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ContentRefused) as refusal:
        read_folder(folder)
    return tuple(refusal.value.facts["faults"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("promise_minutes: 45", "promise_minutes: lama", "bilangan bulat"),
        ("promise_minutes: 45", "promise_minutes: -5", "bilangan bulat"),
        ("letter: B", "letter: b", "huruf besar"),
        ("letter: B", "letter: A", "sudah dipakai"),
        ("slug: kartu-keluarga", "slug: Kartu Keluarga", "huruf kecil"),
        ("agency: disnaker", "agency: disnakr", "disnakr"),
        ('government: "35.16"', 'government: "35.99"', "35.99"),
        ('region: "35.16.13"', 'region: "35.16.99"', "35.16.99"),
        ("zone: Asia/Jakarta", "zone: Asia/Singapore", "Asia/Jayapura"),
        ('senin: ["08.00-14.00"]', 'senin: ["14.00-08.00"]', "setelah jam buka"),
        ('senin: ["08.00-14.00"]', 'senin: ["8-14"]', "08.00-14.00"),
        ('senin: ["08.00-14.00"]', 'senin: ["08.00-12.00", "11.00-14.00"]', "tumpang tindih"),
        ("last_checked: 2026-11-21", "last_checked: kemarin", "bukan tanggal"),
        ("produk: KTP-el", "prodk: KTP-el", "prodk"),
        ("daily_quota: 80", "kuota: 80", "tidak dikenal"),
        ("services: [ktp-el, kartu-keluarga]", "services: [ktp-el, kk]", "“kk”"),
        ("services: [ktp-el, kartu-keluarga]", "services: [ktp-el, ktp-el]", "tertulis dua kali"),
        ("number: 2", "number: 1", "tertulis dua kali"),
        ("  name: MPP Graha Manavaseva", "  name: ''", "belum diisi"),
        ("confidence: example", "confidence: perhaps", "perhaps"),
        ("example: true", "example: mungkin", "true atau false"),
    ],
)
def test_the_fault_is_found_in_its_line(folder: Path, old: str, new: str, said: str) -> None:
    line = spoil(folder, OFFICE, old, new)
    faults = faults_of(folder)
    assert any(said in fault for fault in faults), faults
    lines = {int(found[1]) for fault in faults if (found := re.match(rf"{OFFICE}:(\d+):\d+: ", fault))}
    # A list is faulty where it begins, a missing entry where its section begins: at most a few lines above.
    assert any(line - 30 <= found <= line + 1 for found in lines), faults


def test_a_wrong_value_is_named_with_its_exact_place(folder: Path) -> None:
    line = spoil(folder, OFFICE, "promise_minutes: 45", "promise_minutes: lama")
    assert (
        f"{OFFICE}:{line}:22: promise_minutes: “lama” tidak sesuai; tulis bilangan bulat dari 1 sampai 480"
        in faults_of(folder)
    )


def test_a_missing_published_component_is_named(folder: Path) -> None:
    spoil(folder, OFFICE, '      biaya: &gratis {isi: Gratis, source: "UU 24/2013 Pasal 79A"}\n', "")
    text = (folder / OFFICE).read_text().replace("biaya: *gratis", "biaya: Gratis")
    (folder / OFFICE).write_text(text)
    assert any("enam komponen wajib diumumkan; belum ada: biaya" in fault for fault in faults_of(folder))


def test_broken_yaml_is_named_with_its_line(folder: Path) -> None:
    line = spoil(folder, OFFICE, "counters:", "counters: [")
    (fault,) = faults_of(folder)
    assert fault.startswith((f"{OFFICE}:{line}:", f"{OFFICE}:{line + 1}:", f"{OFFICE}:{line + 2}:"))
    assert "bukan YAML yang benar" in fault


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "42\n", "a: 1\n\tb: 2\n", "\x00", "!!python/object:os.system x\n"]
)
def test_a_file_that_is_something_else_is_refused(folder: Path, text: str) -> None:
    (folder / OFFICE).write_text(text)
    assert any(fault.startswith(OFFICE) for fault in faults_of(folder))


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / OFFICE).write_bytes("version: 'x'\nname: caf\xe9\n".encode("latin-1"))
    (fault,) = faults_of(folder)
    assert fault == f"{OFFICE}:2:1: bukan teks UTF-8; simpan ulang sebagai UTF-8"


def test_all_faults_of_all_files_are_named_at_once(folder: Path) -> None:
    spoil(folder, OFFICE, "letter: B", "letter: bb")
    spoil(folder, "holidays/2026.yaml", "2026-12-25", "2026-13-25")
    spoil(folder, "regions/wilayah-35.16-35.76.csv", "35.76.03,Kranggan", "35.76.3,Kranggan")
    files = {fault.split(":")[0] for fault in faults_of(folder)}
    assert files == {OFFICE, "holidays/2026.yaml", "regions/wilayah-35.16-35.76.csv"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code,name,level", "kode,nama,tingkat"),
        ("35.76.02,Magersari", "35.76.01,Magersari"),
        ("35.76.02.1008,Balongsari,kelurahan", "35.76.02.1008,Balongsari,kecamatan"),
        ("35.76.02.1008,Balongsari,kelurahan", "35.76.02.1008,,kelurahan"),
        ("35.76.02.1008,Balongsari,kelurahan", "35.76.02.1008"),
        ("35.76.03,Kranggan", "35.76.04,Kranggan"),
    ],
)
def test_a_faulty_region_list_is_refused(folder: Path, old: str, new: str) -> None:
    spoil(folder, "regions/wilayah-35.16-35.76.csv", old, new)
    assert all(re.match(r"regions/[^:]+:\d+:1: ", fault) for fault in faults_of(folder) if "regions" in fault)


def test_a_folder_without_towns_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path)
    assert "towns" in fault


def test_a_date_written_twice_is_refused(folder: Path) -> None:
    spoil(folder, "holidays/2026.yaml", "2026-12-24", "2026-12-25")
    assert any("tertulis dua kali" in fault for fault in faults_of(folder))
