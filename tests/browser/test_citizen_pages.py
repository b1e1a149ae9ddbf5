"""Finding a service, its page, the index and the page about the site: usable by everybody, light."""

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.hall import empty_hall

PAGES = [
    "/",
    "/?q=e-ktp",
    "/?q=tidakadayangbegini",
    "/layanan/{office}/?buka=1",
    "/layanan/{office}/ktp-el/",
    "/layanan/{office}/pajak-kendaraan/",
    "/kepuasan/{office}/",
    "/tentang/",
    "/periksa/",
]


#: Pages with which a visit begins.
FIRST = ["/", "/layanan/{office}/ktp-el/", "/kepuasan/{office}/", "/tentang/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_fault_on_any_screen(hall, screen, address):
    screen.goto(hall.address + address.format(office=hall.office))
    assert screens.all_faults(screen) == []


def test_a_first_visit_is_light(hall, lent):
    """At most 60 kB and 8 requests; what has travelled is counted by the browser itself."""
    for address in FIRST:
        page = lent.context.new_page()
        sizes = screens.travelled(page)
        page.goto(hall.address + address.format(office=hall.office))
        page.wait_for_load_state("networkidle")
        assert len(sizes) <= 8, address
        assert 12_000 < sum(sizes) <= 60_000, f"{address} by a phone that has nothing of it"
        lent.wipe()


@pytest.fixture
def own_hall(tmp_path):
    """A site on which nobody else answers: what is published of one office depends on the others'."""
    with empty_hall(tmp_path) as running:
        yield running


def test_the_index_changes_with_each_answer_and_has_no_fault(own_hall, screen):
    hall = own_hall
    office = hall.small_town()
    page = screen
    index = f"{hall.address}/kepuasan/{office.office}/"
    for served in range(3):
        page.goto(index)
        expect(
            page.get_by_text(f"{served} jawaban dari {served} kode" if served else "0 jawaban.")
        ).to_be_visible()
        expect(page.get_by_text("Belum dapat ditampilkan")).to_be_visible()
        hall.take(office.services[0])
        ticket = hall.call_next(office.counters[0], office.key)["id"]
        hall.step(ticket, "finish", office.key)
        code = hall.api("POST", f"/tickets/{ticket}/survey-code", {})["code"]
        answers = {f"U{number}": 3 for number in range(1, 10)}
        hall.api("POST", "/survey/answers", {"code": code, "answers": answers})
    page.goto(index)
    expect(page.locator(".app-score__figure")).to_have_text("75,00")
    expect(page.get_by_role("row", name="Biaya").first).to_be_visible()
    assert screens.all_faults(page) == []
    page.get_by_role("link", name="Layanan 1").click()
    expect(page.get_by_role("heading", name="Layanan 1")).to_be_visible()
    expect(page.locator(".app-score__figure")).to_have_text("75,00")
