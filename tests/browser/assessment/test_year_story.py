"""A whole year on the screen: assignment, answers with uploads, a finding, assessors, approval, papers, publication,
the receipt in the public record, and the next year by another framework.

Most indicators are given beforehand: the story writes three of them.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults
from tests.evidence_files import pdf
from tests.forms import Person
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


class Office:
    """Everybody's desk: a browser of their own, which stays open through the years. It closes with the block."""

    def __init__(self, browser: Browser, hall: Hall) -> None:
        self.browser, self.hall = browser, hall
        self.pages: dict[str, Page] = {}

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        for page in self.pages.values():
            page.context.close()

    def desk(self, year: AssessmentYear, who: str) -> Desk:
        if who not in self.pages:
            context = self.browser.new_context(viewport={"width": 1280, "height": 800})
            session = {"name": "sessionid", "value": year.sessions[who], "url": self.hall.address}
            context.add_cookies([session])
            self.pages[who] = context.new_page()
        return Desk(self.pages[who], self.hall, year)


@pytest.fixture
def office(browser: Browser, hall: Hall) -> Iterator[Office]:
    with Office(browser, hall) as office:
        yield office


def texts(code: str) -> dict[str, str]:
    return {
        "fact": f"Peraturan Bupati Nomor {code} Tahun 2026, Pasal 3.",
        "analysis": "Pasal itu memenuhi kriteria tingkat ini.",
        "justification": "Kriteria tingkat berikutnya belum terpenuhi.",
    }


