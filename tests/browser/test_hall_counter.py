"""The officer's workplace in a real browser: a whole shift with the keyboard alone, two counters at once."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import screens
from tests.browser.hall import Hall
from tests.browser.wipe import Wiped

#: Services of one counter that other tests leave alone, so that the order of numbers is ours.
PERMITS = ("nib-oss", "kartu-pencari-kerja")
SHARED = ("perpanjangan-sim", "skck")


def counters_of(hall: Hall, slugs: tuple[str, ...]) -> list[int]:
    """The counters that give exactly these services."""
    wanted = {hall.services[slug] for slug in slugs}
    return [counter for counter, given in hall.counters.items() if set(given) == wanted]


def state(hall: Hall, ticket: dict) -> str:
    return hall.api("GET", f"/tickets/{ticket['id']}")["state"]


def drain(hall: Hall, slugs: tuple[str, ...]) -> None:
    """Nobody waits in these lines, and no counter of theirs holds a ticket."""
    for counter in counters_of(hall, slugs):
        while hall.api("POST", f"/counters/{counter}/next", {"close": "finish"}):
            pass


def sign_in(page: Page, hall: Hall, path: str) -> None:
    """With the keyboard, as everything here."""
    person = hall.sign_ins["officer"]
    page.goto(hall.address + path)
    page.focus("[name=login]")
    page.keyboard.type(person["username"])
    page.keyboard.press("Tab")
    page.keyboard.type(person["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(hall.address + path)


def rest(page: Page) -> None:
    """The moment is over in which the workplace rests after an answer, so that a double press ends nothing."""
    page.clock.fast_forward(700)


def press(page: Page, key: str, says: str) -> None:
    """Press a key and wait until the workplace says what came of it."""
    rest(page)
    page.keyboard.press(key)
    expect(page.locator("[data-result]")).to_contain_text(says, timeout=5000)


@pytest.fixture(scope="module")
def workplace(browser: Browser) -> Iterator[Wiped]:
    """A computer with a clock that tests move, the same for all of them; it is wiped after each."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.clock.install()
    yield Wiped(context)
    context.close()


@pytest.fixture
def seat(workplace: Wiped, hall: Hall) -> Iterator[Page]:
    """A page before which nobody has signed in; nobody waits for permits."""
    drain(hall, PERMITS)
    workplace.page.set_viewport_size({"width": 1280, "height": 800})
    yield workplace.page
    workplace.wipe()


def begin(page: Page, hall: Hall, path: str, role: str = "officer") -> None:
    """Go on after the sign-in, which the whole shift shows."""
    session = hall.sign_ins[role]["session"]
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": hall.address}])
    page.goto(hall.address + path)


@pytest.fixture
def desk(seat: Page, hall: Hall) -> Page:
    """A signed-in officer at the counter for permits, in whose lines nobody waits."""
    begin(seat, hall, f"/loket/{counters_of(hall, PERMITS)[0]}/")
    return seat


def test_a_whole_shift_with_the_keyboard_alone(seat, hall):
    page = seat
    sign_in(page, hall, "/loket/")
    nib = hall.services["nib-oss"]
    tickets = [hall.take(nib) for _ in range(6)]

    wanted = f"/loket/{counters_of(hall, PERMITS)[0]}/"
    while page.evaluate("() => document.activeElement.getAttribute('href')") != wanted:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(hall.address + wanted)

    press(page, "n", f"Nomor {tickets[0]['number']} dipanggil ke Loket")
    press(page, "r", f"Nomor {tickets[0]['number']} dipanggil ulang")
    press(page, "m", f"Nomor {tickets[0]['number']} mulai dilayani")
    press(page, "s", f"Nomor {tickets[0]['number']} selesai dilayani")
    press(page, " ", f"Nomor {tickets[1]['number']} dipanggil ke Loket")
    press(page, "x", f"Nomor {tickets[1]['number']} ditandai tidak hadir")
    press(page, "n", f"Nomor {tickets[2]['number']} dipanggil ke Loket")

    page.keyboard.press("t")
    expect(page.locator("#layanan")).to_be_focused()
    page.keyboard.type("J")  # the letter of the other service; typing in a field is not a shortcut
    page.keyboard.press("Tab")
    expect(page.locator("#tombol-alihkan")).to_be_focused()
    press(page, "Enter", f"Nomor {tickets[2]['number']} dialihkan ke Kartu pencari kerja")
    assert page.evaluate("() => document.activeElement !== document.body"), "the focus is not lost"

    page.evaluate("() => document.activeElement.blur()")
    # The transferred one keeps the waiting time behind it, so it comes first again.
    press(page, "n", f"Nomor {tickets[2]['number']} dipanggil ke Loket")
    press(page, "m", f"Nomor {tickets[2]['number']} mulai dilayani")
    press(page, "n", f"Nomor {tickets[3]['number']} dipanggil ke Loket")
    press(page, "n", f"Nomor {tickets[4]['number']} dipanggil ke Loket")
    press(page, "n", f"Nomor {tickets[5]['number']} dipanggil ke Loket")
    press(page, "n", "Tidak ada lagi yang menunggu")
    assert [state(hall, ticket) for ticket in tickets] == ["finished", "no-show", *["finished"] * 4]


def test_the_focus_stays_on_the_pressed_button(desk, hall):
    hall.take(hall.services["nib-oss"]), hall.take(hall.services["nib-oss"])
    desk.focus("#tombol-berikutnya")
    press(desk, "Enter", "dipanggil")
    expect(desk.locator("#tombol-berikutnya")).to_be_focused()
    press(desk, "Tab", "dipanggil")
    expect(desk.locator("#tombol-ulang")).to_be_focused()
    press(desk, " ", "dipanggil ulang")
    expect(desk.locator("#tombol-ulang")).to_be_focused()


