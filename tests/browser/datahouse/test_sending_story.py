"""An agency sends its first file with a phone: from the name of the data to the report of a faulty file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def page(hall: Hall, browser: Browser) -> Iterator[Page]:
    sessions = hall.site.data_work("kiriman-hp", "Kiriman dari ponsel")
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": sessions["produsen"], "url": hall.address}])
    page = context.new_page()
    page.goto(f"{hall.address}/rumah-data/kirim/")
    yield page
    context.close()


def send(page: Page, name: str, text: str) -> None:
    page.set_input_files("#berkas", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Kirim berkas").click()


def test_a_first_file_and_a_faulty_one(page: Page) -> None:
    page.get_by_role("link", name="Buat kumpulan data").click()
    page.fill("#nama", "Imunisasi menurut kelurahan")
    page.fill("#ringkasan", "Jumlah anak yang diimunisasi tiap bulan.")
    page.get_by_label("Terbuka").check()
    page.get_by_role("button", name="Lanjutkan ke berkas").click()
    send(page, "imunisasi.csv", "kelurahan,anak\nSatu,10\nDua,20\n")
    expect(page.get_by_text("Kolom: 0 dari 2 sudah dijelaskan")).to_be_visible()
    assert all_faults(page) == []
    page.get_by_role("link", name="Jelaskan anak").click()
    assert faults(page) == []
    page.fill("#konsep", "Anak yang diimunisasi")
    page.fill("#definisi", "Anak yang menerima imunisasi dasar lengkap.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("button", name="Periksa dan simpan").click()
    expect(page.get_by_text("Tersimpan sebagai versi 1")).to_be_visible()
    page.get_by_role("link", name="Kirim berkas berikutnya").click()
    send(page, "salah.csv", "kelurahan,anak\nSatu,sepuluh\n")
    expect(page.get_by_text("“sepuluh” bukan bilangan bulat")).to_be_visible()
    assert all_faults(page) == []