def answer(own: Desk, code: str, level: int) -> None:
    """Bring evidence, choose a level, explain it, hand it in."""
    own.open(f"indikator/{code}/data-dukung/")
    own.page.set_input_files(
        "[name=berkas]", {"name": f"bukti-{code}.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    own.page.fill("[name=judul]", f"Peraturan Bupati untuk indikator {code}")
    own.press("Simpan data dukung")
    own.sees("Data dukung tersimpan")
    own.open(f"indikator/{code}/?babak=mandiri")
    own.page.check(f"[name=level][value='{level}']")
    for name, text in texts(code).items():
        own.page.fill(f"[name={name}]", text)
    own.press("Serahkan jawaban")
    own.sees("Jawaban diserahkan")


def answer_by_forms(hall: Hall, year: AssessmentYear, who: str, code: str, level: int) -> None:
    """The same forms without a browser; a level above the first needs evidence."""
    person, home = Person(hall.address, year.sessions[who]), f"/penilaian/{year.slug}/indikator/{code}/"
    if level > 1:
        piece = {"judul": f"Peraturan Bupati untuk indikator {code}", "lakukan": "unggah"}
        file = {"berkas": (f"bukti-{code}.pdf", pdf(), "application/pdf")}
        assert "Data dukung tersimpan" in person.send(f"{home}data-dukung/", piece, files=file)[1]
    given = {"babak": "mandiri", "level": str(level), "version": "0", "aksi": "serahkan", **texts(code)}
    assert "Jawaban diserahkan" in person.send(f"{home}?babak=mandiri", given)[1]
    person.leave()


def test_a_year_from_assignment_to_publication_and_into_the_next(
    hall: Hall, office: Office, year: AssessmentYear
) -> None:
    sekda = office.desk(year, "sekda")
    sekda.open("pembagian/")
    sekda.page.select_option("#instansi", label="Inspektorat")
    sekda.press("Atur indikator instansi ini")
    sekda.page.select_option("#bagian-16", label="Utama")
    sekda.press("Simpan pembagian")

    kominfo = office.desk(year, "kominfo")
    answer(kominfo, "1", 2)
    answer_by_forms(hall, year, "bappeda", "2", 2)
    answer_by_forms(hall, year, "inspektorat", "16", 1)

    auditor = office.desk(year, "auditor")
    auditor.open("indikator/1/?babak=internal")
    auditor.page.get_by_text("Kembalikan jawaban ini kepada instansi").click()
    auditor.page.fill("[name=temuan]", "Sebutkan halaman yang membuktikan.")
    auditor.press("Kembalikan jawaban")
    kominfo.open("indikator/1/?babak=mandiri").sees("Sebutkan halaman yang membuktikan.")
    kominfo.page.fill("[name=fact]", "Peraturan Bupati Nomor 1 Tahun 2026, Pasal 3, halaman 7.")
    kominfo.press("Serahkan jawaban")
    auditor.open("indikator/1/?babak=internal")
    auditor.press("Nyatakan tuntas")

    penanggung = office.desk(year, "penanggung")
    penanggung.open("pengesahan/")
    penanggung.press("Sahkan babak ini")
    penanggung.sees("oleh Penanggung")

    asesor = office.desk(year, "asesor")
    asesor.open("indikator/2/?babak=dokumen")
    asesor.page.check("[name=level][value='1']")
    asesor.page.fill("[name=justification]", "Dokumen belum ditetapkan.")
    asesor.page.fill("[name=reason]", "Dokumen belum ditandatangani.")
    asesor.press("Berikan tingkat ini")
    asesor.open("indikator/2/?babak=dokumen").sees("Tingkat 1, Rintisan")
    assert faults(asesor.page) == []

    publish(sekda)
    later = hall.site.assessment_year(framework="permenpanrb-8-2026", previous=year.slug)
    office.desk(later, "sekda").open("usulan/").press("Bawa jawaban sebagai usulan")
    kominfo = office.desk(later, "kominfo")
    kominfo.open("usulan/")
    kominfo.press("Pakai sebagai draf")
    kominfo.sees("Dipakai")


def publish(sekda: Desk) -> None:
    """The coordinator approves and publishes, takes the minutes, and follows the receipt into the record."""
    sekda.open("pengesahan/")
    sekda.press("Sahkan babak ini")
    sekda.press("Setujui dan terbitkan")
    sekda.sees("Sudah diterbitkan.")
    with sekda.page.expect_download() as paper:
        sekda.page.evaluate("() => { location.href = '../berkas/berita-acara-1.pdf' }")
    assert paper.value.path().read_bytes().startswith(b"%PDF-")
    sekda.page.goto(f"{sekda.hall.address}/kematangan/{sekda.year.slug}/")
    sekda.sees("1,01")
    sekda.page.locator(".app-hash").first.click()
    expect(sekda.page.locator("h1")).to_be_visible()
    assert sekda.page.title()


def test_what_is_typed_is_kept_by_itself_and_survives_the_end_of_a_session(
    hall: Hall, office: Office
) -> None:
    year = hall.site.assessment_year()
    own, other = office.desk(year, "kominfo"), office.desk(year, "entri")
    for page in (own.page, other.page):
        page.clock.install()
    own.open("indikator/1/?babak=mandiri")
    other.open("indikator/1/?babak=mandiri")
    own.page.fill("[name=fact]", "Tulisan Kominfo")
    pause(own)
    own.sees("Draf tersimpan pukul")
    other.page.fill("[name=fact]", "Tulisan petugas entri")
    pause(other)
    other.sees("Dua orang mengubah jawaban ini bersamaan")
    other.sees("Tulisan Kominfo")
    assert all_faults(other.page) == []
    other.press("Simpan tulisan saya")
    other.sees("Draf tersimpan pukul")
    own.page.context.clear_cookies(name="sessionid")
    own.page.fill("[name=analysis]", "Ditulis setelah sesi berakhir")
    pause(own)
    own.sees("Sesi Anda berakhir")
    session = {"name": "sessionid", "value": year.sessions["kominfo"], "url": hall.address}
    own.page.context.add_cookies([session])
    own.page.reload()
    own.sees("Ada tulisan Anda yang belum sampai ke server")
    own.press("Pakai tulisan itu")
    own.sees("Draf tersimpan pukul")
    own.page.locator("body").press("n")
    expect(own.page).to_have_url(f"{hall.address}/penilaian/{year.slug}/indikator/3/?babak=mandiri")


def pause(desk: Desk) -> None:
    """Whoever types here has stopped, for longer than the page waits before it keeps a draft."""
    desk.page.clock.fast_forward(2000)
