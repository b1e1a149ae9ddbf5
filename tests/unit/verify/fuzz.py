"""Mutated notes and proofs for both verifiers: nothing wrong may be accepted, no error may escape, both say the same.

python -m tests.unit.verify.fuzz 1000000 [SEED]     on all processors; some minutes
"""

import os
import random
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from types import ModuleType

from tests.unit.verify.browser_code import ask, b64
from tests.unit.verify.small_log import Signer, SmallLog, answer, batch, load_verifier, write

WITNESS = Signer("kabupaten.example.go.id/witness", 7, kind=4)
PIECES = [
    b"\n",
    b"\n\n",
    b"+",
    b" ",
    b"\xe2\x80\x94 ",
    b"0",
    b"-1",
    b"9" * 30,
    b"=",
    b"A",
    b"\x00",
    b"\xff",
    b"\r",
    b"",
]
#: Mutations that one process of Node judges.
PORTION = 5000


def mutate(raw: bytes, choose: random.Random) -> bytes:
    """Some changes at random places: bits, cuts, repeats, pieces that mean something in these formats."""
    data = bytearray(raw)
    for _ in range(choose.choice([1, 1, 1, 2, 5])):
        at = choose.randrange(len(data) + 1)
        kind = choose.randrange(5)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << choose.randrange(8)
        elif kind == 1:
            del data[at : at + choose.choice([1, 1, 4, 44])]
        elif kind == 2:
            data[at:at] = choose.choice(PIECES)
        elif kind == 3:
            data[at:at] = data[at : at + choose.choice([1, 45, 200])]
        elif at < len(data):
            data[at] = choose.randrange(256)
    return bytes(data)


def seeds() -> tuple[SmallLog, list[bytes]]:
    """A log, and good proof files and checkpoints of it."""
    log = SmallLog("skm", [write(batch(3, "2026-11-20", range(20)))])
    log.leaves += [write(answer(3, "2026-11", number, [4] * 9)) for number in range(20)]
    files = [log.proof(index, (WITNESS, 1_795_150_800)) for index in (0, 1, 7, 16, 20)]
    return log, [*files, log.checkpoint(), log.checkpoint((WITNESS, 1_795_150_800))]


def accepts(verifier: ModuleType, raw: bytes, key: object) -> bool:
    """Whether the verifier takes `raw` for a good proof or checkpoint; any other error escapes."""
    try:
        if raw.startswith(verifier.PROOF):
            proof = verifier.Proof.parse(raw)
            point = verifier.Checkpoint.opened(proof.checkpoint, key)
            hashed = verifier.leaf_hash(proof.extra)
            verifier.check_inclusion(proof.index, point.size, hashed, proof.path, point.root)
        else:
            verifier.Checkpoint.opened(raw, key)
    except verifier.DoesNotHold:
        return False
    return True


def harmless(raw: bytes, log: SmallLog) -> bool:
    """Whether what was accepted still says nothing false: only lines of unknown signers differ."""
    signed = log.text().encode() + b"\n"
    own = log.signer.line(log.text()).encode()
    head, found, rest = raw.partition(signed)
    files = {b"", *(log.proof(index).partition(signed)[0] for index in (0, 1, 7, 16, 20))}
    return bool(found) and head in files and own in rest


@dataclass
class Verdicts:
    """How many mutations both verifiers refused, and those that should not be: accepted although wrong, answered with
    another error than a refusal, or judged differently by the two."""

    refused: int = 0
    wrong: list[bytes] = field(default_factory=list)
    escaped: list[bytes] = field(default_factory=list)
    differing: list[bytes] = field(default_factory=list)

    def faults(self) -> list[bytes]:
        return [*self.wrong, *self.escaped, *self.differing]

    def add(self, other: "Verdicts") -> None:
        """Put another portion to these."""
        self.refused += other.refused
        self.wrong += other.wrong
        self.escaped += other.escaped
        self.differing += other.differing


def run(count: int, seed: int, *, browser: bool = True) -> Verdicts:
    """Judge `count` mutations with the stand-alone verifier, whose errors escape, and with that of the browser."""
    verifier, choose = load_verifier(), random.Random(seed)
    log, good = seeds()
    key = verifier.Key.parse(log.signer.vkey)
    raws = [*good, *(mutate(choose.choice(good), choose) for _ in range(count))]
    here = [accepts(verifier, raw, key) for raw in raws]
    there = _browser(raws, log.signer.vkey) if browser else here
    assert all((*here[: len(good)], *there[: len(good)]))
    return _compared(zip(raws, here, there, strict=True), log, good)


def _browser(raws: list[bytes], vkey: str) -> list[bool | None]:
    """What the browser's verifier says; None where an error escaped it."""
    answers = ask([{"task": "file", "raw": b64(raw), "vkey": vkey} for raw in raws])
    return [None if "escaped" in one else "value" in one for one in answers]


def _compared(
    verdicts: Iterable[tuple[bytes, bool, bool | None]], log: SmallLog, good: list[bytes]
) -> Verdicts:
    found = Verdicts()
    for raw, here, there in verdicts:
        if there is None:
            found.escaped.append(raw)
        elif here != there:
            found.differing.append(raw)
        elif here and raw not in good and not harmless(raw, log):
            found.wrong.append(raw)
        found.refused += not here and not there
    return found


def main(count: int, seed: int) -> int:
    """Portions for all processors, each with a seed of its own; 1 when there is a fault. Needs Node."""
    portions = [PORTION] * (count // PORTION) + [count % PORTION] * (count % PORTION > 0)
    print(f"seed {seed}, {os.cpu_count()} processes", flush=True)
    total, done = Verdicts(), 0
    with ProcessPoolExecutor() as pool:
        for portion, found in zip(
            portions, pool.map(run, portions, range(seed, seed + len(portions))), strict=True
        ):
            total.add(found)
            done += portion
            if done % (20 * PORTION) == 0 or done == count:
                print(f"{done} mutations, {total.refused} refused by both", flush=True)
    print(
        f"{len(total.wrong)} wrong ones accepted, {len(total.escaped)} errors escaped,"
        f" {len(total.differing)} judged differently"
    )
    for raw in total.faults()[:10]:
        print(repr(raw))
    return int(bool(total.faults()))


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(words[0], words[1] if len(words) > 1 else random.SystemRandom().randrange(2**32)))
