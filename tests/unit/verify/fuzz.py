"""Mutated notes and proofs for the verifiers: nothing wrong may be accepted, and no error may escape.

python -m tests.unit.verify.fuzz 1000000
"""

import random
import sys
from types import ModuleType

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


def run(count: int, seed: int) -> tuple[int, list[bytes]]:
    """How many mutations were refused, and the wrong ones that were accepted."""
    verifier, choose = load_verifier(), random.Random(seed)
    log, good = seeds()
    key = verifier.Key.parse(log.signer.vkey)
    assert all(accepts(verifier, raw, key) for raw in good)
    refused, wrong = 0, []
    for _ in range(count):
        raw = mutate(choose.choice(good), choose)
        if not accepts(verifier, raw, key):
            refused += 1
        elif raw not in good and not harmless(raw, log):
            wrong.append(raw)
    return refused, wrong


if __name__ == "__main__":
    number = int(sys.argv[1])
    refused_count, accepted = run(number, random.SystemRandom().randrange(2**32))
    print(f"{number} mutations, {refused_count} refused, {len(accepted)} wrong ones accepted")
    sys.exit(bool(accepted))
