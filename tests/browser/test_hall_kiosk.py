"""The kiosk in a real browser: reach, one tap one number, nobody's traces."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.wipe import Wiped

KIOSKS = [(1280, 800), (1080, 1920), (1366, 768)]

_SMALL_TILES = """() => [...document.querySelectorAll('.app-tile')]
  .filter((tile) => tile.checkVisibility() && tile.getBoundingClientRect().height < 96)
  .map((tile) => tile.textContent)"""


def touch_screen(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True)
    context.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    return context


@pytest.fixture(scope="module")
def touched(browser):
    """A touch screen for all tests that change neither its clock nor its network; it is wiped after each."""
    context = touch_screen(browser)
    yield Wiped(context)
    context.close()


@pytest.fixture
def own_kiosk(browser, hall):
    """A kiosk whose clock or network the test may change."""
    context = touch_screen(browser)
    page = context.new_page()
    page.goto(f"{hall.address}/kios/{hall.office}/")
    yield page
    context.close()


@pytest.fixture
def kiosk(touched, hall):
    """The first page of the kiosk of the mall."""
    page = touched.context.new_page()
    page.goto(f"{hall.address}/kios/{hall.office}/")
    yield page
    touched.wipe()


def choose(page: Page, hall, service: str, agency: str = "") -> None:
    if agency:
        page.get_by_role("link", name=agency).tap()
    page.locator(f"a[href$='/layanan/{hall.services[service]}/']").tap()
    expect(page.locator("h1")).to_contain_text("prioritas")


def answer(page: Page, word: str) -> str:
    """Take the number with this answer; what stands on the screen."""
    page.get_by_role("button", name=word).tap()
    expect(page.locator(".app-kiosk-number")).to_be_visible()
    return page.locator(".app-kiosk-number").inner_text()


def test_every_page_of_a_kiosk_has_no_fault_and_needs_no_scrolling(kiosk, hall):
    def check(what: str) -> None:
        for size in KIOSKS:
            assert screens.faults_at(kiosk, size) == [], what
            assert kiosk.evaluate(_SMALL_TILES) == [], (what, size)
            assert kiosk.evaluate("() => document.documentElement.scrollHeight <= innerHeight"), (what, size)

    check("institutions")
    kiosk.get_by_role("link", name="Berikutnya").tap()
    expect(kiosk.get_by_text("Halaman 2 dari")).to_be_visible()
    check("second page")
    kiosk.goto(f"{hall.address}/kios/{hall.office}/")
    kiosk.get_by_role("link", name="Dinas Kependudukan").tap()
    expect(kiosk.locator("h1")).to_contain_text("Dinas Kependudukan")
    check("services")
    choose(kiosk, hall, "kia")
    check("question")
    answer(kiosk, "Tidak")
    check("number")


def test_the_number_can_be_followed_on_the_phone(kiosk, hall):
    choose(kiosk, hall, "pertanahan")
    number = answer(kiosk, "Ya, prioritas")
    assert number.startswith("M-")
    assert kiosk.locator(".app-kiosk-qr svg").count() == 1
    expect(kiosk.locator(".app-kiosk-service")).to_contain_text("Prioritas")
    assert kiosk.evaluate("() => window.printed") == 0, "an ordinary device prints on request only"
    kiosk.get_by_role("button", name="Cetak nomor").tap()
    assert kiosk.evaluate("() => window.printed") == 1


def test_a_double_tap_gives_one_number(kiosk, hall):
    kiosk.get_by_role("link", name="Berikutnya").tap()
    choose(kiosk, hall, "layanan-disabilitas")
    before = hall.api("GET", f"/offices/{hall.office}/services")
    kiosk.get_by_role("button", name="Tidak").dblclick()
    expect(kiosk.locator(".app-kiosk-number")).to_be_visible()
    after = hall.api("GET", f"/offices/{hall.office}/services")
    assert sum(one["waiting"] for one in after) == sum(one["waiting"] for one in before) + 1


def test_going_back_never_shows_the_last_visitor(kiosk, hall):
    kiosk.get_by_role("link", name="Berikutnya").tap()
    choose(kiosk, hall, "konsultasi-pengaduan")
    number = answer(kiosk, "Tidak")
    kiosk.get_by_role("link", name="Selesai").tap()
    expect(kiosk.locator("h1")).to_contain_text("Ke mana keperluan Anda?")
    kiosk.go_back()
    kiosk.wait_for_load_state()
    assert number not in kiosk.content()
    kiosk.goto(f"{hall.address}/kios/{hall.office}/nomor/")
    assert number not in kiosk.content()


def test_a_kiosk_that_nobody_touches_asks_and_then_starts_over(own_kiosk, hall):
    kiosk = own_kiosk
    kiosk.clock.install()
    choose(kiosk, hall, "paspor")
    answer(kiosk, "Tidak")
    kiosk.clock.run_for(27_000)
    question = kiosk.get_by_role("button", name="Saya masih di sini")
    expect(question).to_be_visible()
    assert screens.faults(kiosk) == []
    question.tap()
    expect(question).to_be_hidden()
    kiosk.clock.run_for(30_000)
    expect(question).to_be_visible()
    kiosk.clock.run_for(17_000)
    expect(kiosk.locator("h1")).to_contain_text("Ke mana keperluan Anda?", timeout=10_000)


def test_the_language_of_a_visitor_ends_with_the_visit(kiosk, hall):
    kiosk.locator(".app-language a").tap()
    expect(kiosk.locator("html")).to_have_attribute("lang", "en")
    kiosk.goto(f"{hall.address}/kios/{hall.office}/mulai/")
    expect(kiosk.locator("html")).to_have_attribute("lang", "id")


def test_a_lost_network_never_leads_to_a_dead_page(own_kiosk, hall):
    kiosk = own_kiosk
    kiosk.context.set_offline(True)
    kiosk.get_by_role("link", name="Paspor").tap()
    expect(kiosk.locator("[data-problem]")).to_contain_text("Koneksi terputus")
    kiosk.context.set_offline(False)
    choose(kiosk, hall, "paspor")
    kiosk.context.set_offline(True)
    kiosk.get_by_role("button", name="Tidak").tap()
    expect(kiosk.locator("[data-problem]")).to_contain_text("Koneksi terputus")
    kiosk.context.set_offline(False)
    assert answer(kiosk, "Tidak").startswith("K-")


def test_a_kiosk_of_the_office_prints_by_itself(kiosk, hall):
    person = hall.sign_ins["officer"]
    address = f"{hall.address}/kios/{hall.office}/pasang/"
    kiosk.goto(address)
    kiosk.fill("[name=login]", person["username"])
    kiosk.fill("[name=password]", person["password"])
    kiosk.locator("main button[type=submit]").tap()
    kiosk.wait_for_url(address)
    assert screens.faults(kiosk) == []
    kiosk.get_by_role("button", name="Jadikan gawai ini kios").tap()
    expect(kiosk.locator("h1")).to_contain_text("Ke mana keperluan Anda?")
    choose(kiosk, hall, "paspor")
    answer(kiosk, "Tidak")
    assert kiosk.evaluate("() => window.printed") == 1


def test_the_paper_slip_is_narrow_and_holds_the_number(kiosk, hall):
    choose(kiosk, hall, "paspor")
    number = answer(kiosk, "Tidak")
    kiosk.emulate_media(media="print")
    # 58 mm of paper at 96 dots an inch, less the margins.
    kiosk.set_viewport_size({"width": 204, "height": 500})
    assert screens.reflow_faults(kiosk) == []
    expect(kiosk.locator(".app-slip__number")).to_have_text(number)
    expect(kiosk.locator(".app-kiosk-actions")).to_be_hidden()


def test_without_scripts_a_kiosk_works_and_starts_over(browser, hall):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{hall.address}/kios/{hall.office}/layanan/{hall.services['paspor']}/")
    page.get_by_role("button", name="Tidak").click()
    expect(page.locator(".app-kiosk-number")).to_contain_text("K-")
    refresh = page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert refresh == f"45;url=/kios/{hall.office}/mulai/"
    context.close()


def test_a_used_up_quota_is_told_in_words_on_the_same_screen(kiosk, hall):
    town = hall.small_town(services=2, daily_quota=1)
    kiosk.goto(f"{hall.address}/kios/{town.office}/layanan/{town.services[0]}/")
    hall.take(town.services[0])
    kiosk.get_by_role("button", name="Tidak").tap()
    expect(kiosk.locator("h1")).to_have_text("Nomor belum dapat diambil")
    assert screens.faults(kiosk) == []
    kiosk.get_by_role("link", name="Kembali ke awal").tap()
    kiosk.get_by_role("link", name="Dinas Uji").tap()
    expect(kiosk.locator(".app-tile--closed")).to_contain_text("Nomor hari ini sudah habis")
    assert screens.faults(kiosk) == []
