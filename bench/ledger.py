"""`./pendopo bench ledger`: the public record beside what the machine can do at most.

Ceiling of appending: one leaf hash and one node hash per entry, by Python's SHA-256 in one process.
"""

import argparse
import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.tables import print_facts, print_table
from tests.servers import Site, new_site

#: Entries as long as those of the queue.
LEAF = b'{"c":"%064x","counter":3,"d":"2026-11-23","m":541,"service":1,"t":"ticket.called/1"}'
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
#: What has to be reached: name of the figure, smallest or largest value.
NEEDED = {"append share": 0.60, "integrate /s": 20_000.0, "proof ms": 5.0, "business slower": 0.10}


def main(words: list[str]) -> int:
    """Print the figures; 1 when one of them misses what is needed."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, new_site(Path(folder)) as site:
        facts = machine(site.database_url)
        rows = _memory(options.entries) + _database(site, Path(folder), options.entries)
    failed = [row["figure"] for row in rows if row.get("held") is False]
    report = {"machine": facts, "command": "./pendopo bench ledger", "figures": rows, "missed": failed}
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        print_facts(report["command"], facts)
        columns: dict[str, Callable[[dict[str, Any]], str]] = {
            "figure": lambda row: row["figure"],
            "value": lambda row: f"{row['value']:,.2f}",
            "needed": lambda row: row.get("needed", ""),
            "": lambda row: {True: "held", False: "MISSED", None: ""}[row.get("held")],
        }
        print_table(columns, rows)
    return int(bool(failed))


def _figure(name: str, value: float, needed: str = "", held: bool | None = None) -> dict[str, Any]:
    return {"figure": name, "value": value, "needed": needed, "held": held}


def _memory(entries: int) -> list[dict[str, Any]]:
    """What needs no database."""
    from pendopo.ledger.domain import merkle, notes
    from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
    from pendopo.ledger.domain.frontier import Frontier

    leaves = [LEAF % number for number in range(entries)]
    sha256 = hashlib.sha256

    def ceiling() -> None:
        node = bytes(65)
        for leaf in leaves:
            sha256(b"\x00" + leaf).digest()
            sha256(node).digest()

    def append() -> None:
        Frontier().extend(merkle.leaf_hash(leaf) for leaf in leaves)

    rounds = [(_best(ceiling, entries, 1), _best(append, entries, 1)) for _ in range(7)]
    limit, reached = (max(one[at] for one in rounds) for at in (0, 1))
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves[:1024]]
    root = merkle.root(hashes)
    proof = merkle.inclusion_proof(700, 1024, merkle.reader(hashes))
    signer = notes.new_signer("mpp.example.go.id/log/layanan", bytes(32))
    text = Checkpoint(signer.name, 1024, root).text
    note, verifier = notes.sign(text, [signer]), signer.verifier
    verify = _repeated(lambda: merkle.verify_inclusion(hashes[700], 700, 1024, proof, root))
    return [
        _figure("ceiling: two hashes per entry, /s", limit),
        _figure("append in memory, /s", reached),
        _figure(
            "append share of the ceiling", reached / limit, "0.60", reached / limit >= NEEDED["append share"]
        ),
        _figure("inclusion verified, /s", verify),
        _figure("checkpoint signed, /s", _repeated(lambda: notes.sign(text, [signer]), 300)),
        _figure(
            "checkpoint opened and verified, /s", _repeated(lambda: open_checkpoint(note, verifier), 300)
        ),
    ]


def _database(site: Site, folder: Path, entries: int) -> list[dict[str, Any]]:
    """What goes through PostgreSQL, in batches of 1,000."""
    os.environ |= site.environment
    import django

    django.setup()
    from pendopo.ledger.actions import advance
    from pendopo.ledger.actions.integration import integrate
    from pendopo.ledger.files import Archive
    from pendopo.ledger.queries import proof_of

    business = _business(site)
    site.rows("TRUNCATE ledger_outbox")
    _fill(site, entries)
    begun, batches = time.perf_counter(), []
    while True:
        before = time.perf_counter()
        if not integrate("layanan"):
            break
        batches.append(time.perf_counter() - before)
    rate = entries / (time.perf_counter() - begun)
    archive = Archive("mpp.example.go.id", folder / "data", folder / "memory")
    before = time.perf_counter()
    advance("layanan", archive, NOW)
    published = entries / (time.perf_counter() - before)
    # The log of answers is asked for proofs; its entries are found by their hash.
    site.rows(
        "INSERT INTO ledger_outbox (log, leaf) SELECT 'data', leaf FROM ledger_leaf WHERE log = 'layanan'"
    )
    while integrate("data"):
        pass
    advance("data", archive, NOW)
    wanted = [bytes(row[0]) for row in site.rows(
        "SELECT hash FROM ledger_leaf WHERE log = 'data' ORDER BY md5(place::text) LIMIT 200")]  # fmt: skip
    times = []
    for fingerprint in wanted:
        before = time.perf_counter()
        assert proof_of("data", fingerprint)
        times.append((time.perf_counter() - before) * 1000)
    median, slowest = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    return [
        _figure("integrated from the outbox, /s", rate, "20,000", rate >= NEEDED["integrate /s"]),
        _figure("a batch of 1,000, ms (median)", statistics.median(batches) * 1000),
        _figure("signed and published as files, /s", published),
        _figure("inclusion proof from the database, ms (median)", median, "5", median <= NEEDED["proof ms"]),
        _figure("inclusion proof from the database, ms (p95)", slowest, "5", slowest <= NEEDED["proof ms"]),
        *business,
    ]


def _business(site: Site) -> list[dict[str, Any]]:
    """Taking a number, committed on the disk, with its entry in the outbox and without, in turns."""
    from pendopo.kernel import clock
    from pendopo.ledger.actions import Clause
    from pendopo.queue import actions
    from pendopo.queue.actions import taking

    (service,) = site.town(opening="always").services
    clause = taking.clause

    def take(*, recorded: bool) -> float:
        taking.clause = clause if recorded else lambda log, entries: Clause()
        wish, now = actions.request_of(service_id=service), clock.now()
        before = time.perf_counter()
        actions.take_number(wish, now=now)
        return time.perf_counter() - before

    for _ in range(50):
        take(recorded=True), take(recorded=False)
    rounds = [_in_turns(take, 400) for _ in range(5)]
    taking.clause = clause
    without, with_ = (statistics.median(one[at] for one in rounds) for at in (0, 1))
    slower = statistics.median(with_ / without for without, with_ in rounds) - 1
    return [
        _figure("a number taken, without an entry, ms (median)", without * 1000),
        _figure("a number taken, with its entry, ms (median)", with_ * 1000),
        _figure("business slower by (share)", slower, "0.10", slower <= NEEDED["business slower"]),
    ]


def _in_turns(take: Callable[..., float], count: int) -> tuple[float, float]:
    """Medians without and with the entry, in seconds; which of a pair comes first changes."""
    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(2 * count):
        recorded = (number + number // 2) % 2 == 0
        times[recorded].append(take(recorded=recorded))
    return statistics.median(times[False]), statistics.median(times[True])


def _fill(site: Site, entries: int) -> None:
    with (
        site.database() as connection,
        connection.cursor().copy("COPY ledger_outbox (log, leaf) FROM STDIN") as copy,
    ):
        for number in range(entries):
            copy.write_row(("layanan", LEAF % number))


def _best(work: Callable[[], None], count: int, rounds: int = 5) -> float:
    """The best of some rounds, per second: what disturbs only makes slower."""
    times = []
    for _ in range(rounds):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return count / min(times)


def _repeated(work: Callable[[], object], times: int = 2000) -> float:
    return _best(lambda: [work() for _ in range(times)] and None, times)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench ledger", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
