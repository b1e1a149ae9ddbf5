"""Fetching from real sources, PostgreSQL, the web, SFTP: within limits, and every fault in plain words."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import asyncssh
import pytest
from django.db import connection

from pendopo.datahouse.domain.sources import FetchFailed, HostNotAllowed, Source, Target, web_target
from pendopo.datahouse.pulling.fetching import fetch, try_out
from pendopo.datahouse.pulling.limits import FetchLimits, Wish
from pendopo.datahouse.pulling.secrets import opened, sealed
from pendopo.datahouse.pulling.sftp import host_key_of

HERE = "127.0.0.1"
LIMITS = FetchLimits(seconds=10, rows=1000, bytes=100_000, hosts=(HERE,))
ROWS = (
    "SELECT g AS id, 'Baris ' || g AS nama, g / 4.0 AS nilai, DATE '2026-01-01' + g AS hari "
    "FROM generate_series(1, 5) g"
)


def database(query: str, **also) -> tuple[Target, str]:
    """The tests' own PostgreSQL as a source."""
    info = connection.settings_dict
    target = Target(
        Source.POSTGRESQL, info["HOST"] or HERE, int(info["PORT"] or 5432), user=info["USER"], database=info["NAME"],
        query=query, secure=False, **also,
    )  # fmt: skip
    return target, info["PASSWORD"]


def read(
    query: str, tmp_path: Path, limits: FetchLimits = LIMITS, *, mark: str = "", again: bool = False, **also
):
    target, secret = database(query, **also)
    return fetch(Wish(target, secret, mark, again), tmp_path, limits)


def refused(query: str, tmp_path: Path, limits: FetchLimits = LIMITS, **also) -> str:
    with pytest.raises(FetchFailed) as fault:
        read(query, tmp_path, limits, **also)
    return str(fault.value)


@pytest.mark.django_db
def test_rows_of_a_database_come_exactly(tmp_path):
    found = read(ROWS, tmp_path)
    lines = found.file.read_text().splitlines()
    assert (found.rows, found.columns) == (5, ("id", "nama", "nilai", "hari"))
    assert lines[0] == '{"id":1,"nama":"Baris 1","nilai":"0.25000000000000000000","hari":"2026-01-02"}'


@pytest.mark.django_db
def test_only_what_is_new_is_asked_for(tmp_path):
    assert read(ROWS, tmp_path, since="id").mark == "5"
    assert read(ROWS, tmp_path, since="id", mark="3").rows == 2
    assert read(ROWS, tmp_path, since="id", mark="3", again=True).rows == 3
    assert read(ROWS, tmp_path, since="hari", mark="2026-01-06").rows == 0
    assert "kolom dalam kueri tidak ada" in refused(ROWS, tmp_path, since="tanggal")


@pytest.mark.django_db
def test_a_source_is_only_read_within_its_limits(tmp_path):
    assert "mengubah data" in refused("SELECT nextval('django_migrations_id_seq')", tmp_path)
    few = FetchLimits(seconds=1, rows=3, bytes=100_000, hosts=(HERE,))
    assert "melebihi 3 baris" in refused(ROWS, tmp_path, few)
    assert "terlalu lama" in refused("SELECT pg_sleep(5)", tmp_path, few)
    assert "biner" in refused("SELECT decode('00', 'hex') AS isi", tmp_path)
    target, secret = database("SELECT g FROM generate_series(1, 1000000) g")
    assert try_out(target, secret, tmp_path, LIMITS).rows == 5


@pytest.mark.django_db
def test_what_is_wrong_is_told_in_plain_words_without_secrets(tmp_path):
    assert "tabel dalam kueri tidak ada" in refused("SELECT * FROM tidak_ada", tmp_path)
    target, secret = database(ROWS)
    nowhere = Target(**{**target.as_json(), "source": Source.POSTGRESQL, "database": "tidak-ada"})
    with pytest.raises(FetchFailed, match="basis data dengan nama itu tidak ada"):
        fetch(Wish(nowhere, secret), tmp_path, LIMITS)
    closed = Target(Source.POSTGRESQL, HERE, 1, user="a", database="b", query=ROWS)
    with pytest.raises(FetchFailed, match="tidak ada yang melayani") as fault:
        fetch(Wish(closed, "sangat-rahasia"), tmp_path, LIMITS)
    assert "sangat-rahasia" not in str(fault.value)


