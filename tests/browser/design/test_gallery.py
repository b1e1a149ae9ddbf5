"""Every component in every state can be used by everybody: on a phone, on a desk, in English, with large text."""

import pytest

from tests.browser import screens

CITIZEN = ["/komponen/", "/komponen/kios/", "/tidak/ada/"]
STAFF = ["/komponen/petugas/"]
BOARD = [
    "/komponen/papan/",
    "/komponen/papan/?keadaan=kosong",
    "/komponen/papan/?keadaan=terputus",
    "/komponen/papan/?keadaan=baru",
]


@pytest.mark.parametrize("address", [*CITIZEN, *STAFF, *BOARD])
def test_a_gallery_page_has_no_fault_on_any_screen(site, screen, address):
    screen.goto(site + address)
    assert screens.all_faults(screen, touch=address not in BOARD) == []


def test_a_gallery_page_has_no_fault_in_english(site, screen):
    screen.context.add_cookies([{"name": "bahasa", "value": "en", "url": site}])
    screen.goto(site + "/komponen/")
    assert screens.faults(screen) == []


def test_the_checks_find_what_they_look_for(site, screen):
    screen.goto(site + "/komponen/")
    assert screens.faults(screen) == []
    screen.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend",
        "<p>pucat</p><button>x</button><h1>dua</h1><div>lebar</div>");
      document.querySelector("main > p").style.color = "#bbb";
      Object.assign(document.querySelector("main > button").style, {width: "20px", height: "20px", padding: "0"});
      document.querySelector("main > div:last-child").style.width = "2000px";
    }""")
    found = "\n".join(screens.faults(screen))
    for fault in ("color-contrast", "small target", "not exactly one h1", "wider than the screen"):
        assert fault in found


def test_a_first_visit_is_light(site, phone):
    """60 kB and 8 requests; what has travelled is counted by the browser itself."""
    page = phone.new_page()
    sizes = screens.travelled(page)
    page.goto(site + "/tidak/ada/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 8
    assert sum(sizes) <= 60_000


def test_the_page_can_be_reached_and_left_with_the_keyboard(site, screen):
    screen.goto(site + "/tidak/ada/")
    screen.keyboard.press("Tab")
    assert screen.evaluate("() => document.activeElement.className") == "govuk-skip-link"
    assert screen.evaluate("() => document.activeElement.getBoundingClientRect().height") > 20
    screen.keyboard.press("Enter")
    assert screen.evaluate("() => location.hash") == "#isi"
