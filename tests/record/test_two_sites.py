"""Two sites witness each other over HTTP, and what an owner of database and key can do then."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.witnessing import write_submission
from pendopo.ledger.files.witness import cosigner
from pendopo.project.postgres.privileges import dies_with_parent
from tests.servers import REPOSITORY, Site, Web, new_site


@dataclass
class Town:
    """A site with its data folder, and a process that works in its program (`tests/record/clerk.py`)."""

    site: Site
    data: Path
    clerk: "subprocess.Popen[str]"

    def do(self, *wish: object) -> Any:
        """What came of one wish."""
        assert self.clerk.stdin
        assert self.clerk.stdout
        self.clerk.stdin.write(json.dumps(wish) + "\n")
        self.clerk.stdin.flush()
        return json.loads(self.clerk.stdout.readline())

    def grow(self, count: int) -> int:
        """Record events and let the log go on; its new size."""
        return self.do("grow", count)["size"]

    def ask(self) -> int:
        """Ask all witnesses once; how many logs were cosigned anew."""
        return self.do("ask")["signed"]

    def state(self) -> Any:
        return self.do("state")

    def note(self, file: str = "checkpoint") -> str:
        return (self.data / "log" / "layanan" / file).read_text()

    def key(self) -> notes.Signer:
        """The key of the log `layanan`: what its owner, or a thief, can sign with."""
        return notes.parse_signer((self.data / "keys" / "layanan.key").read_text())

    def trust(self, file: str, text: str) -> None:
        """Write a policy file."""
        (self.data / "policy").mkdir(exist_ok=True)
        (self.data / "policy" / file).write_text(text)


@contextmanager
def town(folder: Path, host: str) -> Iterator[Town]:
    """A site and its clerk."""
    settings = {"PENDOPO_DATA": str(folder), "PENDOPO_BASE_URL": f"https://{host}"}
    with new_site(folder, os.environ | settings) as site:
        clerk = subprocess.Popen(
            [sys.executable, "-m", "tests.record.clerk"],
            cwd=REPOSITORY, env=site.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )  # fmt: skip
        try:
            yield Town(site, folder, clerk)
        finally:
            clerk.communicate("")


@pytest.fixture(scope="module")
def kabupaten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Web]]:
    host = "kabupaten.example.go.id"
    with (
        town(tmp_path_factory.mktemp("kabupaten"), host) as neighbour,
        neighbour.site.serving(1, PENDOPO_BASE_URL=f"https://{host}") as web,
    ):
        yield neighbour, web


@pytest.fixture
def kota(tmp_path: Path, kabupaten: tuple[Town, Web]) -> Iterator[Town]:
    """A site whose log is witnessed by the Kabupaten's; each test has its own."""
    neighbour, web = kabupaten
    host = f"kota-{secrets.token_hex(4)}.example.go.id"
    with town(tmp_path, host) as site:
        site.grow(0)
        key = get(f"{web.base_url}/witness/vkey").strip()
        site.trust("witnesses", f"witness kabupaten {key} {web.base_url}/witness\nquorum kabupaten\n")
        neighbour.trust("logs", f"log {site.key().verifier.vkey}\nquorum none\n")
        yield site


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def post(url: str, body: bytes) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def fork(kota: Town, size: int, seen: int) -> bytes:
    """A request of an owner who has built another history and signed it with the real key."""
    forged = [merkle.leaf_hash(b"forged %d" % number) for number in range(size)]
    note = notes.sign(Checkpoint(kota.key().name, size, merkle.root(forged)).text, [kota.key()])
    return write_submission(seen, merkle.consistency_proof(seen, size, merkle.reader(forged)), note)


def test_a_published_checkpoint_gets_the_neighbours_cosignature(
    kota: Town, kabupaten: tuple[Town, Web]
) -> None:
    assert kota.grow(30) == 30
    assert kota.ask() >= 1
    kota.grow(0)
    witness = notes.parse_vkey(get(f"{kabupaten[1].base_url}/witness/vkey").strip())
    for file in ("checkpoint", "witnessed"):
        checkpoint, note = open_checkpoint(kota.note(file), kota.key().verifier, [witness])
        assert checkpoint.size == 30
        assert {one.name for one in note.verified} == {kota.key().name, "kabupaten.example.go.id/witness"}
    assert kota.state()["witnessed"] == 30


def test_the_verifier_finds_the_newest_witnessed_state_behind_a_log_that_has_grown(
    kota: Town, tmp_path: Path
) -> None:
    kota.grow(300)
    kota.ask()
    policy, folder = kota.data / "policy" / "witnesses", kota.data / "log" / "layanan"
    kota.grow(300)
    assert "size 600" in _ledger("fsck", str(folder))[1]
    status, said = _ledger("fsck", str(folder), "--policy", str(policy))
    assert status == 0, said
    assert "size 300" in said
    assert "1 witnesses" in said
    other = notes.new_signer("other.example/witness", b"o" * 32, notes.COSIGNATURE).verifier.vkey
    strict = tmp_path / "strict"
    strict.write_text(f"witness other {other}\nquorum other\n")
    status, said = _ledger("fsck", str(folder), "--policy", str(strict))
    assert status == 1
    assert "STEP 1.5" in said


