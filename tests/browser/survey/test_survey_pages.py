"""The survey in a real browser: with scripts, without, without a network; every screen passes the common checks."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.screens import PHONE, all_faults, wait_until_kept
from tests.servers import Site, Town, Web


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    return site.town(opening="always")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    size = {"width": PHONE[0], "height": PHONE[1]}
    context = browser.new_context(viewport=size, java_script_enabled=request.param)
    yield context
    context.close()


@pytest.fixture
def clever_phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield context
    context.close()


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


def answer_all(page: Page, web: Web, code: str) -> None:
    page.goto(f"{web.base_url}/survei/")
    page.fill("#code", code)
    go_on(page)
    for number in range(1, 10):
        page.check(f"#U{number}-4")
        go_on(page)
    go_on(page)


def test_a_phone_answers_and_gets_its_receipt(phone: BrowserContext, web: Web, town: Town) -> None:
    page = phone.new_page()
    answer_all(page, web, new_code(web, town))
    expect(page).to_have_url(re.compile("/survei/periksa/$"))
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page).to_have_url(re.compile("/survei/bukti/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih, jawaban Anda sudah diterima")


def test_the_code_of_a_link_fills_the_field_and_leaves_the_address(
    clever_phone: BrowserContext, web: Web, town: Town
) -> None:
    code = new_code(web, town)
    page = clever_phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{web.base_url}/survei/#{code}")
    expect(page.locator("#code")).to_have_value(code)
    assert page.url == f"{web.base_url}/survei/"
    assert not any(code in address.partition("#")[0] for address in asked)


def test_the_phone_makes_the_random_value_of_its_receipt(
    clever_phone: BrowserContext, web: Web, town: Town
) -> None:
    page = clever_phone.new_page()
    answer_all(page, web, new_code(web, town))
    made = page.locator("[data-nonce]").input_value()
    assert re.fullmatch("[0-9a-f]{32}", made)
    page.reload()
    assert page.locator("[data-nonce]").input_value() == made
    page.get_by_role("button", name="Kirim jawaban").click()
    assert made in page.content()


def test_the_phone_finds_that_its_own_answers_were_recorded(
    clever_phone: BrowserContext, web: Web, town: Town
) -> None:
    page = clever_phone.new_page()
    answer_all(page, web, new_code(web, town))
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("menghitung sendiri ringkasan yang sama")).to_be_visible()
    expect(page.get_by_text("Ringkasan tidak sama")).to_be_hidden()
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Simpan surat janji").click()
    assert "/skm-janji" in kept.value.path().read_text()


def test_the_phone_notices_when_other_answers_were_recorded(
    clever_phone: BrowserContext, web: Web, town: Town
) -> None:
    """What was chosen here and what the server recorded differ: as if somebody between had changed it."""
    page = clever_phone.new_page()
    answer_all(page, web, new_code(web, town))
    page.evaluate("""() => {
        const chosen = JSON.parse(sessionStorage.getItem("survei-pilihan"));
        sessionStorage.setItem("survei-pilihan", JSON.stringify({ ...chosen, U3: 1 }));
    }""")
    page.reload()
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Ringkasan tidak sama")).to_be_visible()


def test_the_receipt_can_be_read_without_a_network(
    clever_phone: BrowserContext, web: Web, town: Town
) -> None:
    page = clever_phone.new_page()
    answer_all(page, web, new_code(web, town))
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/survei/bukti/")
    fingerprint = page.locator("main b").first.inner_text()
    wait_until_kept(page)
    clever_phone.set_offline(True)
    page.reload()
    expect(page.locator("main b").first).to_have_text(fingerprint)
    expect(page.locator("[data-offline]")).to_be_visible()


def test_every_screen_passes_the_common_checks(
    clever_phone: BrowserContext, web: Web, town: Town, site: Site
) -> None:
    page = clever_phone.new_page()
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(f"{name}: {fault}" for fault in all_faults(page))
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    def give(code: str) -> None:
        page.goto(f"{web.base_url}/survei/")
        page.fill("#code", code)
        go_on(page)

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
    for number in range(1, 10):
        page.check(f"#U{number}-2")
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
