"""Pages of evidence: words, rights, and files that leave without being run. OWASP ASVS 5.0, 5.4 (files going out)."""

import io
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.models import Evidence, StoredFile
from pendopo.kernel import clock
from tests import evidence_files as made
from tests.assessment_year import JUNE, Year, build_year, in_june
from tests.standing import standing_copies

LIBRARY = "/data-dukung/"


@pytest.fixture
def intake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Intake]:
    monkeypatch.setitem(settings.ENV, "PENDOPO_DATA", str(tmp_path))
    monkeypatch.setitem(settings.ENV, "PENDOPO_EVIDENCE_MB", 2)
    site_intake.cache_clear()
    yield site_intake()
    site_intake.cache_clear()


@pytest.fixture(scope="module")
def standing_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Year]]:
    """The year of all tests of this file."""
    with standing_copies(django_db_blocker, lambda: in_june(build_year)) as copy:
        yield copy


@pytest.fixture
def year(
    standing_year: Callable[[], Year], db: None, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> Year:
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    return standing_year()


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def place(year: Year, code: str = "1") -> str:
    return f"/penilaian/{year.slug}/indikator/{code}/data-dukung/"


def send(
    year: Year, content: bytes | None = None, name: str = "perwali.pdf", who: str = "kominfo", **fields: str
):
    """Send the form of indicator 1, and follow to the page that tells how it went."""
    told = {"lakukan": "unggah", "judul": "Peraturan Bupati", "nomor": "5/2024", "letak": "Pasal 5"} | fields
    if name:
        told["berkas"] = SimpleUploadedFile(name, made.pdf() if content is None else content)  # type: ignore[assignment]
    return signed_in(who).post(place(year), told, follow=True)


def piece() -> Evidence:
    return Evidence.objects.get(file__isnull=False)


def test_a_file_is_brought_and_shown_with_its_passage(year: Year) -> None:
    page = send(year).content.decode()
    assert "Data dukung tersimpan" in page
    assert "Pasal 5" in page
    assert "Lepas dari indikator" in page
    shown = signed_in("kominfo").get(f"{LIBRARY}{piece().pk}/").content.decode()
    assert "Halaman 1 dari 2" in shown
    assert "Tidak ada pemindai virus" in shown


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"<html>", "laman.pdf", "bukan PDF"),
        (made.locked_pdf(), "rahasia.pdf", "dilindungi kata sandi"),
        (b"a" * 2_000_001, "besar.txt", "lebih besar dari 2 MB"),
        (b"", "kosong.pdf", "kosong"),
        (b"x", "", "Pilih berkas"),
    ],
)
def test_a_refused_file_leaves_what_was_typed(year: Year, content: bytes, name: str, told: str) -> None:
    answer = send(year, content, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'href="#berkas"' in page
    assert 'value="5/2024"' in page
    assert not StoredFile.objects.exists()


def test_a_wrong_day_is_told_at_its_field(year: Year) -> None:
    answer = send(year, tanggal="31-12-2025")
    assert answer.status_code == 422
    assert 'id="tanggal-error"' in answer.content.decode()


def test_an_existing_piece_is_found_used_and_let_go(year: Year) -> None:
    send(year)
    bappeda = signed_in("bappeda")
    found = bappeda.get(place(year, "2"), {"kata": "arsitektur"}).content.decode()
    assert "Pakai" in found
    told = bappeda.post(place(year, "2"), {"lakukan": "pakai", "bukti": str(piece().pk)}, follow=True)
    assert "dipakai untuk indikator ini" in told.content.decode()
    gone = bappeda.post(place(year, "2"), {"lakukan": "lepas", "bukti": str(piece().pk)}, follow=True)
    assert "Belum ada data dukung" in gone.content.decode()


def test_assessors_see_the_list_and_no_form(year: Year) -> None:
    send(year)
    page = signed_in("asesor").get(place(year)).content.decode()
    assert "Peraturan Bupati" in page
    assert "data-upload" not in page


def test_a_downloaded_file_is_itself_and_runs_nowhere(year: Year) -> None:
    """ASVS 5.4.1 to 5.4.3: the name is ours, the type is checked, nothing is shown from our origin."""
    send(year, name='SK "Wali" Kota é.pdf')
    answer = signed_in("asesor").get(f"{LIBRARY}{piece().pk}/unduh/")
    assert answer.content == made.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="SK _Wali_ Kota _.pdf"')
    assert "filename*=UTF-8''SK%20%22Wali%22%20Kota%20%C3%A9.pdf" in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_swapped_file_is_not_served(year: Year, intake: Intake) -> None:
    send(year)
    intake.store.path(piece().file_id).write_bytes(made.pdf("ditukar"))
    answer = signed_in("kominfo").get(f"{LIBRARY}{piece().pk}/unduh/")
    assert answer.status_code == 503
    assert "tidak lagi sama" in answer.content.decode()


def test_previews_are_pictures_words_and_tables(year: Year) -> None:
    send(year)
    client, ident = signed_in("kominfo"), piece().pk
    picture = client.get(f"{LIBRARY}{ident}/halaman/2.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture["Content-Security-Policy"].startswith("sandbox")
    assert client.get(f"{LIBRARY}{ident}/halaman/3.png").status_code == 404
    for content, name, shown in (
        (made.word("Isi <b>rapat</b>"), "a.docx", "<p>Isi &lt;b&gt;rapat&lt;/b&gt;</p>"),
        (made.workbook(), "a.xlsx", "<td>Kependudukan</td>"),
        (b"<teks> biasa", "a.txt", "&lt;teks&gt; biasa"),
    ):
        send(year, content, name)
        fresh = Evidence.objects.order_by("-received_at", "file_name").get(file_name=name)
        assert shown in client.get(f"{LIBRARY}{fresh.pk}/").content.decode()


def status(client: Client, address: str) -> int:
    return int(client.get(address).status_code)


def test_nobody_reads_evidence_without_taking_part(year: Year) -> None:
    send(year)
    Account.objects.create(username="luar", display_name="Luar")
    member, outsider = signed_in("kominfo"), signed_in("luar")
    for path in ("", "{id}/", "{id}/unduh/", "{id}/halaman/1.png", "tambah/", "{id}/ganti/"):
        address = LIBRARY + path.format(id=piece().pk)
        assert (status(member, address), status(Client(), address), status(outsider, address)) == (
            200,
            302,
            403,
        )


def test_restricted_evidence_is_told_like_what_does_not_exist(year: Year) -> None:
    send(year, terbatas="1")
    for path in ("", "unduh/", "halaman/1.png"):
        address = f"{LIBRARY}{piece().pk}/{path}"
        assert (status(signed_in("kominfo"), address), status(signed_in("inspektorat"), address)) == (
            200,
            404,
        )
    assert signed_in("kominfo").get(f"{LIBRARY}{uuid.uuid4()}/").status_code == 404
    assert signed_in("kominfo").get(f"{LIBRARY}bukan-nomor/").status_code == 404


def test_the_library_searches_inside_files_and_marks_what_it_found(year: Year) -> None:
    send(year, made.word("Rapat & keamanan informasi."), "notula.docx")
    page = signed_in("kominfo").get(LIBRARY, {"kata": "keamanan"}).content.decode()
    assert "<mark>keamanan</mark>" in page
    assert "Rapat &amp; " in page
    assert "Tidak ada yang cocok" in signed_in("kominfo").get(LIBRARY, {"kata": "zzz"}).content.decode()


def test_a_piece_is_revised_and_the_old_one_points_to_it(year: Year) -> None:
    send(year)
    old = piece().pk
    client = signed_in("kominfo")
    told = client.post(f"{LIBRARY}{old}/ganti/", {"judul": "Judul benar"}, follow=True)
    assert "Versi baru tersimpan" in told.content.decode()
    assert "Sudah ada versi yang lebih baru" in client.get(f"{LIBRARY}{old}/").content.decode()


def test_evidence_outside_the_year_is_flagged_on_the_page(year: Year) -> None:
    page = send(year, mulai="2024-01-01", sampai="2025-12-31").content.decode()
    assert "Masa berlakunya habis sebelum tahun yang dinilai" in page


def test_the_entry_in_the_record_waits_first(year: Year) -> None:
    send(year)
    page = Client().get(f"/catatan/spbe/{piece().leaf}/").content.decode()
    assert "Sedang menunggu giliran" in page
    assert Client().get(f"/catatan/spbe/{'0' * 64}/").status_code == 404


def test_files_of_an_assessment_are_offered_by_duty(year: Year) -> None:
    base = f"/penilaian/{year.slug}/berkas/"
    year.give_all(2)
    for name in ("hasil.xlsx", "laporan.docx", "laporan.pdf", "hasil.json"):
        answer = signed_in("sekda").get(base + name)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith(f'{name}"')
        assert signed_in("kominfo").get(base + name).status_code == 403
    assert signed_in("kominfo").get(base + "isian.xlsx").status_code == 200
    assert signed_in("sekda").get(base + "berita-acara-1.pdf").status_code == 404
    assert signed_in("sekda").get(base + "rahasia.txt").status_code == 404


def test_a_filled_sheet_is_taken_back_or_told_by_cell(year: Year) -> None:
    base, client = f"/penilaian/{year.slug}/berkas/", signed_in("kominfo")
    sheet = client.get(base + "isian.xlsx").content
    told = client.post(base, {"berkas": io.BytesIO(sheet)}, follow=True).content.decode()
    assert "0 jawaban disimpan" in told
    answer = client.post(base, {"berkas": SimpleUploadedFile("a.xlsx", made.workbook())})
    assert answer.status_code == 422
    assert "lembar “Isian” tidak ada" in answer.content.decode()
