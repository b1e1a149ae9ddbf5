"""Somebody looks for data on a phone, reads what it means, and takes a file whose checksum is the published one."""

import hashlib

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults

pytestmark = pytest.mark.browser


def test_data_are_found_understood_and_taken(hall: Hall, phone: BrowserContext) -> None:
    digests = hall.site.released("penduduk-uji")
    page = phone.new_page()
    page.goto(f"{hall.address}/data/?q=penduduk")
    assert all_faults(page) == []
    page.get_by_role("link", name="Penduduk menurut kecamatan").first.click()
    expect(page.locator("h1")).to_have_text("Penduduk menurut kecamatan")
    expect(page.get_by_role("heading", name="Jumlah penduduk (jiwa) tiap kecamatan, 2025")).to_be_visible()
    assert all_faults(page) == []
    answer = page.request.get(f"{hall.address}/data/penduduk-uji/penduduk-uji.csv")
    assert hashlib.sha256(answer.body()).hexdigest() == digests["csv"]
    part = page.request.get(answer.url, headers={"Range": "bytes=0-13"})
    assert (part.status, part.text()) == (206, "kode_kecamatan")
