"""`./pendopo demo` as a whole: one command, a town that answers, and nothing left afterwards."""

import json
import os
import secrets
import signal
import stat
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.foundation.conftest import REPOSITORY, wait_until


class Demo:
    """A running `./pendopo demo --quiet-city`."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        # A file and no pipe: nobody reads while the demo runs, and a full pipe would stop it.
        self._words = folder.with_name(f"{folder.name}-{secrets.token_hex(4)}.log")
        ours = ("DATABASE_URL", "PENDOPO_", "DJANGO_")
        command = [sys.executable, "-m", "pendopo.project.launcher", "demo", "--data", folder, "--quiet-city"]
        with self._words.open("w") as file:
            self.process = subprocess.Popen(
                [*command, *words],
                cwd=REPOSITORY,
                env={name: value for name, value in os.environ.items() if not name.startswith(ours)},
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "demo.json").read_text()))

    def is_announced(self) -> bool:
        return (self.folder / "demo.json").exists() and self.facts["pids"][-1] == self.process.pid

    def wait(self) -> "Demo":
        """Wait for `demo.json`; if the launcher ends before, show what it said."""
        wait_until(lambda: self.is_announced() or self.process.poll() is not None, 90)
        assert self.process.poll() is None, self.said()
        return self

    def said(self) -> str:
        """What it printed, once it has ended."""
        self.process.wait(timeout=30)
        return self._words.read_text()

    def stop(self, number: int = signal.SIGTERM) -> str:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.said()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="a town ", ignore_cleanup_errors=True) as name:
        yield Path(name) / "data"


@pytest.fixture(scope="module")
def last(folder: Path) -> Iterator[list[Demo]]:
    """The demo that was started last; it runs on from test to test until one of them ends it."""
    demos: list[Demo] = []
    yield demos
    for demo in demos:
        demo.stop()


@pytest.fixture
def demo(folder: Path, last: list[Demo]) -> Demo:
    """A demo that runs, with its neighbour: each start costs ten seconds of a processor, so tests share it."""
    if not last or last[0].process.poll() is not None:
        last[:] = [Demo(folder).wait()]
    return last[0]


def get(address: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.read()


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_the_announcement_tells_all_that_outside_programs_need(demo: Demo) -> None:
    facts = demo.facts
    assert set(facts) == {
        "base_url", "office", "services", "counters", "api_token", "sign_ins", "data", "database_url", "pids",
        "vkeys",
    }  # fmt: skip
    assert stat.S_IMODE((demo.folder / "demo.json").stat().st_mode) == 0o600
    assert facts["data"] == str(demo.folder)
    assert all(set(one) == {"id", "code", "name"} for one in facts["services"])
    known = {one["id"] for one in facts["services"]}
    assert all(set(one) == {"id", "name", "services"} for one in facts["counters"])
    assert {service for one in facts["counters"] for service in one["services"]} <= known
    assert {one["role"] for one in facts["sign_ins"]} == {
        "officer", "supervisor", "agency-editor", "survey-manager", "administrator", "coordinator",
        "accountable", "data-entry", "respondent", "internal-assessor", "external-assessor",
        "agency-head", "agency-head-bappeda", "agency-staff",
        "data-producer", "data-steward", "data-advisor", "analyst",
    }  # fmt: skip
    assert [one["username"] for one in facts["sign_ins"] if "totp_secret" in one] == ["kepala"]
    assert alive(facts["pids"]) == facts["pids"]
    with psycopg.connect(facts["database_url"]) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_the_site_answers_when_the_announcement_is_there(demo: Demo) -> None:
    facts = demo.facts
    for path in ("/healthz", "/readyz", "/", f"/api/v1/offices/{facts['office']}/services"):
        assert get(facts["base_url"] + path)[0] == 200, path


#: Verbs of `./pendopo data` one after the other in one process, since starting it takes most of the time.
VERBS = """
import contextlib, io, json, sys
from pendopo.project.launcher.data import run
told = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = run(words)
    told.append([status, out.getvalue(), err.getvalue()])