def test_a_double_press_calls_once(desk, hall):
    first, second = (hall.take(hall.services["nib-oss"]) for _ in range(2))
    desk.keyboard.press("n")
    desk.keyboard.press("n")
    desk.dblclick("#tombol-berikutnya")
    expect(desk.locator("[data-result]")).to_contain_text(f"Nomor {first['number']} dipanggil")
    desk.wait_for_timeout(500)
    assert [state(hall, ticket) for ticket in (first, second)] == ["called", "waiting"]


def test_shortcuts_can_be_switched_off_and_stay_off(desk, hall):
    ticket = hall.take(hall.services["nib-oss"])
    desk.keyboard.press("?")
    desk.uncheck("#pintasan")
    expect(desk.locator("#tombol-berikutnya .app-key")).to_be_hidden()
    desk.reload()
    desk.keyboard.press("n")
    desk.wait_for_timeout(600)
    assert state(hall, ticket) == "waiting"
    assert desk.get_attribute("#tombol-berikutnya", "aria-keyshortcuts") is None
    desk.keyboard.press("?")
    expect(desk.locator("[data-help]")).not_to_have_attribute("open", "")


def test_keys_with_control_or_alt_belong_to_the_browser(desk, hall):
    ticket = hall.take(hall.services["nib-oss"])
    for key in ("Control+x", "Alt+n", "Meta+s"):
        desk.keyboard.press(key)
    desk.wait_for_timeout(600)
    assert state(hall, ticket) == "waiting"


def test_a_stale_screen_shows_the_fresh_state(desk, hall):
    first, second = (hall.take(hall.services["nib-oss"]) for _ in range(2))
    desk.context.set_offline(False)
    counter = counters_of(hall, PERMITS)[0]
    desk.route("**/antrean/", lambda route: route.abort())  # this screen hears nothing of the other window
    press(desk, "n", f"Nomor {first['number']} dipanggil")
    hall.api("POST", f"/counters/{counter}/next", {"close": "finish"})
    desk.wait_for_timeout(700)
    desk.keyboard.press("n")
    expect(desk.locator("[data-problem]")).to_contain_text("Status sudah berubah")
    expect(desk.locator(".app-workplace__number")).to_have_text(second["number"])
    assert state(hall, second) == "called"


def test_a_lost_network_is_told_and_nothing_is_lost(desk, hall):
    ticket = hall.take(hall.services["nib-oss"])
    desk.context.set_offline(True)
    desk.keyboard.press("n")
    expect(desk.locator("[data-problem]")).to_contain_text("Belum terkirim")
    desk.context.set_offline(False)
    press(desk, "n", f"Nomor {ticket['number']} dipanggil")
    expect(desk.locator("[data-problem]")).to_be_empty()


def test_the_lines_keep_up_with_the_hall(desk, hall):
    expect(desk.locator("[data-region=lines]")).not_to_contain_text("1 menunggu")
    began = time.monotonic()
    hall.take(hall.services["kartu-pencari-kerja"])
    expect(desk.locator("[data-region=lines]")).to_contain_text("1 menunggu", timeout=5000)
    assert time.monotonic() - began < 3


def test_another_window_at_the_same_counter_takes_over_what_happened(desk, hall):
    ticket = hall.take(hall.services["nib-oss"])
    expect(desk.locator("[data-region=lines]")).to_contain_text("1 menunggu")
    hall.api("POST", f"/counters/{counters_of(hall, PERMITS)[0]}/next", {})
    expect(desk.locator(".app-workplace__number")).to_have_text(ticket["number"])


def test_two_counters_at_once_never_call_the_same_ticket(seat, hall):
    drain(hall, SHARED)
    tickets = [hall.take(hall.services["skck"]) for _ in range(6)]
    pages = [seat.context.new_page() for _ in counters_of(hall, SHARED)]
    for page, counter in zip(pages, counters_of(hall, SHARED), strict=True):
        begin(page, hall, f"/loket/{counter}/")
    seen = []
    for _ in range(3):
        for page in pages:
            rest(page)
            page.keyboard.press("n")
        for page in pages:
            expect(page.locator(".app-workplace__number")).not_to_have_text(seen[-1] if seen else "-")
            page.wait_for_timeout(300)
        seen += [page.locator(".app-workplace__number").inner_text() for page in pages]
    assert sorted(seen) == sorted(ticket["number"] for ticket in tickets)


def test_the_workplace_has_no_fault_in_any_state_on_any_screen(desk, hall):
    def check(what: str) -> None:
        assert screens.faults_at(desk, (1280, 800), (1024, 768), (360, 740)) == [], what

    check("free")
    hall.take(hall.services["nib-oss"], priority=True), hall.take(hall.services["nib-oss"])
    press(desk, "n", "dipanggil")
    check("called")
    press(desk, "m", "mulai")
    desk.keyboard.press("t")
    desk.keyboard.press("Escape")
    desk.keyboard.press("t")
    desk.click("[data-help] summary")
    check("serving, all open")
    desk.goto(f"{hall.address}/loket/")
    check("list of counters")


def test_everything_stands_on_a_small_laptop_without_scrolling(desk, hall):
    desk.set_viewport_size({"width": 1024, "height": 768})
    hall.take(hall.services["nib-oss"])
    press(desk, "n", "dipanggil")
    lowest = desk.evaluate(
        "() => document.querySelector('#tombol-tidak-hadir').getBoundingClientRect().bottom"
    )
    assert lowest < 768


def test_the_question_before_the_day_is_closed_has_no_fault(seat, hall):
    """Looked at only: closing would end the day for all tests."""
    begin(seat, hall, f"/loket/tutup/{hall.office}/", "supervisor")
    assert screens.all_faults(seat) == []