def test_growth_is_followed_step_by_step_and_is_only_recorded_until_then(kota: Town) -> None:
    for size in (1, 2, 300, 600):
        kota.grow(size - kota.state()["size"])
        assert kota.state() == {
            "size": size,
            "witnessed": kota.state()["witnessed"],
            "halt": "",
            "trouble": "",
        }
        assert kota.state()["witnessed"] < size
        kota.ask()
        assert kota.state()["witnessed"] == size


def test_a_fork_under_the_real_key_is_422_and_leaves_what_was_seen(
    kota: Town, kabupaten: tuple[Town, Web]
) -> None:
    kota.grow(30)
    kota.ask()
    url = f"{kabupaten[1].base_url}/witness/add-checkpoint"
    assert post(url, fork(kota, 40, 30))[0] == 422
    assert post(url, fork(kota, 30, 30))[0] == 409
    assert post(url, fork(kota, 40, 0)) == (409, "30\n")
    kota.grow(1)
    kota.ask()
    assert kota.state()["witnessed"] == 31


def test_a_stolen_log_key_of_another_site_is_of_no_use_here(kota: Town, kabupaten: tuple[Town, Web]) -> None:
    url = f"{kabupaten[1].base_url}/witness/add-checkpoint"
    thief = notes.new_signer(kota.key().name, b"t" * 32)
    note = notes.sign(Checkpoint(thief.name, 1, merkle.leaf_hash(b"x")).text, [thief])
    assert post(url, write_submission(0, [], note))[0] == 403
    stranger = notes.new_signer("stranger.example/log/layanan", b"t" * 32)
    note = notes.sign(Checkpoint(stranger.name, 1, merkle.leaf_hash(b"x")).text, [stranger])
    assert post(url, write_submission(0, [], note))[0] == 404


def test_a_log_goes_on_when_its_witness_is_away_and_says_so(kota: Town) -> None:
    key = notes.new_signer("away.example/witness", b"a" * 32, notes.COSIGNATURE).verifier.vkey
    kota.trust("witnesses", f"witness away {key} http://127.0.0.1:9/witness\nquorum away\n")
    kota.grow(30)
    assert kota.ask() == 0
    state = kota.state()
    assert (state["size"], state["witnessed"], state["halt"]) == (30, 0, "")
    assert "Connection refused" in state["trouble"]
    assert kota.grow(1) == 31


def test_a_cosignature_under_another_key_than_that_of_the_policy_is_not_kept(
    kota: Town, kabupaten: tuple[Town, Web]
) -> None:
    key = notes.new_signer("kabupaten.example.go.id/witness", b"a" * 32, notes.COSIGNATURE).verifier.vkey
    kota.trust("witnesses", f"witness kabupaten {key} {kabupaten[1].base_url}/witness\nquorum kabupaten\n")
    kota.grow(30)
    assert kota.ask() == 0
    assert "does not hold" in kota.state()["trouble"]
    assert kota.state()["witnessed"] == 0


def test_a_witness_that_has_seen_more_than_there_is_stops_the_log(
    kota: Town, kabupaten: tuple[Town, Web]
) -> None:
    """A restored backup, also when the memory of what was signed went with it."""
    kota.grow(30)
    note, url = kota.note(), f"{kabupaten[1].base_url}/witness/add-checkpoint"
    longer = [merkle.leaf_hash(b"later %d" % number) for number in range(40)]
    note = notes.sign(Checkpoint(kota.key().name, 40, merkle.root(longer)).text, [kota.key()])
    assert post(url, write_submission(0, [], note))[0] == 200
    assert kota.ask() == 0
    assert "has seen 40 entries" in kota.state()["halt"]
    assert kota.grow(5) == 30


def test_a_laptop_that_nobody_can_reach_hands_its_cosignature_in(
    kota: Town, kabupaten: tuple[Town, Web], tmp_path: Path
) -> None:
    kota.grow(30)
    with kota.site.serving(1, PENDOPO_BASE_URL=f"https://{kota.key().name.partition('/')[0]}") as web:
        words = ["--pull", f"{web.base_url}/log/layanan", "--state", str(tmp_path / "seen.json")]
        words += ["--key", str(tmp_path / "laptop.key"), "--name", "journalist.example/witness"]
        us = cosigner(tmp_path / "laptop.key", "journalist.example/witness").verifier
        stranger = laptop(*words)
        assert stranger[0] == 0
        assert "cosignature not taken" in stranger[1]
        kabs = get(f"{kabupaten[1].base_url}/witness/vkey").strip()
        kota.trust("witnesses", f"witness k {kabs}\nwitness j {us.vkey}\ngroup g any k j\nquorum g\n")
        assert "cosignature handed in" in laptop(*words)[1]
        assert kota.state()["witnessed"] == 30
        forged = kota.note().replace("\n30\n", "\n29\n")
        assert post(f"{web.base_url}/witness/add-cosignature", forged.encode())[0] == 403
        lie = Checkpoint(kota.key().name, 40, merkle.leaf_hash(b"lie")).text
        note = notes.sign(lie, [kota.key()], [notes.cosign(lie, cosigner(tmp_path / "laptop.key", ""), 1)])
        assert post(f"{web.base_url}/witness/add-cosignature", note.encode())[0] == 409
        assert post(f"{web.base_url}/witness/add-cosignature", b"rubbish")[0] == 400


