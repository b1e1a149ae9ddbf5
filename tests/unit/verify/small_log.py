"""Writes small logs for the verifiers' tests: its own, slow and plain way, sharing nothing with any verifier."""

import base64
import hashlib
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VERIFIER = Path(__file__).parents[3] / "verify" / "pendopo_verify.py"
HOST = "mpp.example.go.id"


def load_verifier() -> ModuleType:
    """The stand-alone verifier as a module: it is in no package."""
    spec = importlib.util.spec_from_file_location("pendopo_verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\0" + leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\1" + root(leaves[:half]) + root(leaves[half:]))


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if index < half:
        return [*inclusion(index, leaves[:half]), root(leaves[half:])]
    return [*inclusion(index - half, leaves[half:]), root(leaves[:half])]


@dataclass(frozen=True)
class Signer:
    """A key with a name."""

    name: str
    seed: int
    kind: int = 1

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha(str(self.seed).encode()))

    @property
    def public(self) -> bytes:
        return bytes([self.kind]) + self.private.public_key().public_bytes_raw()

    @property
    def number(self) -> bytes:
        return sha(self.name.encode() + b"\n" + self.public)[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.number.hex()}+{base64.b64encode(self.public).decode()}"

    def line(self, text: str, time: int = 0) -> str:
        """This key's line below `text`; a witness (kind 4) signs with its time."""
        message, prefix = text.encode(), b""
        if self.kind == 4:
            message = f"cosignature/v1\ntime {time}\n".encode() + message
            prefix = time.to_bytes(8, "big")
        signature = base64.b64encode(self.number + prefix + self.private.sign(message)).decode()
        return f"\u2014 {self.name} {signature}\n"


def note(text: str, *lines: str) -> bytes:
    """A signed note."""
    return (text + "\n" + "".join(lines)).encode()


def write(entry: Mapping[str, object]) -> bytes:
    """An entry's bytes."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass
class SmallLog:
    """A log that grows in a folder. `signer` may be changed, as a thief of keys would."""

    name: str
    leaves: list[bytes] = field(default_factory=list)
    seed: int = 1

    @property
    def signer(self) -> Signer:
        return Signer(f"{HOST}/log/{self.name}", self.seed)

    def text(self) -> str:
        """The checkpoint's text."""
        return f"{self.signer.name}\n{len(self.leaves)}\n{base64.b64encode(root(self.leaves)).decode()}\n"

    def checkpoint(self, *witnesses: tuple[Signer, int]) -> bytes:
        text = self.text()
        return note(text, self.signer.line(text), *(each.line(text, time) for each, time in witnesses))

    def proof(self, index: int, *witnesses: tuple[Signer, int]) -> bytes:
        """A proof file with the entry inside."""
        rows = [base64.b64encode(each).decode() for each in inclusion(index, self.leaves)]
        extra = base64.b64encode(self.leaves[index]).decode()
        head = "\n".join(["c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {index}", *rows])
        return f"{head}\n\n".encode() + self.checkpoint(*witnesses)

    def publish(self, folder: Path, *witnesses: tuple[Signer, int]) -> Path:
        """Write all files anew; the log's folder. Only the sizes that occur here: below 256 x 256 x 1000."""
        here = folder / self.name
        here.mkdir(parents=True, exist_ok=True)
        (here / "vkey").write_text(self.signer.vkey + "\n")
        (here / "checkpoint").write_bytes(self.checkpoint(*witnesses))
        rows = [[sha(b"\0" + leaf) for leaf in self.leaves]]
        while len(rows[-1]) >= 256:
            below = rows[-1]
            rows.append([_full(below[at : at + 256]) for at in range(0, len(below) - 255, 256)])
        for level, hashes in enumerate(rows):
            for index in range(0, len(hashes), 256):
                self._put(here, str(level), index // 256, hashes[index : index + 256])
        for index in range(0, len(self.leaves), 256):
            bundle = [len(leaf).to_bytes(2, "big") + leaf for leaf in self.leaves[index : index + 256]]
            self._put(here, "entries", index // 256, bundle)
        return here

    def _put(self, here: Path, level: str, index: int, parts: Sequence[bytes]) -> None:
        place = here / "tile" / level / f"{index:03d}"
        if len(parts) < 256:
            place = place.with_name(place.name + ".p") / str(len(parts))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"".join(parts))


def _full(hashes: Sequence[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [sha(b"\1" + hashes[at] + hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


#: What stands before every survey: how its index is computed.
METHOD = {
    "t": "method/1", "d": "2026-11-01", "method": "permenpanrb-14-2017/exact-1", "sha256": "5e" * 32, "bytes": 9000,
}  # fmt: skip


def token(number: int) -> str:
    """T of the code with this number."""
    return sha(f"token {number}".encode())[:16].hex()


def code_hash(number: int) -> str:
    """h of the code with this number."""
    return sha(b"skm-token/1" + bytes.fromhex(token(number))).hex()


def batch(
    service: int, day: str, numbers: Sequence[int], kind: str = "phone", part: int = 1
) -> dict[str, object]:
    """The entry of a list of codes."""
    return {
        "t": "token.batch/1", "batch": f"{kind}/{service}/{day}/{part}.1", "class": kind, "service": service,
        "period": day[:7], "d": day, "count": len(numbers), "h": sorted(map(code_hash, numbers)),
    }  # fmt: skip


def answer(service: int, period: str, number: int, scores: Sequence[int]) -> dict[str, object]:
    """The entry of an answer with the code of this number."""
    return {
        "t": "skm.answer/1", "service": service, "period": period, "q": list(scores), "tok": token(number),
        "r": sha(f"nonce {number}".encode())[:16].hex(),
    }  # fmt: skip


def ticket(kind: str, service: int, day: str, minute: int, number: int, **more: object) -> dict[str, object]:
    """The entry of a step of a number."""
    entry = {
        "t": f"ticket.{kind}/1",
        "service": service,
        "d": day,
        "m": minute,
        "c": sha(b"%d" % number).hex(),
    }
    return {**entry, **({} if kind in ("taken", "cancelled") else {"counter": 1}), **more}
