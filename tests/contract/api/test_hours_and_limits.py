"""A site as it runs every day: opening hours hold, and one address cannot hoard numbers."""

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from tests.contract.api.visits import problem, take
from tests.servers import Site, Web

LIMIT = 5


@pytest.fixture(scope="module")
def strict_web(site: Site) -> Iterator[Web]:
    """One process that keeps to the hours and to the limit."""
    settings = {"PENDOPO_ALWAYS_OPEN": "0", "PENDOPO_TAKES_PER_MINUTE": str(LIMIT)}
    with site.serving(1, **settings, PENDOPO_TRUSTED_PROXIES="127.0.0.1") as web:
        yield web


_addresses = count(1)


@pytest.fixture
def phone(strict_web: Web) -> Iterator[httpx.Client]:
    """A client behind our proxy, with an address of its own."""
    address = f"10.0.0.{next(_addresses)}"
    with httpx.Client(base_url=strict_web.api, timeout=30, headers={"x-forwarded-for": address}) as client:
        yield client


def test_a_closed_service_gives_no_number_and_says_why(phone: httpx.Client, site: Site):
    town = site.town(opening="never")
    told = problem(phone.post("/tickets", json={"service": town.services[0]}), 409, "closed")
    assert "Layanan 1" in told["detail"]
    assert phone.get(f"/offices/{town.office}/services").json()[0]["open"] is False
    assert site.rows("SELECT * FROM queue_ticket WHERE office_id = %s", town.office_id) == []


def test_an_open_service_gives_numbers(phone: httpx.Client, site: Site):
    town = site.town(opening="always")
    assert take(phone, town)["number"] == "A-001"


def test_one_address_may_take_only_so_many_numbers_and_is_told_when_again(phone: httpx.Client, site: Site):
    town = site.town(opening="always")
    wish = {"json": {"service": town.services[0]}}
    told = [phone.post("/tickets", **wish) for _ in range(LIMIT + 1)]
    assert [answer.status_code for answer in told] == [201] * LIMIT + [429]
    assert problem(told[-1], 429, "too-many")["retry_after"] == int(told[-1].headers["retry-after"])
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60 // LIMIT
    assert phone.get(f"/offices/{town.office}/services").status_code == 200, "reading is not limited"


def test_another_address_is_not_made_to_wait(phone: httpx.Client, site: Site):
    town = site.town(opening="always")
    for _ in range(LIMIT + 1):
        phone.post("/tickets", json={"service": town.services[0]})
    other = {"x-forwarded-for": "10.9.9.9"}
    assert phone.post("/tickets", json={"service": town.services[0]}, headers=other).status_code == 201
