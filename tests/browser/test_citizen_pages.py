"""Finding a service, its page, the index and the page about the site: usable by everybody, light."""

import pytest

from tests.browser import screens

PAGES = [
    "/",
    "/?q=e-ktp",
    "/?q=tidakadayangbegini",
    "/layanan/{office}/?buka=1",
    "/layanan/{office}/ktp-el/",
    "/layanan/{office}/pajak-kendaraan/",
    "/kepuasan/{office}/",
    "/tentang/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_fault_on_any_screen(hall, phone, address):
    page = phone.new_page()
    page.goto(hall.address + address.format(office=hall.office))
    assert screens.all_faults(page) == []


@pytest.mark.parametrize("address", ["/", "/layanan/{office}/ktp-el/", "/kepuasan/{office}/", "/tentang/"])
def test_a_first_visit_is_light(hall, phone, address):
    """At most 60 kB and 8 requests; what has travelled is counted by the browser itself."""
    page = phone.new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(
            request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]
        ),
    )
    page.goto(hall.address + address.format(office=hall.office))
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 8
    assert sum(sizes) <= 60_000
