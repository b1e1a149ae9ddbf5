"""Data that are cut on their way, over a real connection: nothing half is stored, and their room is given back."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.servers import Site, Web

ROWS = b"kecamatan,nik,jiwa\nKecamatan 1,,7\n"
#: More than the web process keeps in memory, so that the half lies on a disk.
HALF = b"x" * 4_000_000


def soon(holds: Callable[[], bool]) -> bool:
    limit = time.monotonic() + 10
    while not holds() and time.monotonic() < limit:
        time.sleep(0.02)
    return holds()


def unnamed_bytes(web: Web) -> int:
    """Bytes on the disk in files without a name that the web processes hold open: bodies on their way."""
    held = 0
    for process in web.processes:
        for one in Path(f"/proc/{process.pid}/fd").iterdir():
            try:
                held += one.stat().st_size if str(one.readlink()).endswith("(deleted)") else 0
            except FileNotFoundError:
                continue
    return held


def opened(web: Web, line: str, size: int, *headers: str) -> socket.socket:
    """A connection on which a body of `size` bytes has been announced."""
    link = socket.create_connection(("127.0.0.1", web.port), timeout=10)
    head = [f"{line} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {size}", *headers]
    link.sendall("\r\n".join([*head, "", ""]).encode())
    return link


@pytest.fixture
def browser(site: Site, web: Web) -> Iterator[httpx.Client]:
    """Signed in as somebody who delivers the table jiwa-dinputus."""
    cookies = {"sessionid": site.analyst("dinputus")}
    with httpx.Client(base_url=web.base_url, cookies=cookies, timeout=30) as client:
        yield client


def arrivals(site: Site, slug: str) -> list[tuple[str, int]]:
    return site.rows(
        "SELECT stage, received FROM datahouse_arrival JOIN datahouse_dataset d ON d.id = dataset_id"
        " WHERE slug = %s",
        slug,
    )


def test_a_file_that_is_cut_in_the_middle_leaves_nothing(site: Site, web: Web, browser: httpx.Client) -> None:
    address, before, faults = (
        "/rumah-data/kirim/ke/jiwa-dinputus/",
        unnamed_bytes(web),
        web.said().count("Traceback"),
    )
    kind = "Content-Type: multipart/form-data; boundary=x"
    with opened(web, f"POST {address}", 10_000_000_000, kind) as link:
        assert link.recv(100).startswith(b"HTTP/1.1 413"), "ten gigabytes are refused before they come"
    cookie = f"Cookie: sessionid={browser.cookies['sessionid']}"
    with opened(web, f"POST {address}", 2 * len(HALF), kind, cookie) as link:
        link.sendall(b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a.csv"\r\n\r\n' + HALF)
        assert soon(lambda: unnamed_bytes(web) - before > len(HALF) // 2)
    assert soon(lambda: unnamed_bytes(web) == before)
    assert arrivals(site, "jiwa-dinputus") == []
    assert web.said().count("Traceback") == faults
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).text)
    assert token
    sent = browser.post(address, data={"csrfmiddlewaretoken": token[1]}, files={"berkas": ("a.csv", ROWS)})
    assert sent.status_code == 302
    assert arrivals(site, "jiwa-dinputus") == [("accepted", len(ROWS))]


def test_a_part_that_is_cut_in_the_middle_does_not_count(site: Site, web: Web) -> None:
    desk = site.dataset("kiriman-putus")
    place, faults = f"/api/v1/data/{desk.slug}/deliveries", web.said().count("Traceback")
    whole = b"".join(json.dumps({"kode": f"K{i}", "jumlah": i}).encode() + b"\n" for i in range(2_000))
    with httpx.Client(base_url=web.base_url, headers=desk.program, timeout=30) as program:
        place += "/" + program.post(place, json={}, headers={"idempotency-key": "putus"}).json()["id"]
        key = f"Authorization: {desk.program['authorization']}"
        with opened(web, f"PATCH {place}", len(whole), key, "Upload-Offset: 0") as link:
            link.sendall(whole[: len(whole) // 2])
        assert program.get(place).json()["offset"] == 0
        assert program.patch(place, content=whole, headers={"upload-offset": "0"}).json()["offset"] == len(
            whole
        )
        done = program.post(f"{place}/finish").json()
    assert (done["state"], done["rows"]) == ("accepted", 2_000)
    assert web.said().count("Traceback") == faults