print(json.dumps(told))
"""


def data(demo: Demo, *verbs: list[str]) -> list[list[Any]]:
    """`./pendopo data … --data DIR` for each: exit status, output, errors."""
    words = json.dumps([[*one, "--data", str(demo.folder)] for one in verbs])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    done = subprocess.run(
        [sys.executable, "-c", VERBS, words], cwd=REPOSITORY, env=environment,
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_the_data_house_is_operated_beside_the_running_demo(demo: Demo, tmp_path: Path) -> None:
    bad, good, schema = tmp_path / "salah.csv", tmp_path / "benar.csv", tmp_path / "skema.json"
    schema.write_text(
        '{"fields": [{"name": "hari", "type": "date"}, {"name": "jumlah", "type": "integer"}], "primaryKey": "hari"}'
    )
    bad.write_text("hari,jumlah\n2026-11-01,7\n2026-11-02,tujuh\n2026-11-01,9\n")
    good.write_text("hari,jumlah\n2026-11-01,7\n2026-11-02,8\n")
    ours = ["--dataset", "uji-kunjungan", "--agency", "35.76/diskominfo", "--schema", str(schema)]
    refused, taken, asked, exported, versions = data(
        demo, ["ingest", str(bad), *ours], ["ingest", str(good), *ours, "--json"],
        ["query", "SELECT sum(jumlah) AS n FROM uji_kunjungan", "--format", "csv"],
        ["export", "uji-kunjungan", "--format", "csv"], ["versions", "uji-kunjungan"],
    )  # fmt: skip
    assert refused[0] == 2
    assert f"{bad}:3:jumlah: " in refused[2]
    assert f"{bad}:4:hari: " in refused[2]
    assert json.loads(taken[1])["version"] == 1, taken
    assert asked[:2] == [0, "n\n15\n"]
    assert exported[1] == good.read_text()
    assert versions[1].startswith("1\t")
    assert "\treplace\t2 baris\t" in versions[1]
    assert get(demo.facts["base_url"] + "/data/")[0] == 200


def test_a_web_process_that_dies_is_started_again(demo: Demo) -> None:
    before = demo.facts["pids"]
    os.kill(before[0], signal.SIGKILL)
    assert wait_until(lambda: demo.facts["pids"] != before, 20)
    assert before[0] not in demo.facts["pids"]
    assert get(demo.facts["base_url"] + "/readyz")[0] == 200


@pytest.mark.ends_what_is_shared
def test_a_second_start_continues_and_neither_a_stop_nor_a_kill_leaves_anything(
    folder: Path, demo: Demo
) -> None:
    facts = demo.facts
    said = demo.stop()
    assert "Traceback" not in said
    assert all(one["password"] in said for one in facts["sign_ins"])
    assert alive(facts["pids"]) == []
    assert not (folder / "demo.json").exists()
    second = Demo(folder, "--alone").wait()
    try:
        pids = second.facts["pids"]
        assert {**second.facts, "pids": 0, "database_url": 0, "base_url": 0} == {
            **facts, "pids": 0, "database_url": 0, "base_url": 0,
        }  # fmt: skip
    finally:
        second.process.kill()
        second.process.wait()
    assert wait_until(lambda: alive(pids) == [], 15), alive(pids)


def test_a_taken_port_is_refused_when_it_was_asked_for(demo: Demo) -> None:
    port = demo.facts["base_url"].rpartition(":")[2]
    other = Demo(demo.folder.with_name("other"), "--port", port)
    assert f"Port {port} on 127.0.0.1 is in use" in other.said()
    assert other.process.returncode == 1


def test_a_second_demo_on_the_same_folder_is_refused(demo: Demo) -> None:
    other = Demo(demo.folder)
    assert "is in use by process" in other.said()
    assert get(demo.facts["base_url"] + "/readyz")[0] == 200


def test_the_neighbour_witnesses_the_record(demo: Demo) -> None:
    base = demo.facts["base_url"]

    def is_witnessed() -> bool:
        try:
            return b"/witness " in get(f"{base}/log/layanan/witnessed")[1]
        except urllib.error.HTTPError:
            return False

    assert wait_until(is_witnessed, 120, every=0.2), (demo.folder / "policy" / "witnesses").exists()
    assert get(f"{base}/witness/policy")[1].endswith(b"quorum kabupaten\n")
