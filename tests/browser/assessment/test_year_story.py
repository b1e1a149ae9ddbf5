"""A whole year on the screen: assignment, answers with uploads, a finding, assessors, approval, papers, publication,
the receipt in the public record, and the next year by another framework.

Most indicators are given beforehand: the story writes three of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults
from tests.evidence_files import pdf
from tests.servers import AssessmentYear

OPEN = ("1", "2", "16")


@pytest.fixture(scope="module")
def year(hall: Hall) -> AssessmentYear:
    """An assessment whose rounds are all open today; all but three indicators are given at level 1."""
    return hall.site.assessment_year(given=1, but=OPEN)


class Desk:
    """Somebody's page. Pages are fetched by address, so that a story reads as a list of what people do."""

    def __init__(self, page: Page, hall: Hall, year: AssessmentYear) -> None:
        self.page, self.hall, self.year = page, hall, year

    def open(self, rest: str = "") -> "Desk":
        self.page.goto(f"{self.hall.address}/penilaian/{self.year.slug}/{rest}")
        return self

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@contextmanager
def desk(browser: Browser, hall: Hall, year: AssessmentYear, who: str) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": year.sessions[who], "url": hall.address}])
    yield Desk(context.new_page(), hall, year)
    context.close()


def answer(own: Desk, code: str, level: int, *, upload: bool) -> None:
    """Bring evidence, choose a level, explain it, hand it in."""
    if upload:
        own.open(f"indikator/{code}/data-dukung/")
        own.page.set_input_files(
            "[name=berkas]", {"name": f"bukti-{code}.pdf", "mimeType": "application/pdf", "buffer": pdf()}
        )
        own.page.fill("[name=judul]", f"Peraturan Bupati untuk indikator {code}")
        own.press("Simpan data dukung")
        own.sees("Data dukung tersimpan")
    own.open(f"indikator/{code}/?babak=mandiri")
    own.page.check(f"[name=level][value='{level}']")
    own.page.fill("[name=fact]", f"Peraturan Bupati Nomor {code} Tahun 2026, Pasal 3.")
    own.page.fill("[name=analysis]", "Pasal itu memenuhi kriteria tingkat ini.")
    own.page.fill("[name=justification]", "Kriteria tingkat berikutnya belum terpenuhi.")
    own.press("Serahkan jawaban")
    own.sees("Jawaban diserahkan")


def test_a_year_from_assignment_to_publication_and_into_the_next(
    hall: Hall, browser: Browser, year: AssessmentYear
) -> None:
    with desk(browser, hall, year, "sekda") as sekda:
        sekda.open("pembagian/")
        sekda.page.select_option("#instansi", label="Inspektorat")
        sekda.press("Atur indikator instansi ini")
        sekda.page.select_option("#bagian-16", label="Utama")
        sekda.press("Simpan pembagian")

    for who, code, upload in (("kominfo", "1", True), ("bappeda", "2", True), ("inspektorat", "16", False)):
        with desk(browser, hall, year, who) as own:
            answer(own, code, 2 if upload else 1, upload=upload)

    with desk(browser, hall, year, "auditor") as auditor, desk(browser, hall, year, "kominfo") as kominfo:
        auditor.open("indikator/1/?babak=internal")
        auditor.page.get_by_text("Kembalikan jawaban ini kepada instansi").click()
        auditor.page.fill("[name=temuan]", "Sebutkan halaman yang membuktikan.")
        auditor.press("Kembalikan jawaban")
        kominfo.open("indikator/1/?babak=mandiri").sees("Sebutkan halaman yang membuktikan.")
        kominfo.page.fill("[name=fact]", "Peraturan Bupati Nomor 1 Tahun 2026, Pasal 3, halaman 7.")
        kominfo.press("Serahkan jawaban")
        auditor.open("indikator/1/?babak=internal")
        auditor.press("Nyatakan tuntas")

    with desk(browser, hall, year, "penanggung") as penanggung:
        penanggung.open("pengesahan/")
        penanggung.press("Sahkan babak ini")
        penanggung.sees("oleh Penanggung")

    with desk(browser, hall, year, "asesor") as asesor:
        asesor.open("indikator/2/?babak=dokumen")
        asesor.page.check("[name=level][value='1']")
        asesor.page.fill("[name=justification]", "Dokumen belum ditetapkan.")
        asesor.page.fill("[name=reason]", "Dokumen belum ditandatangani.")
        asesor.press("Berikan tingkat ini")
        asesor.open("indikator/2/?babak=dokumen").sees("Tingkat 1, Rintisan")
        assert faults(asesor.page) == []

    with desk(browser, hall, year, "sekda") as sekda:
        sekda.open("pengesahan/")
        sekda.press("Sahkan babak ini")
        sekda.press("Setujui dan terbitkan")
        sekda.sees("Sudah diterbitkan.")
        with sekda.page.expect_download() as paper:
            sekda.page.evaluate("() => { location.href = '../berkas/berita-acara-1.pdf' }")
        assert paper.value.path().read_bytes().startswith(b"%PDF-")
        sekda.page.goto(f"{hall.address}/kematangan/{year.slug}/")
        sekda.sees("1,01")
        sekda.page.locator(".app-hash").first.click()
        expect(sekda.page.locator("h1")).to_be_visible()
        assert sekda.page.title()

    later = hall.site.assessment_year(framework="permenpanrb-8-2026", previous=year.slug)
    with desk(browser, hall, later, "sekda") as sekda, desk(browser, hall, later, "kominfo") as kominfo:
        sekda.open("usulan/")
        sekda.press("Bawa jawaban sebagai usulan")
        kominfo.open("usulan/")
        kominfo.press("Pakai sebagai draf")
        kominfo.sees("Dipakai")


def test_what_is_typed_is_kept_by_itself_and_survives_the_end_of_a_session(
    hall: Hall, browser: Browser
) -> None:
    year = hall.site.assessment_year()
    with desk(browser, hall, year, "kominfo") as own, desk(browser, hall, year, "entri") as other:
        own.open("indikator/1/?babak=mandiri")
        other.open("indikator/1/?babak=mandiri")
        own.page.fill("[name=fact]", "Tulisan Kominfo")
        own.sees("Draf tersimpan pukul")
        other.page.fill("[name=fact]", "Tulisan petugas entri")
        other.sees("Dua orang mengubah jawaban ini bersamaan")
        other.sees("Tulisan Kominfo")
        assert all_faults(other.page) == []
        other.press("Simpan tulisan saya")
        other.sees("Draf tersimpan pukul")
        own.page.context.clear_cookies(name="sessionid")
        own.page.fill("[name=analysis]", "Ditulis setelah sesi berakhir")
        own.sees("Sesi Anda berakhir")
        session = {"name": "sessionid", "value": year.sessions["kominfo"], "url": hall.address}
        own.page.context.add_cookies([session])
        own.page.reload()
        own.sees("Ada tulisan Anda yang belum sampai ke server")
        own.press("Pakai tulisan itu")
        own.sees("Draf tersimpan pukul")
        own.page.locator("body").press("n")
        expect(own.page).to_have_url(f"{hall.address}/penilaian/{year.slug}/indikator/3/?babak=mandiri")
