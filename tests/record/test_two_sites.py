"""Two sites witness each other over HTTP, and what an owner of database and key can do then."""

import os
import secrets
import shutil
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
from tests.record.lines import Lines, lines
from tests.servers import REPOSITORY, Site, Web, new_site


@dataclass
class Town:
    """A site with its data folder, and a process that works in its program (`tests/record/clerk.py`)."""

    site: Site
    data: Path
    clerk: Lines

    def do(self, *wish: object) -> Any:
        """What came of one wish."""
        return self.clerk.ask(*wish)

    def begin(self) -> None:
        """A town that nobody has heard of, without entries, files and keys."""
        for place in self.data.iterdir():
            shutil.rmtree(place)
        self.do("begin", f"https://kota-{secrets.token_hex(4)}.example.go.id")

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
        write_policy(self.data, file, text)


def write_policy(data: Path, file: str, text: str) -> None:
    (data / "policy").mkdir(exist_ok=True)
    (data / "policy" / file).write_text(text)


@contextmanager
def site_of(data: Path, host: str) -> Iterator[Site]:
    """A site whose files lie in the folder `data`, which is made."""
    data.mkdir()
    settings = {"PENDOPO_DATA": str(data), "PENDOPO_BASE_URL": f"https://{host}"}
    with new_site(data.parent, os.environ | settings) as site:
        yield site


@pytest.fixture(scope="module")
def kabupaten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Web]]:
    """The data folder and the web process of a neighbour."""
    host, data = "kabupaten.example.go.id", tmp_path_factory.mktemp("kabupaten") / "data"
    with site_of(data, host) as site, site.serving(1, PENDOPO_BASE_URL=f"https://{host}") as web:
        yield data, web


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The site of all towns, one after the other."""
    data = tmp_path_factory.mktemp("kota") / "data"
    with site_of(data, "kota.example.go.id") as site, lines("tests.record.clerk", site.environment) as clerk:
        yield Town(site, data, clerk)


@pytest.fixture(scope="module")
def city_web(city: Town) -> Iterator[Web]:
    """A web process of that site; what it serves and takes is that of the town of the test."""
    with city.site.serving(1, PENDOPO_BASE_URL="https://kota.example.go.id") as web:
        yield web


@pytest.fixture
def kota(city: Town, kabupaten: tuple[Path, Web]) -> Town:
    """A town whose log is witnessed by the Kabupaten's; each test has its own."""
    neighbour, web = kabupaten
    city.begin()
    city.grow(0)
    key = get(f"{web.base_url}/witness/vkey").strip()
    city.trust("witnesses", f"witness kabupaten {key} {web.base_url}/witness\nquorum kabupaten\n")
    write_policy(neighbour, "logs", f"log {city.key().verifier.vkey}\nquorum none\n")
    return city


@pytest.fixture(scope="module")
def laptop() -> Iterator[Lines]:
    """Somebody elsewhere, who has the program but neither settings nor a database (`tests/record/laptop.py`)."""
    ours = ("PENDOPO_", "DATABASE", "DJANGO_")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    with lines("tests.record.laptop", outside) as asked:
        yield asked


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
    kota: Town, kabupaten: tuple[Path, Web]
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
    kota: Town, laptop: Lines, tmp_path: Path
) -> None:
    kota.grow(300)
    kota.ask()
    policy, folder = str(kota.data / "policy" / "witnesses"), str(kota.data / "log" / "layanan")
    kota.grow(300)
    here = str(tmp_path)
    assert "size 600" in laptop.ask(here, "fsck", folder)[1]
    status, said = laptop.ask(here, "fsck", folder, "--policy", policy)
    assert status == 0, said
    assert "size 300" in said
    assert "1 witnesses" in said
    other = notes.new_signer("other.example/witness", b"o" * 32, notes.COSIGNATURE).verifier.vkey
    strict = tmp_path / "strict"
    strict.write_text(f"witness other {other}\nquorum other\n")
    status, said = laptop.ask(here, "fsck", folder, "--policy", str(strict))
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
    kota: Town, kabupaten: tuple[Path, Web]
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


