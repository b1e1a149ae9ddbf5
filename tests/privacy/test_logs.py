"""What the processes write down about a day: no address of a citizen, no ticket, no code, no key."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from tests.contract.api.visits import call_next, code_of, served, take
from tests.servers import Site, Web

CITIZEN = "203.0.113.77"
NINE = {f"U{number}": 4 for number in range(1, 10)}


@pytest.fixture(params=["INFO", "DEBUG"])
def talkative(site: Site, request: pytest.FixtureRequest) -> Iterator[Web]:
    """A process that writes what an operator can make it write, behind a proxy that names its visitors."""
    settings = {"PENDOPO_LOG_LEVEL": request.param, "PENDOPO_TRUSTED_PROXIES": "127.0.0.1"}
    with site.serving(1, **settings) as web:
        yield web


def test_a_day_with_all_its_mistakes_leaves_no_secret_in_the_logs(site: Site, talkative: Web):
    town = site.town()
    headers = {"x-forwarded-for": CITIZEN, "user-agent": "Telepon-Warga/1"}
    with httpx.Client(base_url=talkative.api, headers=headers, timeout=30) as api:
        ticket = served(api, town)
        code = code_of(api, ticket)
        api.post("/survey/answers", json={"code": code, "answers": NINE})
        api.post("/survey/answers", json={"code": code, "answers": NINE, "nonce": "ab" * 16})
        waiting = take(api, town, holder="gawai-rahasia")
        api.post(f"/tickets/{waiting['id']}/finish", headers=town.staff)
        api.post(f"/tickets/{waiting['id']}/survey-code", json={})
        api.get(f"/tickets/{ticket['id']}/tidak-ada")
        api.request("PUT", f"/tickets/{ticket['id']}")
        call_next(api, town)
        _visit_pages(talkative, ticket["id"], code, headers)
        _break_off(talkative, ticket["id"])
    said = talkative.said()
    assert "/t/[...]/tidak-ada/" in said, "the logs say what happened, so this test looks at something"
    for secret in (ticket["id"], waiting["id"], code, code.replace("-", ""), town.key, "gawai-rahasia", CITIZEN,
                   "Telepon-Warga"):  # fmt: skip
        assert secret not in said, said
        assert secret.replace("-", "") not in said, said
    assert not re.search(r"127\.0\.0\.1:\d+ - ", said), "an access log names the peer"


def _visit_pages(web: Web, ticket: str, code: str, headers: dict[str, str]) -> None:
    """Pages that work, that are not there, and that are refused."""
    with httpx.Client(base_url=web.base_url, headers=headers, timeout=30) as browser:
        statuses = [
            browser.get(f"/t/{ticket}/").status_code,
            browser.get(f"/t/{ticket}/tidak-ada/").status_code,
            browser.post(f"/t/{ticket}/batal/").status_code,
            browser.post(f"/t/{ticket}/survei/").status_code,
            browser.get("/loket/").status_code,
            browser.post("/survei/", data={"code": code}).status_code,
            browser.get("/survei/", params={"code": code}).status_code,
        ]
    assert statuses == [200, 404, 403, 403, 302, 403, 200]


def _break_off(web: Web, ticket: str) -> None:
    """Requests that are no HTTP, or end in the middle."""
    for content in (
        f"GET /t/{ticket}/ HTTP/9\r\n\r\n",
        f"POST /t/{ticket}/ HTTP/1.1\r\ncontent-length: 9\r\n\r\nx",
    ):
        with suppress(OSError), socket.create_connection(("127.0.0.1", web.port), timeout=5) as peer:
            peer.sendall(content.encode())
            peer.shutdown(socket.SHUT_WR)
            peer.recv(1000)
