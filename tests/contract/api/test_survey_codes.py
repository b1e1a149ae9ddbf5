"""From the served ticket to the published index, as calls of the API."""

import hashlib
import re
import secrets

import httpx
import pytest

from pendopo.survey.domain.codes import format_code
from tests.contract.api.visits import call_next, code_of, problem, served, step, take
from tests.servers import Site, Town

NINE = {f"U{number}": 4 for number in range(1, 10)}


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    """One office for all of them: none leaves a ticket that waits or stands at a counter."""
    return site.town(services=2, counters=2)


def send(api: httpx.Client, code: str, **change: object) -> httpx.Response:
    return api.post("/survey/answers", json={"code": code, "answers": NINE, "nonce": "ab" * 16} | change)


def ask_for_code(api: httpx.Client, ticket: dict, body: object) -> httpx.Response:
    return api.post(f"/tickets/{ticket['id']}/survey-code", json=body)


def test_a_served_ticket_gets_one_code_that_is_answered_once(api: httpx.Client, town: Town):
    code = code_of(api, served(api, town))
    assert re.fullmatch(r"([0-9A-Z]{4}-){6}[0-9A-Z]{2}[0-9A-Z*~$=]", code)
    answered = send(api, code)
    assert answered.status_code == 201
    receipt = answered.json()["receipt"]
    assert (receipt["service"], receipt["service_code"], receipt["nonce"]) == (
        town.services[0],
        "A",
        "ab" * 16,
    )
    assert re.fullmatch(r"\d{4}-\d\d", receipt["period"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", receipt["included_before"])
    problem(send(api, code, nonce="cd" * 16), 409, "already-answered")


def test_a_code_is_given_only_after_the_service_and_only_once(api: httpx.Client, town: Town):
    ticket = take(api, town)
    problem(ask_for_code(api, ticket, {}), 409, "wrong-state")
    call_next(api, town)
    problem(ask_for_code(api, ticket, {}), 409, "wrong-state")
    step(api, town, ticket, "finish")
    assert ask_for_code(api, ticket, None).status_code == 201
    problem(ask_for_code(api, ticket, {}), 409, "already-given")


def test_a_no_show_gets_no_code(api: httpx.Client, town: Town):
    ticket = take(api, town)
    call_next(api, town)
    step(api, town, ticket, "no-show")
    problem(ask_for_code(api, ticket, {}), 409, "wrong-state")


def test_a_phone_that_makes_its_own_code_tells_only_its_hash(api: httpx.Client, town: Town):
    secret = secrets.token_bytes(16)
    commitment = hashlib.sha256(b"skm-token/1" + secret).hexdigest()
    given = ask_for_code(api, served(api, town), {"commitment": commitment})
    assert (given.status_code, given.json()) == (201, {})
    assert send(api, format_code(secret)).status_code == 201


def test_a_commitment_that_cannot_be_used_does_not_use_up_the_ticket(api: httpx.Client, town: Town):
    used = secrets.token_hex(32)
    ask_for_code(api, served(api, town), {"commitment": used})
    ticket = served(api, town)
    for commitment in (used, used.upper(), "ab", "zz" * 32, ""):
        problem(ask_for_code(api, ticket, {"commitment": commitment}), 422, "invalid")
    for body in ({"commitment": 7}, {"x": 1}, []):
        problem(ask_for_code(api, ticket, body), 422, "invalid")
    assert ask_for_code(api, ticket, {}).status_code == 201


def test_a_code_may_be_typed_as_people_type(api: httpx.Client, town: Town):
    code = code_of(api, served(api, town))
    typed = "  " + code.replace("-", " ").lower().replace("0", "o").replace("1", "l") + " "
    assert send(api, typed).status_code == 201


def test_a_mistyped_code_is_noticed_by_its_check_symbol(api: httpx.Client, town: Town):
    code = code_of(api, served(api, town))
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    told = problem(send(api, wrong), 422, "invalid")
    assert told["field"] == "code"
    assert "keliru atau tertukar" in told["detail"]
    missing = problem(send(api, code[:-2]), 422, "invalid")
    assert "27" in missing["detail"]
    assert send(api, code).status_code == 201, "nothing was used up by the mistakes"


def test_a_code_that_was_never_issued_is_unknown(api: httpx.Client):
    problem(send(api, format_code(secrets.token_bytes(16))), 404, "unknown-code")


def test_a_code_expires(api: httpx.Client, site: Site, town: Town):
    code = code_of(api, served(api, town))
    site.rows("UPDATE survey_issued SET day = day - 8 WHERE service_id = %s", town.services[0])
    problem(send(api, code), 410, "expired")


@pytest.mark.parametrize(
    "answers",
    [{}, NINE | {"U9": 5}, NINE | {"U9": 0}, NINE | {"U9": "4"}, NINE | {"U9": 3.5}, NINE | {"U10": 1}, [4] * 9,
     {"U1": 4}, None, NINE | {"u1": 4}],
)  # fmt: skip
def test_answers_that_do_not_fit_use_up_nothing(api: httpx.Client, town: Town, answers: object):
    code = code_of(api, served(api, town))
    problem(send(api, code, answers=answers), 422, "invalid")
    assert send(api, code).status_code == 201


def test_the_index_is_published_from_ten_answers_on(api: httpx.Client, site: Site):
    town = site.town()
    for place in range(10):
        told = api.get(f"/offices/{town.office}/ikm").json()["figures"]
        assert (told["answers"], told["published"], told["ikm"], told["elements"]) == (place, False, None, [])
        answers = NINE | {"U1": 3 if place % 2 else 4, "U8": None if place == 0 else 4}
        assert send(api, code_of(api, served(api, town)), answers=answers).status_code == 201
    whole = api.get(f"/offices/{town.office}/ikm").json()
    figures = whole["figures"]
    assert (figures["answers"], figures["issued"], figures["published"]) == (10, 10, True)
    assert (figures["ikm"], figures["index"], figures["quality"]) == ("98.61", "3.944", "A")
    assert figures["elements"][0]["mean"] == "3.500"
    assert [element["answered"] for element in figures["elements"]] == [10] * 7 + [9, 10]
    assert figures["lowest"][0] == "U1"
    assert re.fullmatch(r"\d{4}-\d\d", whole["period"])


def test_the_index_of_another_month_and_of_one_service(api: httpx.Client, quiet: Town):
    address = f"/offices/{quiet.office}/ikm"
    past = api.get(address, params={"period": "2020-02", "service": quiet.services[1]}).json()
    assert (past["period"], past["figures"]["answers"]) == ("2020-02", 0)
    assert [service["id"] for service in past["services"]] == [quiet.services[1]]


@pytest.mark.parametrize("wanted", ["period=2026-13", "period=kemarin", "period=2026-1", "service=x", "service=-1",
                                    "period=%00", "service=%00", "period=0000-01"])  # fmt: skip
def test_a_period_that_is_none_is_invalid(api: httpx.Client, quiet: Town, wanted: str):
    problem(api.get(f"/offices/{quiet.office}/ikm?{wanted}"), 422, "invalid")


def test_the_index_of_a_foreign_service_is_not_found(api: httpx.Client, quiet: Town, stranger: Town):
    address = f"/offices/{quiet.office}/ikm"
    problem(api.get(address, params={"service": stranger.services[0]}), 404, "not-found")