def test_a_stolen_log_key_of_another_site_is_of_no_use_here(kota: Town, kabupaten: tuple[Path, Web]) -> None:
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
    kota: Town, kabupaten: tuple[Path, Web]
) -> None:
    key = notes.new_signer("kabupaten.example.go.id/witness", b"a" * 32, notes.COSIGNATURE).verifier.vkey
    kota.trust("witnesses", f"witness kabupaten {key} {kabupaten[1].base_url}/witness\nquorum kabupaten\n")
    kota.grow(30)
    assert kota.ask() == 0
    assert "does not hold" in kota.state()["trouble"]
    assert kota.state()["witnessed"] == 0


def test_a_witness_that_has_seen_more_than_there_is_stops_the_log(
    kota: Town, kabupaten: tuple[Path, Web]
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
    kota: Town, kabupaten: tuple[Path, Web], city_web: Web, tmp_path: Path
) -> None:
    kota.grow(30)
    base = city_web.base_url
    words = ["--pull", f"{base}/log/layanan", "--state", str(tmp_path / "seen.json")]
    words += ["--key", str(tmp_path / "laptop.key"), "--name", "journalist.example/witness"]
    us = cosigner(tmp_path / "laptop.key", "journalist.example/witness").verifier
    stranger = _witness(*words)
    assert stranger[0] == 0
    assert "cosignature not taken" in stranger[1]
    kabs = get(f"{kabupaten[1].base_url}/witness/vkey").strip()
    kota.trust("witnesses", f"witness k {kabs}\nwitness j {us.vkey}\ngroup g any k j\nquorum g\n")
    assert "cosignature handed in" in _witness(*words)[1]
    assert kota.state()["witnessed"] == 30
    forged = kota.note().replace("\n30\n", "\n29\n")
    assert post(f"{base}/witness/add-cosignature", forged.encode())[0] == 403
    lie = Checkpoint(kota.key().name, 40, merkle.leaf_hash(b"lie")).text
    note = notes.sign(lie, [kota.key()], [notes.cosign(lie, cosigner(tmp_path / "laptop.key", ""), 1)])
    assert post(f"{base}/witness/add-cosignature", note.encode())[0] == 409
    assert post(f"{base}/witness/add-cosignature", b"rubbish")[0] == 400


def _witness(*words: str) -> tuple[int, str]:
    """Status and words of `./pendopo ledger witness`, started as somebody starts it."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pendopo.project.launcher", "ledger", "witness", *words],
        cwd=REPOSITORY, env=outside, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


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
    wish: str, kota: Town, city_web: Web, laptop: Lines, tmp_path: Path
) -> None:
    """T4, T5 with the real parts: witness, laptop, monitor and mirror; the last three have both signed notes."""
    kota.grow(30)
    kota.ask()
    ours, url = str(tmp_path), f"{city_web.base_url}/log/layanan"
    watches = {
        "witness": ["--pull", url, "--state", "seen.json", "--key", "us.key", "--keep-private"],
        "monitor": [url, "--state", "memory", "--evidence", "proof"],
        "mirror": [url, "copy"],
    }
    for verb, words in watches.items():
        status, told = laptop.ask(ours, verb, *words)
        assert status == 0, told
    rewrite(kota, WISHES[wish])
    assert kota.state()["size"] > 30
    status, told = laptop.ask(ours, "fsck", url)
    assert status == 0, f"the forged log is a whole log by itself; memory finds it, not sums: {told}"
    kota.ask()
    assert "another history" in kota.state()["trouble"]
    assert kota.state()["witnessed"] < 31
    said = {verb: laptop.ask(ours, verb, *words) for verb, words in watches.items()}
    assert {status for status, _ in said.values()} == {1}, said
    assert "first 30 entries are not what they were" in said["witness"][1]
    assert "entry 7 is not what it was" in said["mirror"][1]
    for folder in ("", "copy", "proof"):
        evidence = [place for place in (tmp_path / folder).glob("*[0-9].*") if place.is_file()]
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
