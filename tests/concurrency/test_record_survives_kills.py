"""The sequencer dies at every step of integration and publication: no entry is lost, none stands twice.

`PENDOPO_TRIAL_KILLS` says how often (200 for the whole trial).
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.notes import parse_vkey
from pendopo.project.postgres.privileges import dies_with_parent
from tests.servers import REPOSITORY, Site, new_site

KILLS = int(os.environ.get("PENDOPO_TRIAL_KILLS", "44"))
#: Every function of the way from the outbox to the public checkpoint, in the order in which they are called.
STEPS = (
    "append", "add", "sole_sequencer", "check_memory", "place_oldest", "hashes", "grow", "keep_tiles", "add_head",
    "_grow", "sign", "root_at", "remember", "write_whole", "keep_note", "publish", "write_bundle", "write_tile",
    "tile_path", "write_keys", "_sync_folder", "drop_partials",
)  # fmt: skip


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A database for each test: what one leaves in the outbox is no concern of the other."""
    with new_site(tmp_path_factory.mktemp("kills")) as site:
        yield site


class Worker:
    """The process of `record_worker`."""

    def __init__(self, site: Site, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.record_worker", str(folder)],
            cwd=REPOSITORY,
            env=site.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )

    def round(
        self, number: int, kill: str | None = None, when: str = "call", nth: int = 1
    ) -> tuple[list[int], bool]:
        """The numbers that were committed, and whether the worker was killed."""
        assert self._process.stdin
        assert self._process.stdout
        wish = {"round": number, "kill": kill, "when": when, "nth": nth}
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert told["status"] in (0, signal.SIGKILL), "the worker failed by itself; its reason is above"
        return told["committed"], told["status"] == signal.SIGKILL

    def close(self) -> None:
        self._process.communicate("")


def published(folder: Path) -> tuple[Checkpoint, list[bytes]]:
    """Checkpoint and entries as everybody can read them, checked by the public key."""
    log = folder / "data" / "log" / "layanan"
    checkpoint, _ = open_checkpoint((log / "checkpoint").read_bytes(), parse_vkey((log / "vkey").read_text()))
    leaves: list[bytes] = []
    for index, width in tiles.bundles_of(checkpoint.size):
        leaves += tiles.decode_bundle((log / tiles.entries_path(index, width)).read_bytes(), width)
    assert merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]) == checkpoint.root
    for level, index, width in tiles.tiles_of(checkpoint.size):
        tiles.decode_tile((log / tiles.tile_path(level, index, width)).read_bytes(), width)
    return checkpoint, leaves


def test_no_entry_is_lost_or_doubled_by_a_kill_at_any_step(own_site: Site, tmp_path: Path) -> None:
    chance = random.Random(6962)
    plan = [(step, when, 1) for when in ("call", "return") for step in STEPS]
    plan += [
        (chance.choice(STEPS), chance.choice(("call", "return")), chance.randint(1, 4)) for _ in range(KILLS)
    ]
    worker, committed, killed, grown = Worker(own_site, tmp_path), set(), set(), []
    try:
        worker.round(0)
        for number, (step, when, nth) in enumerate(plan[:KILLS], 1):
            told, was_killed = worker.round(number, step, when, nth)
            committed |= set(told)
            if was_killed:
                killed.add(step)
            # Whatever happened: what the public can read is whole, and begins with what it was before.
            grown.append(published(tmp_path))
        committed |= set(worker.round(len(plan) + 1)[0]) | set(range(23))
    finally:
        worker.close()
    _, leaves = published(tmp_path)
    numbers = [int(json.loads(leaf)["c"], 16) for leaf in leaves]
    assert len(numbers) == len(set(numbers))
    assert committed <= set(numbers)
    assert len(killed) >= min(KILLS, len(STEPS)) - 3
    for before, after in pairwise(grown):
        assert after[1][: len(before[1])] == before[1]
    with psycopg.connect(own_site.database_url) as database:
        assert database.execute("SELECT count(*) FROM ledger_outbox").fetchone() == (0,)


def test_of_two_sequencers_one_works_and_the_other_waits(own_site: Site, tmp_path: Path) -> None:
    with psycopg.connect(own_site.database_url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('pendopo.ledger.sequencer'), hashtext('layanan'))")
        worker = Worker(own_site, tmp_path)
        try:
            worker.round(0)
        finally:
            worker.close()
        assert other.execute("SELECT count(*) FROM ledger_outbox").fetchone() == (23,)
