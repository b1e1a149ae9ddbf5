"""A data set is completed, submitted, returned, mended and published, by two people; axe on the way."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults

pytestmark = pytest.mark.browser

SUMMARY = "Jumlah kunjungan ke puskesmas menurut kecamatan, dicatat petugas loket setiap bulan."


@pytest.fixture
def people(hall: Hall, browser: Browser) -> dict[str, Page]:
    sessions = hall.site.data_work("kunjungan-uji", "Kunjungan puskesmas per kecamatan")
    found = {}
    for name in ("produsen", "walidata"):
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": "sessionid", "value": sessions[name], "url": hall.address}])
        found[name] = context.new_page()
        found[name].goto(f"{hall.address}/rumah-data/")
    return found


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_data_go_back_with_a_finding_and_come_out_right(people: dict[str, Page]) -> None:
    producer, steward = people["produsen"], people["walidata"]
    assert all_faults(producer) == []
    producer.get_by_role("link", name="Kunjungan puskesmas per kecamatan").click()
    press(producer, "Ajukan")
    expect(producer.locator(".govuk-error-summary")).to_contain_text("Penjelasan singkat belum ada")
    assert faults(producer) == []
    producer.get_by_role("link", name="Ubah keterangan").click()
    assert faults(producer) == []
    producer.fill("#ringkasan", SUMMARY)
    press(producer, "Simpan keterangan")
    press(producer, "Ajukan")

    steward.reload()
    steward.get_by_role("link", name="Kunjungan puskesmas per kecamatan").click()
    press(steward, "Mulai memeriksa")
    steward.get_by_text("Catat temuan").click()
    steward.get_by_label("Isi data").check()
    steward.get_by_label("Apa yang harus diperbaiki?").fill("Kranggan tampaknya terlalu rendah.")
    press(steward, "Simpan temuan")
    assert all_faults(steward) == []
    press(steward, "Kembalikan dengan temuan")

    producer.reload()
    producer.get_by_label("Apa yang sudah Anda perbaiki?").fill("Sudah dicocokkan, angkanya benar.")
    assert faults(producer) == []
    press(producer, "Simpan tanggapan")
    press(producer, "Ajukan")

    steward.reload()
    press(steward, "Mulai memeriksa")
    press(steward, "Setujui")
    steward.get_by_role("link", name="Lihat lalu terbitkan").click()
    expect(steward.get_by_text(SUMMARY)).to_be_visible()
    assert faults(steward) == []
    press(steward, "Terbitkan")
    expect(steward.get_by_text("Rilis 1 (versi 1)")).to_be_visible()
    assert faults(steward) == []
