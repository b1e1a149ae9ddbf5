"""200 MB for a page that takes 50: the answer is there before the file, over a real connection."""

import socket
import time

from tests.servers import Web

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    "Content-Length: {size}\r\n\r\n"
)


def answer(web: Web, path: str, size: int) -> bytes:
    """What the server says after the first kilobyte of a large body."""
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as link:
        link.sendall(HEAD.format(path=path, size=size).encode() + b"x" * 1000)
        said = b""
        while b"</html>" not in said and (piece := link.recv(65536)):
            said += piece
        return said


def test_a_file_of_200_mb_is_refused_after_its_first_kilobyte(web: Web) -> None:
    began = time.monotonic()
    said = answer(web, "/data-dukung/tambah/", 200_000_000)
    assert said.startswith(b"HTTP/1.1 413")
    assert b"Berkas terlalu besar" in said
    assert time.monotonic() - began < 5


def test_other_forms_take_far_less(web: Web) -> None:
    assert answer(web, "/masuk/", 10_000_000).startswith(b"HTTP/1.1 413")
