"""The ticket in each of its states, and every refusal: without fault for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.hall import Hall
from tests.servers import Town


def ticket(hall: Hall, office: Town, *steps: str) -> str:
    """A ticket of a service, taken through the steps; its address."""
    taken = hall.take(office.services[0])
    if steps and steps[0] == "cancel":
        hall.api("DELETE", f"/tickets/{taken['id']}")
    elif steps:
        while hall.call_next(office.counters[0], office.key)["id"] != taken["id"]:
            hall.call_next(office.counters[0], office.key, close="finish")
        for step in steps[1:]:
            body = {"service": office.services[1]} if step == "transfer" else None
            hall.step(taken["id"], step, office.key, body)
    return f"{hall.address}/t/{taken['id']}/"


STATES = {
    "waiting": ((), "Giliran Anda berikutnya"),
    "called": (("call",), "Silakan ke loket sekarang"),
    "serving": (("call", "serve"), "Anda sedang dilayani"),
    "finished": (("call", "finish"), "Terima kasih"),
    "no-show": (("call", "no-show"), "Anda belum ada di loket"),
    "transferred": (("call", "transfer"), "Anda dialihkan"),
    "cancelled": (("cancel",), "sudah Anda batalkan"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_ticket_has_no_fault_on_any_screen(hall, screen, state):
    steps, words = STATES[state]
    office = hall.small_town()
    screen.goto(ticket(hall, office, *steps))
    expect(screen.get_by_text(words).first).to_be_visible()
    for more in screen.locator("summary").all():
        more.click()
    assert screens.all_faults(screen) == []


def test_the_question_before_giving_back_has_no_fault(hall, screen):
    screen.goto(ticket(hall, hall.small_town()) + "batal/")
    assert screens.all_faults(screen) == []


def test_a_used_up_quota_has_no_fault(hall, screen):
    office = hall.small_town(daily_quota=1)
    screen.goto(f"{hall.address}/layanan/{office.office}/layanan-1/")
    hall.take(office.services[0])
    screen.get_by_role("button", name="Ambil nomor antrean").click()
    expect(screen.locator("h1")).to_have_text("Nomor hari ini sudah habis")
    assert screens.all_faults(screen) == []
    screen.get_by_role("link", name="Baca syaratnya").click()
    expect(screen.get_by_text("Nomor hari ini sudah habis")).to_be_visible()
    assert screens.faults(screen) == []


def test_a_number_held_already_has_no_fault(hall, borrowed):
    office = hall.small_town()
    tabs = [borrowed.new_page(), borrowed.new_page()]
    for tab in tabs:
        tab.goto(f"{hall.address}/layanan/{office.office}/layanan-1/")
    for tab in tabs:
        tab.get_by_role("button", name="Ambil nomor antrean").click()
        tab.wait_for_url("**/t/**")
    expect(tabs[1].get_by_text("Anda sudah memegang nomor ini")).to_be_visible()
    assert screens.faults(tabs[1]) == []
    tabs[1].goto(f"{hall.address}/layanan/{office.office}/")
    assert screens.faults(tabs[1]) == []


def test_the_code_page_has_no_fault(hall, screen):
    address = ticket(hall, hall.small_town(), "call", "finish")
    screen.goto(address)
    screen.evaluate("() => { delete document.querySelector('[data-survey]').dataset.survey }")
    screen.get_by_role("button", name="Isi survei").click()
    expect(screen.locator("h1")).to_have_text("Kode survei Anda")
    assert screens.all_faults(screen) == []
    screen.goto(address)
    expect(screen.get_by_text("Kode survei sudah diberikan")).to_be_visible()
    assert screens.faults(screen) == []


def test_an_unknown_ticket_has_no_fault(hall, screen):
    answer = screen.goto(f"{hall.address}/t/00000000-0000-4000-8000-000000000000/")
    assert answer
    assert answer.status == 404
    expect(screen.get_by_text("Nomor antrean ini tidak ditemukan")).to_be_visible()
    assert screens.all_faults(screen) == []


def test_a_ticket_in_english_has_no_fault(hall, screen):
    screen.context.add_cookies([{"name": "bahasa", "value": "en", "url": hall.address}])
    screen.goto(ticket(hall, hall.small_town(), "call"))
    assert screens.faults(screen) == []


def test_a_ticket_is_light(hall, borrowed):
    page = borrowed.new_page()
    sizes = screens.travelled(page)
    page.goto(ticket(hall, hall.small_town()))
    page.wait_for_load_state("load")
    assert len(sizes) <= 8
    assert sum(sizes) <= 60_000
