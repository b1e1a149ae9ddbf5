"""Calls go to the internet only, to one place, and come to an end."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pendopo.datahouse.calling.web import Caller, is_public
from pendopo.datahouse.domain.neighbour_errors import AddressRefused, AnswerRefused


class Other(BaseHTTPRequestHandler):
    """A site that sends everybody elsewhere, never ends, or is very large."""

    def do_GET(self) -> None:
        if self.path == "/pindah":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/rahasia")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/lambat":
            for _ in range(40):
                self.wfile.write(b" ")
                time.sleep(0.02)
        self.wfile.write(b"x" * (5_000 if self.path == "/besar" else 5))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


OURS = Caller(own_hosts=("127.0.0.1",), step=2, whole=0.2, most_bytes=1_000)


def test_our_own_network_is_called_only_where_the_operator_says_so(other: str) -> None:
    assert OURS.get(f"{other}/").body == b"xxxxx"
    for address in (other, other.replace("127.0.0.1", "localhost")):
        with pytest.raises(AddressRefused, match="jaringan dalam"):
            Caller().get(f"{address}/")


def test_nobody_sends_us_elsewhere(other: str) -> None:
    assert OURS.get(f"{other}/pindah").status == 302


@pytest.mark.parametrize(("path", "told"), [("/besar", "lebih dari"), ("/lambat", "belum selesai")])
def test_an_answer_without_an_end_is_cut(other: str, path: str, told: str) -> None:
    with pytest.raises(AnswerRefused, match=told):
        OURS.get(f"{other}{path}")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_which_numbers_belong_to_the_internet(number: str, public: bool) -> None:
    assert is_public(number) is public