_CHANGED = "convert_to(replace(convert_from(leaf, 'UTF8'), {old}, {new}), 'UTF8')"
_MINUTE = _CHANGED.format(old="'541'", new="'542'")
_DAY = _CHANGED.format(old="'2026-11-23'", new="'2026-10-23'")
_OTHER = "convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '[0-9a-f]{64}', repeat('f', 64)), 'UTF8')"
_ALL = "FROM ledger_leaf WHERE log = 'layanan'"
#: What an owner may wish had happened: the entries of the log in the order in which they shall stand now.
WISHES = {
    "changed": f"SELECT CASE place WHEN 7 THEN {_MINUTE} ELSE leaf END AS leaf, place {_ALL}",
    "back-dated": f"SELECT CASE place WHEN 7 THEN {_DAY} ELSE leaf END AS leaf, place {_ALL}",
    "deleted": f"SELECT leaf, place {_ALL} AND place <> 7",
    "reordered": f"SELECT leaf, CASE place WHEN 7 THEN 8 WHEN 8 THEN 7 ELSE place END AS place {_ALL}",
    "stuffed": f"SELECT leaf, place {_ALL} UNION ALL SELECT {_OTHER}, 6.5 {_ALL} AND place = 7",
}


@pytest.mark.parametrize("wish", WISHES)
def test_an_owner_who_rewrites_database_and_files_and_signs_again_is_found_by_each(
    wish: str, kota: Town, tmp_path: Path
) -> None:
    """T4, T5 with the real parts: witness, laptop, monitor and mirror; the last three have both signed notes."""
    kota.grow(30)
    kota.ask()
    ours = tmp_path / "ours"
    ours.mkdir()
    with kota.site.serving(1, PENDOPO_BASE_URL=f"https://{kota.key().name.partition('/')[0]}") as web:
        url = f"{web.base_url}/log/layanan"
        watches = {
            "witness": ["--pull", url, "--state", "seen.json", "--key", "us.key", "--keep-private"],
            "monitor": [url, "--state", "memory", "--evidence", "proof"],
            "mirror": [url, "copy"],
        }
        for verb, words in watches.items():
            status, told = _ledger(verb, *words, at=ours)
            assert status == 0, told
        rewrite(kota, WISHES[wish])
        assert kota.state()["size"] > 30
        status, told = _ledger("fsck", url, at=ours)
        assert status == 0, f"the forged log is a whole log by itself; memory finds it, not sums: {told}"
        kota.ask()
        assert "another history" in kota.state()["trouble"]
        assert kota.state()["witnessed"] < 31
        said = {verb: _ledger(verb, *words, at=ours) for verb, words in watches.items()}
    assert {status for status, _ in said.values()} == {1}, said
    assert "first 30 entries are not what they were" in said["witness"][1]
    assert "entry 7 is not what it was" in said["mirror"][1]
    for folder in ("", "copy", "proof"):
        evidence = [place for place in (ours / folder).glob("*[0-9].*") if place.is_file()]
        assert len(evidence) == 2, folder
        for place in evidence:
            open_checkpoint(place.read_text(), kota.key().verifier)


def rewrite(kota: Town, wish: str) -> None:
    """Let the log say what its owner wishes: tree, tiles and files anew, what was signed forgotten, signed again."""
    kota.do(
        "sql",
        f"INSERT INTO ledger_outbox (log, leaf) SELECT 'layanan', leaf FROM ({wish}) AS one ORDER BY place",
    )
    for table in ("ledger_leaf", "ledger_tile", "ledger_tree_head", "ledger_halt"):
        kota.do("sql", f"DELETE FROM {table} WHERE log = 'layanan'")
    shutil.rmtree(kota.data / "record-memory")
    shutil.rmtree(kota.data / "log" / "layanan")
    kota.grow(5)


def laptop(*words: str) -> tuple[int, str]:
    """Status and words of `./pendopo ledger witness`."""
    return _ledger("witness", *words)


def _ledger(*words: str, at: Path = REPOSITORY) -> tuple[int, str]:
    """Status and words of `./pendopo ledger`, as somebody calls it in the folder `at`."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pendopo.project.launcher", "ledger", *words],
        cwd=at, env=outside, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr
