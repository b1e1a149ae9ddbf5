"""Calls of citizens: services, take, follow, give back."""

import re
import uuid
from datetime import date

import httpx
import pytest

from tests.contract.api.visits import call_next, problem, step, take
from tests.servers import Site, Town


def test_the_services_of_an_office_say_what_stands_before_each(api: httpx.Client, town: Town):
    take(api, town)
    first, second = api.get(f"/offices/{town.office}/services").json()
    assert first | {"promise_minutes": 0} == {
        "id": town.services[0], "code": "A", "name": "Layanan 1", "agency": "Dinas Uji", "open": True,
        "waiting": 1, "estimate": None, "quota_left": None, "promise_minutes": 0,
    }  # fmt: skip
    assert (second["code"], second["waiting"]) == ("B", 0)


def test_a_taken_number_is_told_with_all_that_its_holder_needs(api: httpx.Client, town: Town):
    answer = api.post("/tickets", json={"service": town.services[0], "priority": False})
    ticket = answer.json()
    assert answer.status_code == 201
    assert ticket | {"id": "", "links": {}, "day": ""} == {
        "id": "", "number": "A-001", "service": town.services[0], "service_name": "Layanan 1",
        "office": town.office, "state": "waiting", "day": "", "priority": False, "ahead": 0, "estimate": None,
        "counter": None, "links": {},
    }  # fmt: skip
    assert uuid.UUID(ticket["id"]).version == 4, "the id is the holder's secret, so it is random"
    assert date.fromisoformat(ticket["day"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", ticket["day"])
    assert answer.headers["location"] == f"/api/v1/tickets/{ticket['id']}" == ticket["links"]["self"]
    assert answer.headers["cache-control"] == "no-store"


def test_numbers_count_up_per_service_and_priority_stands_before_others(api: httpx.Client, town: Town):
    assert [take(api, town)["number"] for _ in range(2)] == ["A-001", "A-002"]
    assert take(api, town, 1)["number"] == "B-001"
    third = take(api, town, priority=True)
    assert (third["number"], third["ahead"], third["priority"]) == ("A-003", 0, True)
    assert take(api, town)["ahead"] == 3


def test_a_repeated_key_gets_the_same_ticket_with_200(api: httpx.Client, town: Town):
    wish = {"json": {"service": town.services[0]}, "headers": {"idempotency-key": uuid.uuid4().hex}}
    first, again = api.post("/tickets", **wish), api.post("/tickets", **wish)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert take(api, town)["number"] == "A-002"


def test_a_repeated_key_shows_the_ticket_as_it_is_now(api: httpx.Client, town: Town):
    wish = {"json": {"service": town.services[0]}, "headers": {"idempotency-key": uuid.uuid4().hex}}
    api.post("/tickets", **wish)
    call_next(api, town)
    assert api.post("/tickets", **wish).json()["state"] == "called"


def test_a_key_with_another_wish_is_refused_and_takes_nothing(api: httpx.Client, town: Town):
    key = {"idempotency-key": uuid.uuid4().hex}
    api.post("/tickets", json={"service": town.services[0]}, headers=key)
    other = api.post("/tickets", json={"service": town.services[1]}, headers=key)
    assert problem(other, 422, "invalid")["field"] == "Idempotency-Key"
    assert take(api, town, 1)["number"] == "B-001"


def test_a_device_that_holds_a_number_is_told_so(api: httpx.Client, town: Town):
    holder = uuid.uuid4().hex
    take(api, town, holder=holder)
    again = api.post("/tickets", json={"service": town.services[0], "holder": holder})
    assert "A-001" in problem(again, 409, "already-holding")["detail"]
    assert take(api, town, 1, holder=holder)["number"] == "B-001"


def test_a_used_up_quota_is_a_conflict_and_a_cancelled_number_frees_a_place(api: httpx.Client, site: Site):
    town = site.town(daily_quota=2)
    first = take(api, town)
    take(api, town)
    wish = {"service": town.services[0]}
    assert "2" in problem(api.post("/tickets", json=wish), 409, "quota-exhausted")["detail"]
    assert api.get(f"/offices/{town.office}/services").json()[0]["quota_left"] == 0
    api.delete(f"/tickets/{first['id']}")
    assert take(api, town)["number"] == "A-003"


def test_a_ticket_is_followed_with_an_etag(api: httpx.Client, town: Town):
    taken = api.post("/tickets", json={"service": town.services[0]})
    address = f"/tickets/{taken.json()['id']}"
    shown = api.get(address)
    assert (shown.status_code, shown.json()) == (200, taken.json())
    assert shown.headers["etag"] == taken.headers["etag"]
    same = api.get(address, headers={"if-none-match": shown.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == shown.headers["etag"]
    call_next(api, town)
    changed = api.get(address, headers={"if-none-match": shown.headers["etag"]})
    assert (changed.status_code, changed.json()["state"]) == (200, "called")
    assert changed.json()["counter"] == {"id": town.counters[0], "name": "Loket 1", "floor": "Lantai 2"}
    assert changed.headers["etag"] != shown.headers["etag"]


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', 'W/"other",W/{tag}', "*"])
def test_every_form_of_if_none_match_is_understood(api: httpx.Client, town: Town, form: str):
    taken = api.post("/tickets", json={"service": town.services[0]})
    header = form.format(tag=taken.headers["etag"])
    assert api.get(f"/tickets/{taken.json()['id']}", headers={"if-none-match": header}).status_code == 304


def test_the_etag_changes_when_the_place_in_the_line_does(api: httpx.Client, town: Town):
    take(api, town)
    address = f"/tickets/{take(api, town)['id']}"
    before = api.get(address)
    call_next(api, town)
    after = api.get(address)
    assert (before.json()["ahead"], after.json()["ahead"]) == (1, 0)
    assert before.headers["etag"] != after.headers["etag"]


def test_a_cancelled_ticket_stays_readable_and_cannot_be_cancelled_again(api: httpx.Client, town: Town):
    ticket = take(api, town)
    gone = api.delete(f"/tickets/{ticket['id']}")
    assert (gone.status_code, gone.json()["state"], gone.json()["ahead"]) == (200, "cancelled", None)
    assert api.get(f"/tickets/{ticket['id']}").json()["state"] == "cancelled"
    problem(api.delete(f"/tickets/{ticket['id']}"), 409, "wrong-state")
    assert call_next(api, town).status_code == 204


@pytest.mark.parametrize("verb", ["", "serve", "finish"])
def test_a_ticket_that_was_called_cannot_be_cancelled(api: httpx.Client, town: Town, verb: str):
    ticket = take(api, town)
    call_next(api, town)
    if verb:
        step(api, town, ticket, verb)
    problem(api.delete(f"/tickets/{ticket['id']}"), 409, "wrong-state")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "name", ["3f0d3c1e-6a51-4b6e-9a53-0c8a1b2d4e5f", "A-001", "%00", "..%2f..", "x" * 3000, "1" * 40]
)
def test_an_unknown_ticket_is_not_found(api: httpx.Client, method: str, name: str):
    problem(api.request(method, f"/tickets/{name}"), 404, "not-found")


@pytest.mark.parametrize("name", ["tidak-ada", "MPP", "%00", "%ff", "x" * 3000, "'; DROP TABLE x"])
@pytest.mark.parametrize("what", ["services", "board", "events", "ikm"])
def test_an_unknown_office_is_not_found(api: httpx.Client, name: str, what: str):
    problem(api.get(f"/offices/{name}/{what}"), 404, "not-found")


def test_an_unknown_service_is_an_invalid_wish(api: httpx.Client):
    assert problem(api.post("/tickets", json={"service": 2**40}), 422, "invalid")["field"] == "service"
