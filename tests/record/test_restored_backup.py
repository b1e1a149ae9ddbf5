"""Last night's backup is put back: the record refuses to sign over it, says how to repair, and goes on afterwards.

A real database, `pg_dump` and `psql` of PostgreSQL, the real background process, stopped and started again.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from pendopo.project.postgres.binaries import find_binaries
from pendopo.project.postgres.privileges import dies_with_parent
from tests.record.lines import lines
from tests.servers import REPOSITORY, Site, new_site
from tests.unit.verify.small_log import load_verifier

PATIENCE = 40.0


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Site]:
    """A site whose record lies in a folder of its own, and whose memory in another one."""
    settings = dict(os.environ) | {
        "PENDOPO_DATA": str(tmp_path / "data"),
        "PENDOPO_RECORD_MEMORY": str(tmp_path / "elsewhere"),
        "PENDOPO_BASE_URL": "https://mpp.example.go.id",
    }
    with new_site(tmp_path, settings) as site:
        yield site


@contextmanager
def background(site: Site) -> Iterator[None]:
    """The background process, until the end of the block."""
    words = [sys.executable, "-m", "pendopo.project.launcher.background"]
    with (site.folder / "background.log").open("ab") as log:
        process = subprocess.Popen(
            words, cwd=REPOSITORY, env=site.environment, stdout=log, stderr=log,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def record(site: Site, first: int, count: int) -> None:
    """So many numbers are taken, as far as the record hears of it."""
    for number in range(first, first + count):
        entry = {"c": f"{number:064x}", "d": "2026-11-23", "m": 500, "service": 1, "t": "ticket.taken/1"}
        leaf = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
        site.rows("INSERT INTO ledger_outbox (log, leaf) VALUES ('layanan', %s)", leaf)


def public(site: Site) -> int:
    """How many entries the published checkpoint has."""
    place = Path(site.environment["PENDOPO_DATA"]) / "log" / "layanan" / "checkpoint"
    return int(place.read_text().split("\n")[1]) if place.exists() else -1


def postgres(program: str, site: Site, *words: str) -> None:
    done = subprocess.run(
        [find_binaries() / program, *words, "--dbname", site.database_url],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def put_back(site: Site, dump: Path) -> None:
    """What an operator does with a backup: an empty database of the same name, and everything into it."""
    site.hang_up()
    parts = urlsplit(site.database_url)
    name = sql.Identifier(parts.path.strip("/"))
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
    postgres("pg_restore", site, "--no-owner", str(dump))


def test_an_older_dump_is_not_signed_and_can_be_repaired(city: Site, tmp_path: Path) -> None:
    dump, log = tmp_path / "night.dump", Path(city.environment["PENDOPO_DATA"]) / "log" / "layanan"
    with background(city):
        record(city, 0, 30)
        wait_for(lambda: public(city) == 30)
        postgres("pg_dump", city, "--format=custom", f"--file={dump}")
        record(city, 30, 25)
        wait_for(lambda: public(city) == 55)
    signed = (log / "checkpoint").read_bytes()
    city.close()
    put_back(city, dump)
    record(city, 100, 3)
    with background(city), lines("tests.record.laptop", city.environment) as operator:
        wait_for(lambda: city.rows("SELECT 1 FROM ledger_halt WHERE log = 'layanan' AND kind = 'restored'"))
        status, said = operator.ask(str(REPOSITORY), "state")
        assert status == 1
        assert "HALTED" in said
        assert "./pendopo ledger repair layanan" in said
        assert (log / "checkpoint").read_bytes() == signed
        assert city.one("SELECT max(size) FROM ledger_tree_head WHERE log = 'layanan'") == 30
        assert operator.ask(str(REPOSITORY), "repair", "layanan")[0] == 0
        wait_for(lambda: public(city) == 58)
    assert load_verifier().main(["fsck", str(log)]) == 0
    assert city.rows("SELECT log FROM ledger_halt") == []
