"""A file is uploaded, looked at, decided about, brought in, taken back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.kernel.days import Month
from pendopo.survey.queries import imports_of
from pendopo.survey.queries.tallies import tallies
from tests.unit.survey.files import CODES, csv_of, office_workbook, plain_csv
from tests.web.survey.staff import manager_in

PAGE = "/ruang-kerja/survei/impor/"
NINE = [4, 3, 3, 4, 3, 3, 4, 4, 3]


@pytest.fixture
def manager(settings, town):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return manager_in(town)


def upload(manager, town, raw, name="skm.csv"):
    return manager.post(PAGE, {"kantor": town.office.pk, "berkas": SimpleUploadedFile(name, raw)})


def counted():
    return sum(each.respondents for each in tallies(service_ids=None, months=[Month(2024, 1)]))


def test_a_workbook_is_previewed_matched_brought_in_and_taken_back(manager, town):
    draft = upload(manager, town, office_workbook(), "skm-2024.xlsx")["Location"]
    shown = manager.get(draft).content.decode()
    assert "Belum dapat dimasukkan" in shown
    assert "“Layanan Lama” (1 baris) adalah" in shown
    assert manager.post(draft + "masukkan/").status_code == 409
    assert counted() == 0
    manager.post(draft, {"nama-1": "layanan lama", "layanan-1": town.services[0].pk})
    shown = manager.get(draft).content.decode()
    assert "Siap dimasukkan" in shown
    assert "Masukkan 3 jawaban" in shown
    manager.post(draft + "masukkan/")
    assert counted() == 3
    done = manager.get(draft).content.decode()
    assert "Batalkan impor ini" in done
    assert manager.post(draft + "batalkan/", {"alasan": ""}).status_code == 422
    assert counted() == 3
    manager.post(draft + "batalkan/", {"alasan": "Berkas keliru"})
    assert counted() == 0
    assert "Berkas keliru" in manager.get(draft).content.decode()
    assert "Dibatalkan" in manager.get(PAGE).content.decode()


def test_wrong_rows_are_listed_with_their_place_and_handed_out_to_mend(manager, town):
    raw = plain_csv(
        ["2024-01-02", "Layanan 1", *NINE],
        ["2024-01-03", "=1+1", 7, *NINE[1:]],
        ["2024-01-04", "Layanan 1", *NINE],
    )
    draft = upload(manager, town, raw)["Location"]
    shown = manager.get(draft).content.decode()
    assert "Baris 3, kolom C" in shown
    assert "U1: “7” di luar 1 sampai 4" in shown
    mend = manager.get(draft + "perbaiki.csv")
    assert "attachment" in mend["Content-Disposition"]
    heading, row = csv.reader(io.StringIO(mend.content.decode("utf-8-sig")))
    assert heading[:3] == ["Baris", "Yang harus diperbaiki", "tanggal"]
    assert (row[0], row[3], row[4]) == ("3", "'=1+1", "7")
    assert "[C] U1: “7”" in row[1]
    assert manager.post(draft + "masukkan/").status_code == 409
    assert counted() == 0
    manager.post(draft + "buang/")
    assert imports_of(town.office.pk) == ()


def test_a_swapped_numbering_a_service_and_a_month_are_asked_for_and_decided(manager, town):
    heading = [*CODES[:7], "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"]
    draft = upload(manager, town, csv_of([heading, [3] * 7 + [1, 4]]).encode())["Location"]
    shown = manager.get(draft).content.decode()
    for asked in (
        "Mana yang benar?",
        "Layanan untuk baris tanpa nama layanan",
        "Bulan untuk baris tanpa tanggal",
    ):
        assert asked in shown
    manager.post(draft, {"penomoran": "nama", "layanan": town.services[0].pk, "bulan": "2024-01"})
    assert "Siap dimasukkan" in manager.get(draft).content.decode()
    manager.post(draft + "masukkan/")
    (tally,) = tallies(service_ids=None, months=[Month(2024, 1)])
    assert (tally.counts["U8"][4], tally.counts["U9"][1]) == (1, 1)


def test_a_doubled_column_is_left_out_by_a_choice(manager, town):
    raw = csv_of([["tanggal", "layanan", *CODES, "U3"], ["2024-01-02", "Layanan 1", *NINE, 1]]).encode()
    draft = upload(manager, town, raw)["Location"]
    assert "U3 ada di lebih dari satu kolom (E, L)" in manager.get(draft).content.decode()
    manager.post(draft, {"kolom-11": ""})
    assert "Siap dimasukkan" in manager.get(draft).content.decode()


@pytest.mark.parametrize(
    ("raw", "words"), [(b"%PDF-1.7", "Ini bukan tabel"), (b"PK\x03\x04x", "rusak"), (b" ", "kosong")]
)
def test_what_is_no_table_is_refused_at_the_field(manager, town, raw, words):
    answer = upload(manager, town, raw)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert imports_of(town.office.pk) == ()


def test_a_form_without_file_or_office_says_what_is_missing(manager, town):
    assert "Pilih berkas CSV atau XLSX." in manager.post(PAGE, {"kantor": town.office.pk}).content.decode()
    assert "Pilih kantor." in manager.post(PAGE, {}).content.decode()