def test_a_host_that_is_not_listed_is_never_called(tmp_path):
    with site() as (port, asked):
        for hosts in ((), (f"{HERE}:1",), ("localhost",)):
            with pytest.raises(HostNotAllowed):
                fetch(Wish(web_target(f"http://{HERE}:{port}/a.csv"), ""), tmp_path, FetchLimits(hosts=hosts))
        assert asked == []


def test_secrets_are_encrypted_at_rest():
    box = sealed("sangat-rahasia")
    assert b"rahasia" not in box
    assert opened(memoryview(box)) == "sangat-rahasia"
    with pytest.raises(FetchFailed, match="kunci situs berganti"):
        opened(box[:-4] + b"AAAA")


# A web server.

PAGES = {
    "/a.csv": (200, {"content-type": "text/csv"}, b"kode,jumlah\nA,1\n"),
    "/ekspor": (200, {"content-type": "application/json"}, b'[{"kode": "A"}]'),
    "/halaman": (200, {"content-type": "text/html"}, b"<html>"),
    "/besar.csv": (200, {"content-type": "text/csv"}, b"x" * 200_000),
    "/pindah": (302, {"location": "/a.csv"}, b""),
    "/keluar": (302, {"location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/putar": (302, {"location": "/putar"}, b""),
}  # fmt: skip


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("authorization", "")))
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    server = ThreadingHTTPServer((HERE, 0), _Page)
    server.asked = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_port, server.asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_from_the_web_is_taken_within_limits(tmp_path):
    with site() as (port, asked):

        def get(path: str, secret: str = "", user: str = ""):
            return fetch(Wish(web_target(f"http://{HERE}:{port}{path}", user=user), secret), tmp_path, LIMITS)

        assert get("/a.csv").file.read_bytes() == PAGES["/a.csv"][2]
        assert get("/ekspor", secret="kunci").name == "ekspor.json"
        assert asked[-1] == ("/ekspor", "Bearer kunci")
        assert get("/pindah").name == "a.csv"
        for path, words in (
            ("/halaman", "text/html"),
            ("/besar.csv", "lebih besar"),
            ("/tidak-ada", "tidak ada"),
            ("/putar", "berkali-kali"),
        ):
            with pytest.raises(FetchFailed, match=words):
                get(path)
        with pytest.raises(HostNotAllowed):
            get("/keluar", secret="kunci")


# An SFTP server in this process.


class _Server(asyncssh.SSHServer):
    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("pembaca", "sangat-rahasia")


@contextmanager
def file_server(folder: Path) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def chrooted(channel: asyncssh.SSHServerChannel) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder).encode())

    async def listen():
        key = asyncssh.generate_private_key("ssh-ed25519")
        return await asyncssh.listen(
            HERE, 0, server_factory=_Server, server_host_keys=[key], sftp_factory=chrooted
        )

    async def close(server):
        server.close()
        await server.wait_closed()

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    try:
        yield server.get_port()
    finally:
        asyncio.run_coroutine_threadsafe(close(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def test_a_file_server_is_trusted_by_its_pinned_key_only(tmp_path):
    folder, place = tmp_path / "server", tmp_path / "work"
    folder.mkdir()
    place.mkdir()
    (folder / "data.csv").write_text("kode\nA\n")
    with file_server(folder) as port:
        key, fingerprint = host_key_of(HERE, port, LIMITS)
        assert fingerprint.startswith("SHA256:")
        target = Target(Source.SFTP, HERE, port, user="pembaca", path="/data.csv", host_key=key)
        found = fetch(Wish(target, "sangat-rahasia"), place, LIMITS)
        assert (found.name, found.file.read_text()) == ("data.csv", "kode\nA\n")
        other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
        for changes, secret, words in (
            ({"host_key": other}, "sangat-rahasia", "kunci server berbeda"),
            ({"host_key": ""}, "sangat-rahasia", "belum disetujui"),
            ({"path": "/lain.csv"}, "sangat-rahasia", "tidak ada di server"),
            ({}, "salah", "ditolak"),
        ):
            wrong = Target(**{**target.as_json(), "source": Source.SFTP, **changes})
            with pytest.raises(FetchFailed, match=words) as fault:
                fetch(Wish(wrong, secret), place, LIMITS)
            assert "sangat-rahasia" not in str(fault.value)
