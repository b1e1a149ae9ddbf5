"""`POST /survey/answers` and `GET /offices/{office}/ikm` as other programs see them."""

import asyncio
import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from django.db import connections

from pendopo.kernel import clock
from pendopo.ledger.domain.names import PROMISES
from pendopo.ledger.domain.notes import open_note
from pendopo.ledger.domain.promise import read_promise
from pendopo.ledger.files import archive_of
from pendopo.project.asgi import application
from pendopo.survey.actions import issue_code
from pendopo.survey.domain.codes import format_code
from tests.town import build_town

pytestmark = pytest.mark.django_db(transaction=True)
NINE = {f"U{number}": 4 for number in range(1, 10)}


@pytest.fixture
def town():
    return build_town()


def code_for(town, days_ago=0):
    day = (clock.now() - timedelta(days=days_ago)).astimezone().date()
    return issue_code(service_id=town.services[0].pk, day=day, commitment=None)


def ask(method, path, **sent):
    async def call():
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(method, f"/api/v1{path}", **sent)

    try:
        return asyncio.run(call())
    finally:
        connections.close_all()


def send(**body):
    return ask("POST", "/survey/answers", json=body)


def test_an_answer_gets_its_receipt(town):
    answer = send(
        code=code_for(town), answers=NINE | {"U8": None}, nonce="ab" * 16, profile={"usia": "17-25"}
    )
    assert answer.status_code == 201
    receipt = answer.json()["receipt"]
    assert json.loads(receipt["leaf"])["q"] == [4, 4, 4, 4, 4, 4, 4, 0, 4]
    assert receipt["nonce"] == "ab" * 16
    assert receipt["service"] == town.services[0].pk
    assert (receipt["log"], receipt["service_code"]) == ("skm", "A")
    assert len(receipt["fingerprint"]) == 64


def test_the_receipt_carries_a_promise_that_holds_against_the_key_of_promises(town, settings):
    answer = send(code=code_for(town), answers=NINE)
    receipt = answer.json()["receipt"]
    key = archive_of(settings.ENV).signer(PROMISES).verifier
    promise = read_promise(open_note(receipt["promise"], [key]).text)
    assert promise.leaf_hash.hex() == receipt["fingerprint"]
    assert (promise.origin, promise.log) == (key.name, key.name.replace("/skm-janji", "/log/skm"))
    due = date.fromisoformat(receipt["included_before"]) + timedelta(days=1)
    assert promise.before.astimezone(ZoneInfo("Asia/Jakarta")).isoformat() == f"{due}T00:00:00+07:00"


def test_the_same_request_again_gets_the_same_receipt(town):
    body = {"code": code_for(town), "answers": NINE, "nonce": "ab" * 16}
    first, second = send(**body), send(**body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()


def test_each_refusal_has_its_status_and_code(town):
    used = code_for(town)
    send(code=used, answers=NINE)
    refusals = {
        (404, "unknown-code"): {"code": format_code(bytes(16)), "answers": NINE},
        (409, "already-answered"): {"code": used, "answers": NINE},
        (410, "expired"): {"code": code_for(town, days_ago=9), "answers": NINE},
    }
    for expected, body in refusals.items():
        answer = send(**body)
        assert (answer.status_code, answer.json()["code"]) == expected
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "kode"}, "code"),
        ({"code": "x" * 9000}, "code"),
        ({"answers": {"U1": 4}}, "answers.U2"),
        ({"answers": NINE | {"U4": 5}}, "answers.U4"),
        ({"answers": NINE | {"X": 1}}, "answers.X"),
        ({"nonce": "short"}, "nonce"),
        ({"profile": {"nama": "Sari"}}, "profile.nama"),
        ({"answers": NINE | {"U4": "4"}}, "answers[...]"),
        ({"answers": [4] * 9}, "answers"),
    ],
)
def test_a_wrong_field_is_named(town, change, field):
    answer = send(**({"code": code_for(town), "answers": NINE} | change))
    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["field"]) == ("invalid", field)


def test_malformed_json_and_wrong_methods_are_problems_too(town):
    assert ask("POST", "/survey/answers", content=b"{").json()["code"] == "invalid"
    assert ask("POST", "/survey/answers").status_code == 422
    assert ask("GET", "/survey/answers").status_code == 405


def test_the_index_shows_counts_always_and_figures_from_the_minimum_on(town, settings):
    settings.ENV = settings.ENV | {"PENDOPO_SURVEY_MINIMUM": 2}
    send(code=code_for(town), answers=NINE)
    few = ask("GET", f"/offices/{town.office.slug}/ikm").json()
    assert (few["figures"]["answers"], few["figures"]["published"], few["figures"]["ikm"]) == (1, False, None)
    send(code=code_for(town), answers=NINE | {"U1": 1, "U8": None})
    shown = ask("GET", f"/offices/{town.office.slug}/ikm?service={town.services[0].pk}").json()
    assert shown["minimum"] == 2
    assert shown["figures"]["ikm"] == "95.83"
    assert shown["figures"]["index"] == "3.833"
    assert (shown["figures"]["quality"], shown["figures"]["performance"]) == ("A", "Sangat baik")
    assert shown["figures"]["elements"][0] == {
        "code": "U1", "name": "Persyaratan", "answered": 2, "sum": 5, "mean": "2.500", "weighted": "0.278",
    }  # fmt: skip
    assert [service["id"] for service in shown["services"]] == [town.services[0].pk]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/offices/tidak-ada/ikm", 404),
        ("/offices/mpp-uji/ikm?service=999999", 404),
        ("/offices/mpp-uji/ikm?service=x", 422),
        ("/offices/mpp-uji/ikm?period=2026-13", 422),
        ("/offices/mpp-uji/ikm?period=2020-01", 200),
    ],
)
def test_places_and_periods_are_checked(town, path, status):
    assert ask("GET", path).status_code == status
