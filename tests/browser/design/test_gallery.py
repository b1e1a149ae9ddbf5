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
def test_a_gallery_page_has_no_fault_on_any_screen(site, phone, address):
    page = phone.new_page()
    page.goto(site + address)
    assert screens.all_faults(page, touch=address not in BOARD) == []


def test_a_gallery_page_has_no_fault_in_english(site, phone):
    phone.add_cookies([{"name": "bahasa", "value": "en", "url": site}])
    page = phone.new_page()
    page.goto(site + "/komponen/")
    assert screens.faults(page) == []


def test_the_checks_find_what_they_look_for(site, phone):
    page = phone.new_page()
    page.goto(site + "/komponen/")
    assert screens.faults(page) == []
    page.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend",
        "<p>pucat</p><button>x</button><h1>dua</h1><div>lebar</div>");
      document.querySelector("main > p").style.color = "#bbb";
      Object.assign(document.querySelector("main > button").style, {width: "20px", height: "20px", padding: "0"});
      document.querySelector("main > div:last-child").style.width = "2000px";
    }""")
    found = "\n".join(screens.faults(page))
    for fault in ("color-contrast", "small target", "not exactly one h1", "wider than the screen"):
        assert fault in found


def test_a_first_visit_is_light(site, phone):
    """60 kB and 8 requests; what has travelled is counted by the browser itself."""
    page = phone.new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(
            request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]
        ),
    )
    page.goto(site + "/tidak/ada/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 8
    assert sum(sizes) <= 60_000


def test_the_page_can_be_reached_and_left_with_the_keyboard(site, phone):
    page = phone.new_page()
    page.goto(site + "/tidak/ada/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "govuk-skip-link"
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().height") > 20
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#isi"
