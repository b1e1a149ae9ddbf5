"""A citizen's visit on a phone: find, take, follow, be called, be served, get a code, with and without scripts."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hall import Hall
from tests.servers import Town


@pytest.fixture
def office(hall) -> Town:
    """Two services and a counter that nobody else uses."""
    return hall.small_town()


def take(phone: BrowserContext, hall: Hall, office: Town, service: int = 1) -> Page:
    """Open the office, choose a service and tap: the page of the ticket."""
    page = phone.new_page()
    page.goto(f"{hall.address}/layanan/{office.office}/")
    page.get_by_role("link", name=f"Layanan {service}").click()
    page.get_by_role("button", name="Ambil nomor antrean").click()
    expect(page.locator("h1")).to_contain_text("-0")
    return page


def ticket_of(page: Page) -> str:
    """The secret in the address."""
    return page.url.split("/t/")[1].split("/")[0]


def look(page: Page) -> None:
    """Tap "Perbarui status" rather than wait for the next look."""
    page.get_by_role("link", name="Perbarui status").click()


def test_a_service_is_found_by_an_everyday_word(hall, borrowed):
    page = borrowed.new_page()
    page.goto(hall.address)
    page.get_by_label("Nama layanan").fill("e-ktp")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^KTP-el")).click()
    expect(page.get_by_role("heading", name="Yang perlu dibawa")).to_be_visible()
    expect(page.get_by_text("Fotokopi kartu keluarga (KK)")).to_be_visible()
    expect(page.get_by_text("Gratis")).to_be_visible()


def test_the_story_with_scripts(hall, borrowed, office):
    hall.take(office.services[0])
    page = take(borrowed, hall, office)
    number, ticket = page.locator(".app-ticket__number").inner_text(), ticket_of(page)
    expect(page.get_by_text("1 orang di depan Anda")).to_be_visible()

    page.evaluate("() => { window.sameDocument = true }")
    first = hall.call_next(office.counters[0], office.key)
    look(page)
    expect(page.locator(".app-ticket__position")).to_have_text("Giliran Anda berikutnya")
    expect(page.locator("[data-voice]")).to_contain_text("Giliran Anda berikutnya")

    hall.step(first["id"], "finish", office.key)
    called = hall.call_next(office.counters[0], office.key)
    assert called["number"] == number
    look(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(f"Nomor {number}, silakan ke Loket 1")
    expect(page).to_have_title(re.compile(rf"^\(Dipanggil\) {number}"))

    hall.step(ticket, "finish", office.key)
    look(page)
    expect(page.locator(".app-ticket__position")).to_have_text("Terima kasih, layanan selesai")
    expect(page.get_by_role("link", name="Perbarui status")).to_be_hidden()
    assert page.evaluate("() => window.sameDocument"), "the page was brought up to date without a reload"

    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    page.get_by_role("button", name="Isi survei").click()
    page.wait_for_url("**/survei/*")
    code = page.get_by_label("Kode survei").input_value()
    assert re.fullmatch(r"([0-9A-Z]{4}-){6}..[0-9A-Z*~$=]", code)
    assert not [each for each in sent if code in each], "the phone keeps the code to itself"
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_text("Pertanyaan 1 dari 9")).to_be_visible()


def test_the_story_without_scripts(hall, simple_phone, office):
    page = take(simple_phone, hall, office)
    number, ticket = page.locator(".app-ticket__number").inner_text(), ticket_of(page)
    expect(page.get_by_role("button", name="Bunyikan")).to_be_hidden()
    hall.call_next(office.counters[0], office.key)
    look(page)
    expect(page.get_by_role("alert")).to_contain_text(f"Nomor {number}, silakan ke Loket 1")
    hall.step(ticket, "finish", office.key)
    look(page)
    page.get_by_role("button", name="Isi survei").click()
    expect(page.get_by_role("heading", name="Kode survei Anda")).to_be_visible()
    page.get_by_role("button", name="Isi survei sekarang").click()
    expect(page.get_by_text("Pertanyaan 1 dari 9")).to_be_visible()


def test_a_number_is_given_back_without_scripts(hall, simple_phone, office):
    page = take(simple_phone, hall, office)
    page.get_by_role("link", name="Batalkan nomor antrean").click()
    page.get_by_role("link", name="Tetap mengantre").click()
    expect(page.locator(".app-ticket__position")).to_have_text("Giliran Anda berikutnya")
    page.get_by_role("link", name="Batalkan nomor antrean").click()
    page.get_by_role("button", name="Batalkan nomor antrean").click()
    expect(page.get_by_text("Nomor ini sudah Anda batalkan")).to_be_visible()
    expect(page.get_by_role("link", name="Ambil nomor baru")).to_be_visible()


def test_a_double_tap_and_the_back_button_make_one_ticket(hall, borrowed, office):
    page = borrowed.new_page()
    page.goto(f"{hall.address}/layanan/{office.office}/layanan-1/")
    page.get_by_role("button", name="Ambil nomor antrean").dblclick()
    page.wait_for_url("**/t/**")
    address = page.url
    page.go_back()
    page.reload()
    page.get_by_role("link", name="Lihat nomor Anda").click()
    expect(page).to_have_url(address)
    tickets = hall.site.one("SELECT count(*) FROM queue_ticket WHERE service_id = %s", office.services[0])
    assert tickets == 1


def test_a_phone_finds_its_number_again_from_the_front_page(hall, borrowed, office):
    page = take(borrowed, hall, office)
    address, number = page.url, page.locator(".app-ticket__number").inner_text()
    page.goto(f"{hall.address}/layanan/{office.office}/")
    page.get_by_role("link", name=number).click()
    expect(page).to_have_url(address)


def test_the_page_looks_by_itself_and_only_while_it_is_seen(hall, phone, office):
    phone.add_init_script("""(() => {
      const later = window.setTimeout;
      window.waits = [];
      window.setTimeout = (work, wait) => { window.waits.push(wait); return later(work, Math.min(wait, 300)); };
    })()""")
    page = take(phone, hall, office)
    hall.call_next(office.counters[0], office.key)
    expect(page.get_by_role("alert")).to_contain_text("silakan ke Loket 1")
    waits = [wait for wait in page.evaluate("() => window.waits") if wait > 1000]
    assert waits
    assert all(10_000 <= wait <= 30_000 for wait in waits)

    hide = "(hidden) => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true}); " \
        "document.dispatchEvent(new Event('visibilitychange')); }"  # fmt: skip
    page.evaluate(hide, True)
    page.wait_for_timeout(500)
    looks: list[str] = []
    page.on("request", lambda request: looks.append(request.url))
    page.wait_for_timeout(1500)
    assert not looks
    with page.expect_request("**/status/"):
        page.evaluate(hide, False)


def test_nothing_is_sent_again_while_nothing_changes(hall, borrowed, office):
    page = take(borrowed, hall, office)
    with page.expect_response("**/status/") as first:
        look(page)
    with page.expect_response("**/status/") as second:
        look(page)
    assert (first.value.status, second.value.status) == (200, 304)


def test_a_code_whose_answer_got_lost_is_not_lost(hall, borrowed, office):
    page = take(borrowed, hall, office)
    ticket = hall.call_next(office.counters[0], office.key)["id"]
    hall.step(ticket, "finish", office.key)
    page.reload()
    borrowed.route("**/survey-code", lambda route: (route.fetch(), route.abort()), times=1)
    page.get_by_role("button", name="Isi survei").click()
    page.wait_for_url("**/survei/")
    code = page.get_by_label("Kode survei").input_value()

    page.goto(f"{hall.address}/t/{ticket}/")
    expect(page.get_by_text("Kode survei sudah diberikan")).to_be_visible()
    page.get_by_role("link", name="Buka survei").click()
    expect(page.get_by_label("Kode survei")).to_have_value(code)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_text("Pertanyaan 1 dari 9")).to_be_visible()
