"""The survey in a real browser: with scripts, without, without a network; every screen passes the common checks."""

import re

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screens import all_faults, wait_until_kept
from tests.servers import Site, Town, Web


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    return site.town(opening="always")


def new_code(web: Web, town: Town) -> str:
    """The code of somebody who has just been served."""
    with httpx.Client(base_url=web.api, headers=town.staff) as api:
        ticket = api.post("/tickets", json={"service": town.services[0]}).json()["id"]
        called = api.post(f"/counters/{town.counters[0]}/next", json={"close": "finish"}).json()["id"]
        assert called == ticket
        assert api.post(f"/tickets/{ticket}/finish").status_code == 200
        return str(api.post(f"/tickets/{ticket}/survey-code").json()["code"])


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Lanjutkan").click()


def begin(page: Page, web: Web, code: str) -> None:
    page.goto(f"{web.base_url}/survei/")
    page.fill("#code", code)
    go_on(page)


def answer_all(page: Page) -> None:
    """One question after the other."""
    for number in range(1, 10):
        page.check(f"#U{number}-4")
        go_on(page)
    go_on(page)
    expect(page).to_have_url(re.compile("/survei/periksa/$"))


def answer_at_once(page: Page, web: Web, code: str) -> None:
    """The nine questions on one page, for a test that begins where they are answered."""
    begin(page, web, code)
    page.goto(f"{web.base_url}/survei/semua/")
    choose_all(page, 4)
    go_on(page)
    go_on(page)
    expect(page).to_have_url(re.compile("/survei/periksa/$"))


def choose_all(page: Page, level: int) -> None:
    """On the page that asks all nine."""
    page.evaluate(
        "(level) => { for (const one of document.querySelectorAll(`[id$='-${level}']`)) one.checked = true }",
        level,
    )
    expect(page.locator(":checked")).to_have_count(9)


def test_a_phone_without_scripts_answers_and_gets_its_receipt(
    simple_phone: BrowserContext, web: Web, town: Town
) -> None:
    """Question by question as well as all at once; one template serves every single question."""
    page = simple_phone.new_page()
    begin(page, web, new_code(web, town))
    page.check("#U1-4")
    go_on(page)
    expect(page.get_by_text("Pertanyaan 2 dari 9")).to_be_visible()
    page.goto(f"{web.base_url}/survei/semua/")
    expect(page.locator("#U1-4")).to_be_checked()
    for number in range(2, 10):
        page.check(f"#U{number}-4")
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page).to_have_url(re.compile("/survei/bukti/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih, jawaban Anda sudah diterima")


def test_a_phone_answers_by_its_link_and_checks_and_keeps_a_receipt_of_its_own_making(
    phone: BrowserContext, web: Web, town: Town
) -> None:
    """The code leaves the address and is never sent in one; the random value is made here and survives a second
    look; the phone finds what it chose in the record; promise and receipt stay when the network goes."""
    code, page = new_code(web, town), phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{web.base_url}/survei/#{code}")
    expect(page.locator("#code")).to_have_value(code)
    assert page.url == f"{web.base_url}/survei/"
    go_on(page)
    answer_all(page)

    made = page.locator("[data-nonce]").input_value()
    assert re.fullmatch("[0-9a-f]{32}", made)
    page.reload()
    assert page.locator("[data-nonce]").input_value() == made
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page).to_have_url(re.compile("/survei/bukti/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih, jawaban Anda sudah diterima")
    assert made in page.content()
    expect(page.get_by_text("menghitung sendiri ringkasan yang sama")).to_be_visible()
    expect(page.get_by_text("Ringkasan tidak sama")).to_be_hidden()
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Simpan surat janji").click()
    assert "/skm-janji" in kept.value.path().read_text()
    assert not any(code in address.partition("#")[0] for address in asked)

    fingerprint = page.locator("main b").first.inner_text()
    wait_until_kept(page)
    phone.set_offline(True)
    page.reload()
    expect(page.locator("main b").first).to_have_text(fingerprint)
    expect(page.locator("[data-offline]")).to_be_visible()


def test_the_phone_notices_when_other_answers_were_recorded(
    phone: BrowserContext, web: Web, town: Town
) -> None:
    """What was chosen here and what the server recorded differ: as if somebody between had changed it."""
    page = phone.new_page()
    answer_at_once(page, web, new_code(web, town))
    page.evaluate("""() => {
        const chosen = JSON.parse(sessionStorage.getItem("survei-pilihan"));
        sessionStorage.setItem("survei-pilihan", JSON.stringify({ ...chosen, U3: 1 }));
    }""")
    page.reload()
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Ringkasan tidak sama")).to_be_visible()


def test_every_screen_passes_the_common_checks(
    phone: BrowserContext, web: Web, town: Town, site: Site
) -> None:
    page = phone.new_page()
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(f"{name}: {fault}" for fault in all_faults(page))

    def give(code: str) -> None:
        begin(page, web, code)

    page.goto(f"{web.base_url}/survei/")
    look("begin")
    give("abc")
    look("mistyped")
    give("0" * 27)
    look("unknown")
    code = new_code(web, town)
    give(code)
    look("question")
    go_on(page)
    look("question with error")
    page.goto(f"{web.base_url}/survei/semua/")
    look("all")
    go_on(page)
    look("all with errors")
    choose_all(page, 2)
    go_on(page)
    look("profile")
    go_on(page)
    look("check")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.locator("summary").click()
    look("receipt")
    give(code)
    look("used")
    page.goto(f"{web.base_url}/survei/bukti/")
    page.get_by_role("button", name="Hapus bukti dari gawai ini").click()
    page.goto(f"{web.base_url}/survei/bukti/")
    look("no receipt")
    old = new_code(web, town)
    site.rows("UPDATE survey_issued SET day = day - 9 WHERE service_id = %s", town.services[0])
    give(old)
    look("expired")
    assert found == []
