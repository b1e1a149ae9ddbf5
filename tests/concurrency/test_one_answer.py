"""One survey code, many senders, two processes: one answer."""

import secrets
from collections import Counter

from tests.concurrency.crowd import Call, take, together
from tests.servers import Site, Town, Web

NINE = {f"U{number}": 3 for number in range(1, 10)}


def served_ticket(web: Web, town: Town) -> str:
    """The id of a ticket that was taken, called and finished."""
    (taken,) = together(web, [take(town.services[0])], clients=1)
    (called,) = together(
        web, [Call("POST", f"/counters/{town.counters[0]}/next", None, town.staff)], clients=1
    )
    assert called.body["id"] == taken.body["id"]
    together(web, [Call("POST", f"/tickets/{taken.body['id']}/finish", None, town.staff)], clients=1)
    return taken.body["id"]


def answer(code: str) -> Call:
    return Call("POST", "/survey/answers", {"code": code, "answers": NINE, "nonce": secrets.token_hex(16)})


def test_a_served_ticket_asked_for_its_code_many_times_at_once_gives_one(site: Site, web: Web):
    town = site.town()
    ticket = served_ticket(web, town)
    replies = together(web, [Call("POST", f"/tickets/{ticket}/survey-code", {})] * 32)
    assert Counter(reply.status for reply in replies) == {201: 1, 409: 31}
    assert (
        site.one("SELECT sum(cardinality(hashes)) FROM survey_issued WHERE service_id = %s", town.services[0])
        == 1
    )


def test_sixty_four_answers_with_one_code_leave_one(site: Site, web: Web):
    town = site.town()
    ticket = served_ticket(web, town)
    (code,) = together(web, [Call("POST", f"/tickets/{ticket}/survey-code", {})], clients=1)
    replies = together(web, [answer(code.body["code"]) for _ in range(64)])
    assert Counter(reply.status for reply in replies) == {201: 1, 409: 63}
    assert {reply.body["code"] for reply in replies if reply.status == 409} == {"already-answered"}
    assert site.one("SELECT count(*) FROM survey_answer WHERE service_id = %s", town.services[0]) == 1
