#!/usr/bin/env python3
"""Checks the public record of a pendopo without trusting its operator, its server or its program.

    python3 pendopo_verify.py fsck URL|DIR             recompute a whole log (or all logs of a site)
    python3 pendopo_verify.py verify FILE              check a receipt, a proof, a promise or a checkpoint
    python3 pendopo_verify.py monitor URL|DIR          remember, and prove that nothing was taken back
    python3 pendopo_verify.py ikm URL|DIR --period P   compute the published index again from the answers
    python3 pendopo_verify.py counts URL|DIR           numbers, closings, survey codes and answers, by day
    python3 pendopo_verify.py diff ONE OTHER           are two copies of a log the same record
    python3 pendopo_verify.py release URL              does the site serve the scripts that its record names

Exit 0: everything that was checked holds. 1: something does not hold; the line that begins with STEP names the
numbered step of docs/verification.md (Indonesian: docs/verifikasi.md). 2: the question could not be asked.

One file, Python >= 3.11, the standard library and `cryptography`. It shares no code with the program that
writes the record: it follows RFC 6962, RFC 8785 and the C2SP documents signed-note, tlog-checkpoint,
tlog-tiles, tlog-proof, tlog-cosignature and tlog-policy. Licence: EUPL-1.2.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
import tempfile
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

#: The numbered steps. docs/verification.md explains each, and how to do it by hand.
STEPS: Mapping[str, str] = {
    "1.1": "The note has the form of a signed note",
    "1.2": "The key has the form of a verifier key and carries its own number",
    "1.3": "The signature of the known key is right",
    "1.4": "The checkpoint names log, size and root, and nothing else",
    "1.5": "Enough witnesses have signed the checkpoint",
    "1.6": "A new key is signed by the key before it, and stands in the log",
    "2.1": "The entries are served completely, up to the size of the checkpoint",
    "2.2": "The tiles are the hashes of the entries",
    "2.3": "The root of all entries is the root of the checkpoint",
    "3.1": "Every entry has the canonical form",
    "3.2": "Every entry is of a known type with exactly its fields",
    "3.3": "No entry stands twice in the survey's log",
    "3.4": "A log that is frozen does not grow",
    "4.1": "The receipt or proof file has the right form",
    "4.2": "The fingerprint is the hash of the entry",
    "4.3": "The proof leads from the entry to the root of the checkpoint",
    "4.4": "The promise is signed and speaks of this entry",
    "4.5": "The promise was kept: the entry stands in the log",
    "5.1": "The log has the key that it had before, or one that this key led to",
    "5.2": "The log has not become shorter",
    "5.3": "The log continues what it was before",
    "5.4": "New entries tell of days not long before they came",
    "6.1": "The list of survey codes counts right and names no code twice",
    "6.2": "Every answer names a code that was logged before it, for its service and month",
    "6.3": "Every code answers once, and a void code never",
    "6.4": "The published index follows from the answers that stand before it",
    "6.5": "There are not more answers than codes",
    "6.6": "The method of an index stood in the log before the codes of its month",
    "7.1": "Every number was taken, then called, then closed",
    "7.2": "The counts of a closed day are the counts of its entries",
    "7.3": "There are not more survey codes than closed numbers",
    "8.1": "Two copies are the same record",
    "9.1": "The page loads no script but those that the record names",
    "9.2": "These scripts are, byte for byte, those of the record",
    "10.1": "Every file that the record names lies in the folder as it was received",
}

LARGEST = 2**53 - 1
NOTE_BYTES = 64 * 1024
SIGNATURES = 64
PATH_HASHES = 63
WIDTH = 256
ED25519, COSIGNATURE = 1, 4
#: Days are local days, clocks differ, and P2 promises a day: more than this is back-dating.
SLACK = timedelta(days=1)


class DoesNotHold(Exception):
    """Something checked does not hold: the number of the step, what was seen, and the notes that prove it."""

    def __init__(self, step: str, seen: str, evidence: Mapping[str, bytes] | None = None) -> None:
        super().__init__(f"STEP {step} does not hold ({STEPS[step]}): {seen}")
        self.step, self.seen, self.evidence = step, seen, dict(evidence or {})


class CannotAsk(Exception):
    """The question could not be asked: a file is missing, a server does not answer, an option is wrong."""


# --- 1. Notes, keys, checkpoints ----------------------------------------------------------------------------


def unbase64(text: str, step: str, what: str, length: int | None = None) -> bytes:
    """Standard base64 in its one canonical spelling."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raise DoesNotHold(step, f"{what} is not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise DoesNotHold(step, f"{what} is not canonical base64")
    if length is not None and len(raw) != length:
        raise DoesNotHold(step, f"{what} has {len(raw)} bytes, not {length}")
    return raw


@dataclass(frozen=True)
class Key:
    """A verifier key: `name`, four bytes that number it, algorithm, 32 bytes of public key."""

    name: str
    number: bytes
    kind: int
    public: bytes

    @classmethod
    def parse(cls, line: str) -> Key:
        """From `name+hex+base64` (C2SP signed-note, "Verifier keys")."""
        parts = line.strip().split("+", 2)
        if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
            raise DoesNotHold("1.2", "a verifier key is name+8 hex digits+base64")
        name, number = parts[0], bytes.fromhex(parts[1])
        raw = unbase64(parts[2], "1.2", "the key")
        if not _is_key_name(name) or len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE):
            raise DoesNotHold("1.2", "the key is no Ed25519 key with a name")
        if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4] != number:
            raise DoesNotHold("1.2", "the key's number does not follow from its name and bytes")
        return cls(name, number, raw[0], raw[1:])

    def line(self) -> str:
        """The key as text, the form that `parse` reads."""
        return (
            f"{self.name}+{self.number.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"
        )

    def time_of(self, signature: bytes, text: bytes) -> int | None:
        """0 for a valid plain signature, the POSIX time of a valid cosignature, None when it is not valid."""
        message, raw, when = text, signature, 0
        if self.kind == COSIGNATURE:
            if len(signature) != 72:
                return None
            when = int.from_bytes(signature[:8], "big")
            message, raw = b"cosignature/v1\ntime %d\n" % when + text, signature[8:]
            if not 0 < when < 2**63:
                return None
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(raw, message)
        except (InvalidSignature, ValueError):
            return None
        return when


def _is_key_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(sign.isspace() for sign in name)


@dataclass(frozen=True)
class Note:
    """A signed note: its text with the last newline, and (name, key number, signature) of each line."""

    raw: bytes
    text: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def parse(cls, raw: bytes) -> Note:
        """Form only; nothing is believed yet."""
        if len(raw) > NOTE_BYTES:
            raise DoesNotHold("1.1", f"a note of {len(raw)} bytes is too large")
        try:
            whole = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise DoesNotHold("1.1", "the note is not UTF-8") from None
        if any(sign < " " and sign != "\n" for sign in whole):
            raise DoesNotHold("1.1", "the note holds control characters")
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines.endswith("\n") or not text:
            raise DoesNotHold("1.1", "the note has no signatures below an empty line")
        rows = lines[:-1].split("\n")
        if len(rows) > SIGNATURES:
            raise DoesNotHold("1.1", f"{len(rows)} signatures are too many")
        return cls(raw, (text + "\n").encode(), tuple(_signature(row) for row in rows))

    def signed_by(self, key: Key) -> int | None:
        """`Key.time_of` of this key's signature; None when the key has not signed. A wrong one rejects all."""
        time: int | None = None
        for name, number, signature in self.signatures:
            if (name, number) == (key.name, key.number):
                time = key.time_of(signature, self.text)
                if time is None:
                    raise DoesNotHold("1.3", f"the signature of {name} is wrong", {"note": self.raw})
        return time

    def require(self, key: Key) -> None:
        """Refuse unless `key` has signed."""
        if self.signed_by(key) is None:
            raise DoesNotHold("1.3", f"the note is not signed by {key.name}+{key.number.hex()}")


def _signature(row: str) -> tuple[str, bytes, bytes]:
    mark, _, rest = row.partition(" ")
    name, _, code = rest.partition(" ")
    if mark != "\u2014" or not _is_key_name(name) or " " in code:
        raise DoesNotHold("1.1", "a signature line is: dash, name, base64")
    raw = unbase64(code, "1.1", "a signature")
    if len(raw) < 5:
        raise DoesNotHold("1.1", "a signature is too short")
    return name, raw[:4], raw[4:]


def whole_number(text: str, step: str, what: str) -> int:
    """A decimal number without sign and leading zeros, at most 2^53-1."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text, re.ASCII) or int(text) > LARGEST:
        raise DoesNotHold(step, f"{what} is not a plain whole number")
    return int(text)


@dataclass(frozen=True)
class Handover:
    """One key hands over to the next: a note that both have signed, which stands in the log as `key/1`."""

    old: Key
    new: Key
    day: str
    raw: bytes

    @classmethod
    def parse(cls, raw: bytes) -> Handover:
        """Form and both signatures."""
        note = Note.parse(raw)
        found = re.fullmatch(
            r"([^\n]+)\nkey ([^\n]+)\nafter ([^\n]+)\nday ([0-9-]{10})\n", note.text.decode()
        )
        if found is None:
            raise DoesNotHold("1.6", "a change of key has four lines: name, key, after, day")
        old, new = Key.parse(found[3]), Key.parse(found[2])
        if not found[1] == old.name == new.name or old == new or {old.kind, new.kind} != {ED25519}:
            raise DoesNotHold("1.6", "a change of key is between two keys of one name")
        if not _day(found[4]):
            raise DoesNotHold("1.6", "a change of key names its day")
        for key in (old, new):
            if note.signed_by(key) is None:
                raise DoesNotHold("1.6", f"the change to {new.line()} is not signed by {key.line()}")
        return cls(old, new, found[4], raw)


def heirs(key: Key, changes: Iterable[Handover]) -> list[Key]:
    """`key` and the keys to which it has led, in order."""
    found = [key]
    for change in changes:
        if change.old == found[-1]:
            found.append(change.new)
    return found


@dataclass(frozen=True)
class Checkpoint:
    """What a log signs: how many entries it has and the root of all of them."""

    origin: str
    size: int
    root: bytes
    note: Note

    @classmethod
    def parse(cls, raw: bytes) -> Checkpoint:
        """Form only."""
        note = Note.parse(raw)
        lines = note.text.decode()[:-1].split("\n")
        if len(lines) != 3 or not lines[0]:
            raise DoesNotHold("1.4", "a checkpoint of this record has exactly three lines")
        size = whole_number(lines[1], "1.4", "the size")
        root = unbase64(lines[2], "1.4", "the root", 32)
        if size == 0 and root != hashlib.sha256().digest():
            raise DoesNotHold("1.4", "the root of no entries is the hash of nothing")
        return cls(lines[0], size, root, note)

    @classmethod
    def opened(cls, raw: bytes, key: Key) -> Checkpoint:
        """Parsed, signed by `key`, and for the log of that name."""
        point = cls.parse(raw)
        if key.kind != ED25519 or point.origin != key.name:
            raise DoesNotHold("1.4", f"the checkpoint is of {point.origin!r}, the key of {key.name!r}")
        point.note.require(key)
        return point


@dataclass
class Policy:
    """Whom one believes: logs, witnesses, and how many of them (C2SP tlog-policy)."""

    logs: dict[str, Key] = field(default_factory=dict)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = "none"

    @classmethod
    def parse(cls, text: str) -> Policy:
        """Raises `CannotAsk` for a file that is no policy."""
        policy = cls()
        lines = [re.split(r"[ \t]+", line.strip(" \t")) for line in text.split("\n")]
        for number, words in enumerate(lines, 1):
            if not words[0] or words[0].startswith("#"):
                continue
            read: dict[str, Callable[..., None]] = {
                "log": policy._log,
                "witness": policy._witness,
                "group": policy._group,
                "quorum": policy._quorum,
            }
            try:
                if words[0] not in read:
                    raise ValueError(f"{words[0]!r} is unknown")
                read[words[0]](*words[1:])
            except (ValueError, TypeError, DoesNotHold) as fault:
                raise CannotAsk(f"policy, line {number}: {fault}") from None
        if sum(words[0] == "quorum" for words in lines) != 1:
            raise CannotAsk("a policy has exactly one line `quorum`")
        return policy

    def _log(self, vkey: str, url: str = "") -> None:
        key = self._key(vkey)
        self.logs[key.name] = key

    def _witness(self, name: str, vkey: str, url: str = "") -> None:
        key = self._key(vkey)
        if key.kind != COSIGNATURE:
            raise ValueError("a witness has a key for cosignatures")
        self.witnesses[self._fresh(name)] = key

    def _quorum(self, name: str) -> None:
        self.quorum = name if name == "none" else self._known(name)

    def _key(self, vkey: str) -> Key:
        key = Key.parse(vkey)
        if any(key.public == other.public for other in (*self.logs.values(), *self.witnesses.values())):
            raise ValueError("this key stands there twice")
        return key

    def _fresh(self, name: str) -> str:
        if name == "none" or name in self.witnesses or name in self.groups:
            raise ValueError(f"the name {name!r} is taken")
        return name

    def _known(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise ValueError(f"{name!r} is not defined above")
        return name

    def _group(self, name: str, rule: str, *members: str) -> None:
        taken = {member for _, others in self.groups.values() for member in others}
        for member in members:
            if self._known(member) in taken:
                raise ValueError(f"{member!r} is a member twice")
            taken.add(member)
        if not re.fullmatch(r"all|any|[1-9][0-9]{0,3}", rule):
            raise ValueError("a group says all, any or a number")
        needed = {"all": len(members), "any": 1}[rule] if rule in ("all", "any") else int(rule)
        if not 1 <= needed <= len(members):
            raise ValueError("more members are needed than there are")
        self.groups[self._fresh(name)] = needed, list(members)

    def check(self, point: Checkpoint, now: datetime) -> list[int]:
        """The times of the witnesses' signatures; refuses when the quorum is not reached."""
        times = {name: point.note.signed_by(key) for name, key in self.witnesses.items()}
        late = (now + SLACK).timestamp()
        seen = {name for name, when in times.items() if when is not None and when <= late}

        def reached(name: str) -> bool:
            if name in self.witnesses:
                return name in seen
            needed, names = self.groups[name]
            return sum(map(reached, names)) >= needed

        if self.quorum != "none" and not reached(self.quorum):
            raise DoesNotHold("1.5", f"{len(seen)} of {len(self.witnesses)} known witnesses have signed")
        return sorted(when for name, when in times.items() if when is not None and name in seen)


# --- 2. The tree (RFC 6962) ----------------------------------------------------------------------------------


def leaf_hash(entry: bytes) -> bytes:
    """The fingerprint of an entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two hashes."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Peaks:
    """The roots of the largest full trees that a log consists of: enough to go on, and to know its root."""

    def __init__(self, peaks: Iterable[tuple[int, bytes]] = ()) -> None:
        self.peaks = list(peaks)

    def add(self, hashed: bytes) -> None:
        """One more leaf hash."""
        level, peaks = 0, self.peaks
        while peaks and peaks[-1][0] == level:
            hashed = node(peaks.pop()[1], hashed)
            level += 1
        peaks.append((level, hashed))

    @property
    def size(self) -> int:
        return sum(1 << level for level, _ in self.peaks)

    def root(self) -> bytes:
        """The root of everything added."""
        if not self.peaks:
            return hashlib.sha256().digest()
        root = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root of these leaf hashes."""
    peaks = Peaks()
    for hashed in hashes:
        peaks.add(hashed)
    return peaks.root()


def check_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """RFC 9162 section 2.1.3.2. Raises `DoesNotHold` unless the leaf hash stands at `index`."""
    if not 0 <= index < size <= LARGEST:
        raise DoesNotHold("4.3", f"there is no place {index} among {size}")
    if len(path) > PATH_HASHES or any(len(each) != 32 for each in (leaf, root, *path)):
        raise DoesNotHold("4.3", "the proof holds something that is no hash")
    here, last, hashed = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise DoesNotHold("4.3", "the proof is too long")
        if here & 1 or here == last:
            hashed = node(sibling, hashed)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashed = node(hashed, sibling)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise DoesNotHold("4.3", "the proof is too short")
    if hashed != root:
        raise DoesNotHold("4.3", "the proof leads to another root")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:  # noqa: C901
    """RFC 9162 section 2.1.4.2. Raises `DoesNotHold` unless the first `old` entries are the same in both."""
    if not 0 < old <= new <= LARGEST:
        raise DoesNotHold("5.3", f"no proof leads from size {old} to {new}")
    if len(path) > PATH_HASHES or any(len(each) != 32 for each in (old_root, new_root, *path)):
        raise DoesNotHold("5.3", "the proof holds something that is no hash")
    if old == new:
        if path or old_root != new_root:
            raise DoesNotHold("5.3", f"two roots for the same size {old}")
        return
    rest = list(path)
    if old & (old - 1) == 0:
        rest.insert(0, old_root)
    if not rest:
        raise DoesNotHold("5.3", "the proof is empty")
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            raise DoesNotHold("5.3", "the proof is too long")
        if here & 1 or here == last:
            first, second = node(sibling, first), node(sibling, second)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            second = node(second, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or first != old_root or second != new_root:
        raise DoesNotHold("5.3", f"size {new} does not continue size {old}")


# --- Where a log is read from --------------------------------------------------------------------------------


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """The address of a tile below the log (C2SP tlog-tiles)."""
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + ("" if width == WIDTH else f".p/{width}")


class Source:
    """A log as files: below an address or in a folder."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.remote = place.startswith(("http://", "https://"))

    def file(self, name: str, most: int = 32 * 1024 * 1024) -> bytes | None:
        """The bytes of a file, None when there is none. Raises `CannotAsk` when nobody answers."""
        try:
            if not self.remote:
                with open(f"{self.place}/{name}", "rb") as local:
                    raw = local.read(most + 1)
            else:
                request = urllib.request.Request(
                    f"{self.place}/{name}", headers={"User-Agent": "pendopo-verify"}
                )
                with urllib.request.urlopen(request, timeout=30) as answer:
                    raw = answer.read(most + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except urllib.error.HTTPError as fault:
            if fault.code in (404, 410):
                return None
            raise CannotAsk(f"{self.place}/{name}: {fault}") from None
        except (OSError, ValueError) as fault:
            raise CannotAsk(f"{self.place}/{name}: {fault}") from None
        if len(raw) > most:
            raise DoesNotHold("2.1", f"{name} is larger than it can be")
        return raw

    def tile(self, level: int | str, index: int, width: int) -> bytes | None:
        """A tile; where a partial one is gone, its later full one."""
        raw = self.file(tile_path(level, index, width))
        return self.file(tile_path(level, index)) if raw is None and width != WIDTH else raw

    def bundle(self, index: int, width: int) -> list[bytes]:
        """The entries index*256 and following, `width` of them."""
        name = tile_path("entries", index, width)
        raw, at = self.tile("entries", index, width), 0
        entries: list[bytes] = []
        if raw is None:
            raise DoesNotHold("2.1", f"{name} is not served")
        while at < len(raw) and len(entries) < width:
            end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
            if at + 2 > len(raw) or end > len(raw):
                raise DoesNotHold("2.1", f"{name} ends inside an entry")
            entries.append(raw[at + 2 : end])
            at = end
        if len(entries) != width or (at != len(raw) and self.file(name) is not None):
            raise DoesNotHold("2.1", f"{name} does not hold exactly {width} entries")
        return entries

    def entries(self, size: int, start: int = 0) -> Iterator[bytes]:
        """The entries from `start` up to `size`, in order."""
        wanted = [
            (n, min(WIDTH, size - n * WIDTH)) for n in range(start // WIDTH, (size + WIDTH - 1) // WIDTH)
        ]
        with ThreadPoolExecutor(8) as pool:
            for at in range(0, len(wanted), 64):
                block = list(pool.map(lambda one: self.bundle(*one), wanted[at : at + 64]))
                for (n, _), bundle in zip(wanted[at : at + 64], block, strict=True):
                    yield from bundle[max(0, start - n * WIDTH) :]

    def keys(self, name: str = "vkey") -> list[Key]:
        """The verifier keys that the log itself names, its present one first; several while they change."""
        raw = self.file(name, NOTE_BYTES)
        lines = raw.decode("utf-8", "replace").split("\n") if raw is not None else []
        return [Key.parse(line) for line in lines if line.strip()]

    def key(self) -> Key:
        """The first of `keys`."""
        keys = self.keys()
        if not keys:
            raise CannotAsk(f"{self.place}/vkey is not there; give the key with --vkey")
        return keys[0]

    def handovers(self, name: str = "keys") -> list[Handover]:
        """The changes of the log's key, oldest first; each is worth what its signatures are."""
        raw = self.file(name, 2**20)
        if raw is None:
            return []
        try:
            return [Handover.parse(one["note"].encode()) for one in json.loads(raw)]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DoesNotHold("1.6", f"{name} is no list of changes") from None

    def successor(self, key: Key, raw: bytes, name: str = "keys", older: bool = False) -> Key:
        """The key that has signed the note `raw`: `key`, or one to which it has handed over; else `key`.

        With `older` also a key before it: for notes of former times, never for what is new.
        """
        note = Note.parse(raw)
        if note.signed_by(key) is not None:
            return key
        changes = self.handovers(name)
        trusted = heirs(key, changes)
        for change in reversed(changes if older else []):
            if change.new in trusted:
                trusted.append(change.old)
        found = next((each for each in trusted if note.signed_by(each) is not None), key)
        if found != key:
            told("1.6", f"{key.number.hex()} and {found.number.hex()} follow each other")
        return found

    def checkpoint(self) -> bytes:
        """The signed note of the log's present state."""
        raw = self.file("checkpoint", NOTE_BYTES + 1)
        if raw is None:
            raise CannotAsk(f"{self.place}/checkpoint is not there")
        return raw


LOGS = ("layanan", "skm", "spbe", "data")


def sources(place: str) -> dict[str, Source]:
    """The logs at a place by name: one log, or those below a site or a data folder."""
    if Source(place).file("checkpoint", NOTE_BYTES + 1) is not None:
        return {place.rstrip("/").rsplit("/", 1)[-1]: Source(place)}
    found = {}
    for middle in ("/log/", "/"):
        for name in LOGS:
            source = Source(place.rstrip("/") + middle + name)
            if name not in found and source.file("checkpoint", NOTE_BYTES + 1) is not None:
                found[name] = source
    if not found:
        raise CannotAsk(f"there is no log at {place}")
    return found


# --- 3. Entries ------------------------------------------------------------------------------------------------


def canonical(value: object) -> bytes:
    """RFC 8785 inside the limits of the record: no fractions, no null, ASCII keys, NFC."""
    _check_value(value)
    return _ENCODER.encode(value).encode()


#: Made once: `json.dumps` would make one for every entry.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _check_value(value: object) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.isascii():
                raise ValueError("a key is not ASCII")
            _check_value(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_value(inner)
    elif isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise ValueError("text is not NFC")
    elif not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError("null, fraction or too large a number")


def read_entry(raw: bytes, place: object) -> dict[str, Any]:
    """The entry written in the bytes that are served."""
    try:
        entry = json.loads(raw.decode("utf-8"))
        if not isinstance(entry, dict) or canonical(entry) != raw:
            raise ValueError("another spelling than the canonical one")
    except (ValueError, RecursionError) as fault:
        raise DoesNotHold("3.1", f"entry {place}: {fault}") from None
    return entry


def _number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _score(value: Any) -> bool:
    return _number(value) and value <= 4


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _like(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _several(one: Callable[[object], bool], count: int | None = None) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, list)
        and (count is None or len(value) == count)
        and all(one(each) for each in value)
    )


_MONTH, _HEX16, _HEX32 = _like(r"[12]\d{3}-(0[1-9]|1[0-2])"), _like(r"[0-9a-f]{32}"), _like(r"[0-9a-f]{64}")
_SPAN = _like(r"[12]\d{3}(-(0[1-9]|1[0-2]|T[1-4]|S[12]))?")
_WORD = _like(r"[a-z0-9][a-z0-9./-]{0,79}")
_TICKET = {"service": _number, "d": _day, "m": lambda v: _number(v) and v < 1440, "c": _HEX32}
_DESK = {**_TICKET, "counter": _number}
_LEVEL = {
    "assessment": _WORD, "framework": _HEX32, "indicator": _like(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}"),
    "level": lambda v: _number(v) and v <= 9, "version": _number, "d": _day, "x": _HEX32, "by": _HEX32,
}  # fmt: skip
_INDEX = {
    "assessment": _WORD, "framework": _HEX32, "number": _number, "index": _like(r"\d{1,3}\.\d{1,4}"),
    "snapshot": _HEX32, "d": _day, "by": _HEX32,
}  # fmt: skip
Fields = Mapping[str, Callable[[object], bool]]

_PATH = _like(r"/[a-zA-Z0-9._/-]{1,199}")


def _text(most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most


def _files(value: object) -> bool:
    return isinstance(value, dict) and all(_PATH(name) and _HEX32(hashed) for name, hashed in value.items())


#: What every log may hold.
EVERYWHERE: Mapping[str, Fields] = {"key/1": {"d": _day, "note": _text(4000)}}
#: Per log and type: the fields, and those that may be left out (their names end with "?").
TYPES: Mapping[str, Mapping[str, Fields]] = {
    "layanan": {
        "ticket.taken/1": {**_TICKET, "priority?": lambda v: v is True},
        "ticket.called/1": _DESK,
        "ticket.recalled/1": _DESK,
        "ticket.started/1": _DESK,
        "ticket.closed/1": {**_DESK, "by?": _HEX32},
        "ticket.noshow/1": _DESK,
        "ticket.cancelled/1": _TICKET,
        "ticket.transferred/1": {**_DESK, "to": _number},
        "day.closed/1": {
            "service": _number, "d": _day, "taken": _number, "served": _number, "noshow": _number,
            "cancelled": _number, "expired": _number,
        },
    },
    "skm": {
        "method/1": {"d": _day, "method": _WORD, "sha256": _HEX32, "bytes": _number},
        "token.batch/1": {
            "batch": _WORD, "class": _WORD, "service": _number, "period": _MONTH, "d": _day,
            "count": _number, "h": _several(_HEX32),
        },
        "token.void/1": {
            "service": _number, "period": _MONTH, "d": _day, "count": _number, "tok": _several(_HEX16),
        },
        "token.counted/1": {
            "service": _number, "period": _MONTH, "d": _day, "version": _number, "printed": _number,
            "void": _number, "slip": _number, "phone": _number, "own": _number, "closed": _number,
        },
        "skm.answer/1": {
            "service": _number, "period": _MONTH, "q": _several(_score, 9),
            "tok": _HEX16, "r": _HEX16,
        },
        "ikm/1": {
            "service": _number, "period": _MONTH, "version": _number, "method": _WORD, "answers": _number,
            "issued": _number, "elements": _several(_like(r"U[1-9]\d?")), "answered": _several(_number),
            "sums": _several(_number), "hundredths": _number,
        },
        "skm.sums/1": {
            "service": _number, "period": _MONTH, "class": _WORD, "version": _number, "answers": _number,
            "elements": _several(_like(r"U[1-9]\d?")), "answered": _several(_number), "sums": _several(_number),
        },
        "followup/1": {
            "followup": _number, "step": _number, "agency": _number, "element": _like(r"U[1-9]\d?"),
            "period": _SPAN, "state": _WORD, "d": _day, "due": _day, "h": _HEX32,
            "office?": _number, "service?": _number,
        },
    },
    "spbe": {
        "claim/1": _LEVEL,
        "score/1": {**_LEVEL, "round": _WORD},
        "review/1": {
            "assessment": _WORD, "indicator": _LEVEL["indicator"], "round": _WORD, "act": _WORD,
            "d": _day, "x": _HEX32, "by": _HEX32,
        },
        "approval/1": {**_INDEX, "round": _WORD, "indicators": _number},
        "publication/1": _INDEX,
        "evidence/1": {"file": _HEX32, "bytes": _number, "name": _HEX32, "d": _day},
        "commitment/1": {
            "roadmap": _WORD, "agency": _WORD, "number": _number, "initiatives": _number, "snapshot": _HEX32,
            "d": _day, "by": _HEX32,
        },
    },
    "data": {
        "release/1": {"d": _day, "version": _WORD, "files": _files},
        "publish/1": {
            "dataset": _WORD, "agency": _WORD, "number": _number, "version": _number, "rows": _number,
            "access": _WORD, "files": _files, "d": _day,
        },
        "withdraw/1": {"dataset": _WORD, "number": _number, "h": _HEX32, "d": _day},
        "freeze/1": {
            "d": _day, "log": lambda v: v in LOGS, "size": _number, "root": _HEX32, "reason": _text(500),
        },
        "thaw/1": {"d": _day, "log": lambda v: v in LOGS, "size": _number, "root": _HEX32},
    },
}  # fmt: skip


def check_type(log: str, entry: Mapping[str, Any], place: object) -> None:
    """Refuse an entry of an unknown type, or whose fields are not those of its type."""
    kind = entry.get("t")
    fields = (TYPES.get(log, {}).get(kind) or EVERYWHERE.get(kind)) if isinstance(kind, str) else None
    if fields is None:
        raise DoesNotHold(
            "3.2", f"entry {place}: log {log} does not know the type {str(entry.get('t'))[:80]!r}"
        )
    needed = {name for name in fields if not name.endswith("?")}
    known = {name.rstrip("?") for name in fields} | {"t"}
    if needed - entry.keys() or entry.keys() - known:
        wrong = sorted((needed - entry.keys()) | (entry.keys() - known))
        raise DoesNotHold("3.2", f"entry {place} ({entry['t']}): field {', '.join(wrong)[:80]}")
    for name, value in entry.items():
        if name != "t" and not (fields.get(name) or fields[name + "?"])(value):
            raise DoesNotHold("3.2", f"entry {place} ({entry['t']}): field {name} does not fit")


# --- 4. A whole log -----------------------------------------------------------------------------------------


def told(step: str, detail: str = "") -> None:
    """One line for a step that holds."""
    print(f"ok  {step}  {STEPS[step]}{': ' + detail if detail else ''}")


@dataclass
class Asked:
    """What the person who asks believes, and when: keys by name, policy, the moment."""

    keys: dict[str, Key] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def key_of(self, source: Source) -> Key:
        """The key of this log: one that was given, else the one that the log names itself, which is said."""
        named = None if self.keys else source.key()
        if named is not None:
            print(f"note: believing the key that the log names itself: {named.line()}")
            return named
        origin = Checkpoint.parse(source.checkpoint()).origin
        return self.key_named(origin)

    def key_named(self, origin: str) -> Key:
        """The given key of this name."""
        if origin not in self.keys:
            raise DoesNotHold("1.3", f"none of the given keys is of {origin!r}")
        return self.keys[origin]

    def open(self, raw: bytes, key: Key) -> tuple[Checkpoint, list[int]]:
        """A checkpoint that holds, and its witnesses' times. Steps 1.1 to 1.5."""
        point = Checkpoint.opened(raw, key)
        times = self.policy.check(point, self.now)
        return point, times

    def head(self, source: Source) -> tuple[Checkpoint, list[int]]:
        """The newest checkpoint of a log that holds; a busy log keeps the newest witnessed one as `witnessed`."""
        key, raw = self.key_of(source), source.checkpoint()
        try:
            return self.open(raw, source.successor(key, raw))
        except DoesNotHold as fault:
            witnessed = source.file("witnessed", NOTE_BYTES + 1) if fault.step == "1.5" else None
            if witnessed is None:
                raise
            return self.open(witnessed, source.successor(key, witnessed))


def short_name(origin: str) -> str:
    """The log's name, by which its entry types are known: the last part of its origin."""
    return origin.rsplit("/", 1)[-1]


def read_log(source: Source, asked: Asked, quiet: bool = False) -> tuple[Checkpoint, list[bytes]]:
    """All entries of a log, after proving that they are the ones that its checkpoint signs."""
    point, times = asked.head(source)
    entries = list(source.entries(point.size))
    if root_of(map(leaf_hash, entries)) != point.root:
        raise DoesNotHold(
            "2.3", f"{point.size} entries of {point.origin} have another root", _evidence(point)
        )
    if not quiet:
        told("1.3", f"{point.origin}, size {point.size}")
        if asked.policy.quorum != "none":
            told("1.5", f"{len(times)} witnesses")
        told("2.1")
        told("2.3", base64.b64encode(point.root).decode())
    return point, entries


def _evidence(*points: Checkpoint) -> dict[str, bytes]:
    return {
        f"{short_name(point.origin)}-{point.size}-{n}.checkpoint": point.note.raw
        for n, point in enumerate(points)
    }


def check_keys(source: Source, point: Checkpoint, entries: Sequence[Mapping[str, Any]]) -> None:
    """Each key hands over to the next, in the log; the list beside it names the same changes, and no others."""
    ends: dict[str, Key] = {}
    known: dict[str, list[Handover]] = {}
    for place, entry in enumerate(entries):
        if entry["t"] != "key/1":
            continue
        change = Handover.parse(entry["note"].encode())
        if change.day != entry["d"] or ends.setdefault(change.old.name, change.old) != change.old:
            raise DoesNotHold("1.6", f"entry {place}: {change.old.line()} is not the key that signed last")
        ends[change.new.name] = change.new
        known.setdefault(change.new.name, []).append(change)
    for name, file in ((point.origin, "keys"), (None, "janji.keys")):
        listed = source.handovers(file)
        logged = known.pop(name, []) if name else [each for rest in known.values() for each in rest]
        if listed != logged:
            raise DoesNotHold("1.6", f"{file} names {len(listed)} changes of the key, the log {len(logged)}")
        signers = [key for change in logged for key in (change.old, change.new)]
        if name and signers and not any(point.note.signed_by(key) is not None for key in signers):
            raise DoesNotHold("1.6", "the checkpoint is signed by a key to which the log did not hand over")


def check_frozen(entries: Sequence[Mapping[str, Any]], points: Mapping[str, Checkpoint]) -> None:
    """What the log `data` tells of logs that were stopped, against how these logs stand."""
    frozen: dict[str, Mapping[str, Any]] = {}
    for place, entry in enumerate(entries):
        if entry["t"] == "freeze/1":
            frozen[entry["log"]] = entry
        before = frozen.pop(entry["log"], None) if entry["t"] == "thaw/1" else None
        if before and any(before[name] != entry[name] for name in ("size", "root")):
            raise DoesNotHold("3.4", f"entry {place}: {entry['log']} was frozen at {before['size']} entries "
                                         f"and goes on from {entry['size']}")  # fmt: skip
    for name, entry in frozen.items():
        point = points.get(name)
        if point and (
            point.size > entry["size"] or (point.size == entry["size"] and point.root.hex() != entry["root"])
        ):
            raise DoesNotHold("3.4", f"{name} is frozen at {entry['size']} entries since {entry['d']} and has "
                                     f"{point.size}", _evidence(point))  # fmt: skip


def check_tiles(source: Source, entries: Sequence[bytes]) -> None:
    """Every tile of hashes, on all levels, against the entries."""
    level, hashes = 0, [leaf_hash(entry) for entry in entries]
    while hashes:
        for index, start in enumerate(range(0, len(hashes), WIDTH)):
            row = hashes[start : start + WIDTH]
            served = source.tile(level, index, len(row))
            if served is None or served[: 32 * len(row)] != b"".join(row):
                raise DoesNotHold("2.2", f"{tile_path(level, index, len(row))} is missing or differs")
        hashes = [root_of(hashes[at : at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1


def read_entries(log: str, raws: Iterable[bytes], start: int = 0) -> list[dict[str, Any]]:
    """All entries, in canonical form and of known types."""
    entries = []
    for place, raw in enumerate(raws, start):
        entry = read_entry(raw, place)
        check_type(log, entry, place)
        entries.append(entry)
    return entries


# --- 5. The survey -------------------------------------------------------------------------------------------

TOKEN = b"skm-token/1"


@dataclass
class Tally:
    """Answers of one service and month: how many, and per element how many scores and their sum."""

    answers: int = 0
    codes: int = 0
    answered: list[int] = field(default_factory=lambda: [0] * 9)
    sums: list[int] = field(default_factory=lambda: [0] * 9)

    def hundredths(self) -> int | None:
        """The index x 100: mean of the elements' means x 25, exact, rounded half up once."""
        means = [
            Fraction(total, count) for total, count in zip(self.sums, self.answered, strict=True) if count
        ]
        if not means:
            return None
        return int(sum(means, Fraction()) / len(means) * 2500 + Fraction(1, 2))


@dataclass
class Code:
    """A code's hash in the log: where it stands, what it is for, and what became of it."""

    place: int
    kind: str
    service: int
    period: str
    day: str
    end: str = ""


class Survey:
    """Reads the log `skm` in its order and refuses the first entry that does not follow from those before."""

    def __init__(self) -> None:
        self.codes: dict[bytes, Code] = {}
        self.seen: set[bytes] = set()
        self.tallies: defaultdict[tuple[int, str], Tally] = defaultdict(Tally)
        self.days: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(
            lambda: dict.fromkeys(("printed", "void", "slip", "phone", "own"), 0)
        )
        self.published: dict[tuple[int, str], dict[str, Any]] = {}
        self.counted: dict[tuple[int, str], dict[str, Any]] = {}
        #: Where each method stands first, and where the first codes of each month do.
        self.methods: dict[str, int] = {}
        self.begun: dict[str, int] = {}

    def read(self, place: int, raw: bytes, entry: Mapping[str, Any]) -> None:
        """The next entry."""
        if raw in self.seen:
            raise DoesNotHold("3.3", f"entry {place} stands in the log twice")
        self.seen.add(raw)
        step = {
            "token.batch/1": self._batch, "token.void/1": self._void, "skm.answer/1": self._answer,
            "ikm/1": self._index, "token.counted/1": self._counted, "method/1": self._method,
        }.get(entry["t"])  # fmt: skip
        if step:
            step(place, entry)

    def _method(self, place: int, entry: Mapping[str, Any]) -> None:
        self.methods.setdefault(entry["method"], place)

    def _batch(self, place: int, entry: Mapping[str, Any]) -> None:
        self.begun.setdefault(entry["period"], place)
        hashes = entry["h"]
        if (
            len(hashes) != entry["count"]
            or hashes != sorted(set(hashes))
            or entry["d"][:7] != entry["period"]
        ):
            raise DoesNotHold("6.1", f"entry {place}: count, order or month of the list is wrong")
        if entry["class"] not in ("phone", "slip"):
            raise DoesNotHold("6.1", f"entry {place}: the class {entry['class']!r} is unknown")
        for text in hashes:
            hashed = bytes.fromhex(text)
            if hashed in self.codes:
                raise DoesNotHold("6.1", f"entry {place} names code {text} again")
            self.codes[hashed] = Code(place, entry["class"], entry["service"], entry["period"], entry["d"])
        self.tallies[entry["service"], entry["period"]].codes += len(hashes)
        kind = "printed" if entry["class"] == "slip" else "phone"
        self.days[entry["service"], entry["d"]][kind] += len(hashes)

    def _use(self, place: int, token: str, entry: Mapping[str, Any], end: str) -> Code:
        code = self.codes.get(hashlib.sha256(TOKEN + bytes.fromhex(token)).digest())
        if code is None:
            raise DoesNotHold("6.2", f"entry {place}: code {token} was never logged before")
        if (code.service, code.period) != (entry["service"], entry["period"]):
            raise DoesNotHold("6.2", f"entry {place}: code {token} is of another service or month")
        if code.end:
            raise DoesNotHold("6.3", f"entry {place}: code {token} is {code.end} already")
        code.end = end
        return code

    def _void(self, place: int, entry: Mapping[str, Any]) -> None:
        if len(entry["tok"]) != entry["count"] or entry["tok"] != sorted(set(entry["tok"])):
            raise DoesNotHold("6.3", f"entry {place}: the count or order of the void codes is wrong")
        for token in entry["tok"]:
            code = self._use(place, token, entry, "void")
            if code.kind != "slip" or code.day != entry["d"]:
                raise DoesNotHold("6.3", f"entry {place}: code {token} is no slip of {entry['d']}")
        self.days[entry["service"], entry["d"]]["void"] += entry["count"]

    def _answer(self, place: int, entry: Mapping[str, Any]) -> None:
        code = self._use(place, entry["tok"], entry, "answered")
        self.days[code.service, code.day]["slip" if code.kind == "slip" else "own"] += 1
        tally = self.tallies[entry["service"], entry["period"]]
        tally.answers += 1
        for element, score in enumerate(entry["q"]):
            tally.answered[element] += score > 0
            tally.sums[element] += score

    def _index(self, place: int, entry: Mapping[str, Any]) -> None:
        group = entry["service"], entry["period"]
        tally, before = self.tallies[group], self.published.get(group)
        what = f"entry {place}: index of service {group[0]}, {group[1]}"
        if not entry["method"].endswith("/exact-1") or entry["elements"] != [f"U{n}" for n in range(1, 10)]:
            raise DoesNotHold("6.4", f"{what}: the method or its elements are unknown")
        if self.methods.get(entry["method"], place) > self.begun.get(entry["period"], place - 1):
            raise DoesNotHold(
                "6.6", f"{what}: {entry['method']} was not in the log before the first codes of that month"
            )
        if entry["version"] != (before["version"] + 1 if before else 1):
            raise DoesNotHold("6.4", f"{what}: version {entry['version']} does not follow")
        for name, own in (("answers", tally.answers), ("answered", tally.answered), ("sums", tally.sums),
                          ("hundredths", tally.hundredths())):  # fmt: skip
            if entry[name] != own:
                raise DoesNotHold("6.4", f"{what}: {name} is {entry[name]}, computed {own}")
        if not entry["answers"] <= entry["issued"] <= tally.codes:
            raise DoesNotHold(
                "6.5", f"{what}: {entry['answers']} answers, {entry['issued']} codes, {tally.codes} logged"
            )
        self.published[group] = dict(entry)

    def _counted(self, place: int, entry: Mapping[str, Any]) -> None:
        group = entry["service"], entry["d"]
        before = self.counted.get(group)
        if entry["version"] != (before["version"] + 1 if before else 1) or entry["d"][:7] != entry["period"]:
            raise DoesNotHold(
                "6.5", f"entry {place}: version {entry['version']} or its month does not follow"
            )
        for name, own in self.days[group].items():
            if entry[name] != own:
                raise DoesNotHold("6.5", f"entry {place}, service {group[0]}, {group[1]}: {name} is "
                                         f"{entry[name]}, counted {own}")  # fmt: skip
        self.counted[group] = dict(entry)


def survey_of(raws: Sequence[bytes], entries: Sequence[Mapping[str, Any]]) -> Survey:
    """Steps 3.3 and 6.1 to 6.5 on a whole log `skm`."""
    survey = Survey()
    for place, (raw, entry) in enumerate(zip(raws, entries, strict=True)):
        survey.read(place, raw, entry)
    return survey


# --- 6. The queue --------------------------------------------------------------------------------------------

#: type -> where a number may stand before it, and where it stands after it.
MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "ticket.taken/1": (frozenset({""}), "waiting"),
    "ticket.called/1": (frozenset({"waiting"}), "called"),
    "ticket.recalled/1": (frozenset({"called"}), "called"),
    "ticket.started/1": (frozenset({"called"}), "serving"),
    "ticket.closed/1": (frozenset({"called", "serving"}), "served"),
    "ticket.noshow/1": (frozenset({"called"}), "noshow"),
    "ticket.cancelled/1": (frozenset({"waiting"}), "cancelled"),
    "ticket.transferred/1": (frozenset({"waiting", "called", "serving"}), "waiting"),
}
OUTCOMES = ("served", "noshow", "cancelled")


class Queue:
    """Reads the log `layanan` in its order: every number's way, and the counts of closed days."""

    def __init__(self) -> None:
        self.state: dict[str, str] = {}
        self.line: dict[str, int] = {}
        self.days: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(
            lambda: dict.fromkeys(("taken", *OUTCOMES), 0)
        )
        #: Closed numbers by the service that served them last: a transfer moves a number to another line.
        self.closed: defaultdict[tuple[int, str], int] = defaultdict(int)

    def read(self, place: int, entry: Mapping[str, Any]) -> None:
        """The next entry."""
        if entry["t"] in EVERYWHERE:
            return
        day = self.days[entry["service"], entry["d"]]
        if entry["t"] == "day.closed/1":
            self._day(place, entry, day)
            return
        before, after = MOVES[entry["t"]]
        number = entry["c"]
        if self.state.get(number, "") not in before:
            was = self.state.get(number) or "never taken"
            raise DoesNotHold("7.1", f"entry {place}: {entry['t']} of a number that is {was}")
        self.state[number] = after
        if entry["t"] == "ticket.taken/1":
            self.line[number] = entry["service"]
            day["taken"] += 1
        if entry["t"] == "ticket.transferred/1":
            self.line[number] = entry["to"]
        if after in OUTCOMES:
            day[after] += 1
        if after == "served":
            self.closed[self.line[number], entry["d"]] += 1

    def _day(self, place: int, entry: Mapping[str, Any], day: Mapping[str, int]) -> None:
        own = {**day, "expired": day["taken"] - sum(day[outcome] for outcome in OUTCOMES)}
        for name, count in own.items():
            if entry[name] != count:
                raise DoesNotHold("7.2", f"entry {place}, service {entry['service']}, {entry['d']}: {name} is "
                                         f"{entry[name]}, counted {count}")  # fmt: skip


def queue_of(entries: Iterable[Mapping[str, Any]]) -> Queue:
    """Steps 7.1 and 7.2 on a whole log `layanan`."""
    queue = Queue()
    for place, entry in enumerate(entries):
        queue.read(place, entry)
    return queue


# --- Files of evidence ---------------------------------------------------------------------------------------


def check_files(entries: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Step 10.1 on a whole log `spbe`: how many contents lie in `folder` as the record names them."""
    if not folder.is_dir():
        raise CannotAsk(f"there is no folder {folder}")
    faults, seen = [], set()
    for place, entry in enumerate(entries):
        name = entry.get("file", "") if entry["t"] == "evidence/1" else ""
        if not name or name in seen:
            continue
        seen.add(name)
        found, size = _hash_of(folder / name[:2] / name[2:4] / name)
        if not found:
            faults.append(f"entry {place} of {entry['d']}: {name} is missing")
        elif (found, size) != (name, entry["bytes"]):
            faults.append(f"entry {place} of {entry['d']}: {name} was swapped, its content is {found}")
    if faults:
        raise DoesNotHold("10.1", "; ".join(faults[:20]))
    return len(seen)


def _hash_of(file: Path) -> tuple[str, int]:
    """Digest and size of a file; empty when it cannot be read."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest(), content.tell()
    except OSError:
        return "", 0


# --- 7. Proof files, receipts, promises ----------------------------------------------------------------------

PROOF = b"c2sp.org/tlog-proof@v1\n"


@dataclass(frozen=True)
class Proof:
    """A proof file (C2SP tlog-proof); `extra` holds the entry itself."""

    extra: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes

    @classmethod
    def parse(cls, raw: bytes) -> Proof:
        """Form only."""
        head, blank, checkpoint = raw.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")[1:]
        except UnicodeDecodeError:
            lines = []
        if not raw.startswith(PROOF) or not blank or not lines:
            raise DoesNotHold("4.1", "this is no proof file")
        extra = b""
        if lines[0].startswith("extra "):
            extra = unbase64(lines.pop(0)[6:], "4.1", "the extra data")
        if not lines or not lines[0].startswith("index "):
            raise DoesNotHold("4.1", "the proof file names no index")
        index = whole_number(lines[0][6:], "4.1", "the index")
        if len(lines) - 1 > PATH_HASHES:
            raise DoesNotHold("4.1", "the proof file holds too many hashes")
        return cls(extra, index, tuple(unbase64(line, "4.1", "a hash", 32) for line in lines[1:]), checkpoint)


@dataclass(frozen=True)
class Promise:
    """A promise that an entry will stand in a log before a moment."""

    origin: str
    log: str
    leaf: bytes
    before: datetime
    note: Note

    @classmethod
    def parse(cls, raw: bytes) -> Promise:
        """Form only."""
        note = Note.parse(raw)
        lines = note.text.decode()[:-1].split("\n")
        if len(lines) != 4 or not lines[3].startswith("before "):
            raise DoesNotHold("4.4", "a promise has four lines: who, log, fingerprint, moment")
        try:
            before = datetime.fromisoformat(lines[3][7:])
        except ValueError:
            raise DoesNotHold("4.4", "the promise names no moment") from None
        if before.tzinfo is None:
            raise DoesNotHold("4.4", "the promise's moment has no offset")
        return cls(lines[0], lines[1], unbase64(lines[2], "4.4", "the fingerprint", 32), before, note)

    @classmethod
    def opened(cls, raw: bytes, key: Key) -> Promise:
        """Parsed and signed by `key`."""
        promise = cls.parse(raw)
        if key.kind != ED25519 or promise.origin != key.name:
            raise DoesNotHold("4.4", f"the promise is of {promise.origin!r}, the key of {key.name!r}")
        promise.note.require(key)
        return promise


def check_proof(proof: Proof, leaf: bytes, asked: Asked, key: Key) -> tuple[Checkpoint, list[int]]:
    """The entry `leaf` stands in the log at the place that the proof names."""
    point, times = asked.open(proof.checkpoint, key)
    told("1.3", f"{point.origin}, size {point.size}")
    if asked.policy.quorum != "none":
        told("1.5", f"{len(times)} witnesses")
    check_inclusion(proof.index, point.size, leaf_hash(leaf), proof.path, point.root)
    told("4.3", f"entry {proof.index}")
    entry = read_entry(leaf, proof.index)
    check_type(short_name(point.origin), entry, proof.index)
    told("3.2", entry["t"])
    return point, times


def read_receipt(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Entry, proof and promise in a receipt, after comparing the entry with fingerprint and random value."""
    try:
        receipt = json.loads(raw.decode("utf-8"))
        receipt = receipt.get("receipt", receipt)
        leaf, proof, promise = ((receipt.get(name) or "").encode() for name in ("leaf", "proof", "promise"))
        hashed, nonce = bytes.fromhex(receipt["fingerprint"]), receipt["nonce"]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise DoesNotHold("4.1", "a receipt is JSON with leaf, fingerprint and nonce") from None
    entry = read_entry(leaf, "of the receipt")
    check_type("skm", entry, "of the receipt")
    if leaf_hash(leaf) != hashed:
        raise DoesNotHold("4.2", "the fingerprint is of another entry")
    if entry.get("r") != nonce:
        raise DoesNotHold("4.2", "the entry does not hold the receipt's random value")
    return leaf, proof, promise


def check_promise(promise: Promise, source: Source | None, asked: Asked) -> int | None:
    """The place where the promised entry stands; None while the promise still runs."""
    if source is None:
        return None
    point, raws = read_log(source, asked)
    if point.origin != promise.log:
        raise DoesNotHold("4.4", f"the promise is about {promise.log}, this log is {point.origin}")
    for place, raw in enumerate(raws):
        if leaf_hash(raw) == promise.leaf:
            told("4.5", f"entry {place}")
            return place
    if asked.now >= promise.before:
        evidence = {"promise.note": promise.note.raw, **_evidence(point)}
        raise DoesNotHold(
            "4.5", f"BROKEN PROMISE: before {promise.before.isoformat()} the entry "
            f"{base64.b64encode(promise.leaf).decode()} should stand in {promise.log}; it is not among the "
            f"{point.size} entries of its checkpoint", evidence,
        )  # fmt: skip
    return None


# --- 8. Memory -----------------------------------------------------------------------------------------------


def prove_consistency(source: Source, old: int, new: int) -> list[bytes]:
    """RFC 6962 section 2.1.2, out of the tiles that the log serves for size `new`."""

    def row(level: int, index: int) -> bytes:
        width = min(WIDTH, (new >> 8 * level) - index // WIDTH * WIDTH)
        tile = source.tile(level, index // WIDTH, width) or b""
        hashed = tile[32 * (index % WIDTH) :][:32]
        if len(hashed) != 32:
            raise DoesNotHold("2.2", f"{tile_path(level, index // WIDTH, width)} is missing or too short")
        return hashed

    def tree(start: int, end: int) -> bytes:
        width = end - start
        depth = width.bit_length() - 1
        if width == 1 << depth and depth % 8 == 0:
            return row(depth // 8, start >> depth)
        half = 1 << (width - 1).bit_length() - 1
        return node(tree(start, start + half), tree(start + half, end))

    def path(start: int, end: int, known: int, whole: bool) -> list[bytes]:
        if known == end - start:
            return [] if whole else [tree(start, end)]
        half = 1 << (end - start - 1).bit_length() - 1
        if known <= half:
            return [*path(start, start + half, known, whole), tree(start + half, end)]
        return [*path(start + half, end, known - half, False), tree(start, start + half)]

    return path(0, new, old, True)


@dataclass
class Memory:
    """What a monitor remembers of one log."""

    key: Key
    point: Checkpoint
    peaks: Peaks
    seen: datetime

    @classmethod
    def load(cls, path: Path) -> Memory | None:
        """None when this log was never seen. Raises `CannotAsk` when the file was damaged."""
        if not path.exists():
            return None
        try:
            kept = json.loads(path.read_text("utf-8"))
            key = Key.parse(kept["vkey"])
            point = Checkpoint.opened(kept["checkpoint"].encode(), key)
            peaks = Peaks((level, bytes.fromhex(peak)) for level, peak in kept["peaks"])
            if (peaks.size, peaks.root()) != (point.size, point.root):
                raise ValueError("its hashes do not fit its checkpoint")
            return cls(key, point, peaks, datetime.fromisoformat(kept["seen"]))
        except (ValueError, KeyError, TypeError, AttributeError, OSError, DoesNotHold) as fault:
            raise CannotAsk(f"{path} cannot be used: {fault}") from None

    def save(self, path: Path) -> None:
        """Written aside and moved into place: an interrupted monitor remembers what it knew."""
        kept = {
            "vkey": self.key.line(), "checkpoint": self.point.note.raw.decode(), "seen": self.seen.isoformat(),
            "peaks": [[level, peak.hex()] for level, peak in self.peaks.peaks],
        }  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as fresh:
            json.dump(kept, fresh, indent=1)
            fresh.flush()
            os.fsync(fresh.fileno())
        os.replace(fresh.name, path)


def watch(source: Source, asked: Asked, memory: Memory | None) -> Memory:
    """The log's present state, after proving that it continues what is remembered. Steps 5.1 to 5.4."""
    raw = source.checkpoint()
    if memory is None:
        key = asked.key_of(source)
    else:
        key, named = source.successor(memory.key, raw), source.keys()
        if named and key not in named:
            note = Note.parse(raw)
            later = [
                each
                for each in heirs(key, source.handovers())
                if each in named and note.signed_by(each) is not None
            ]
            if not later:
                raise DoesNotHold("5.1", f"the log no longer names {key.line()}", _evidence(memory.point))
            key = later[-1]
    point, times = asked.open(raw, key)
    told("1.3", f"{point.origin}, size {point.size}")
    if memory is not None:
        _compare(source, memory.point, point)
    start = memory.point.size if memory else 0
    peaks = Peaks(memory.peaks.peaks if memory else ())
    fresh = list(source.entries(point.size, start))
    for entry in fresh:
        peaks.add(leaf_hash(entry))
    if peaks.root() != point.root:
        raise DoesNotHold("2.3", f"entries {start} to {point.size} give another root", _evidence(point))
    told("2.3", f"{len(fresh)} new entries")
    entries = read_entries(short_name(point.origin), fresh, start)
    told("3.2")
    seen = datetime.fromtimestamp(times[-1], UTC) if times else asked.now
    if memory is not None:
        _check_days(entries, memory.seen, asked.now, start)
    return Memory(key, point, peaks, seen)


def _compare(source: Source, old: Checkpoint, new: Checkpoint) -> None:
    evidence = _evidence(old, new)
    if new.size < old.size:
        raise DoesNotHold("5.2", f"it had {old.size} entries and now shows {new.size}", evidence)
    told("5.2")
    try:
        if old.size:
            path = prove_consistency(source, old.size, new.size)
            check_consistency(old.size, new.size, old.root, new.root, path)
    except DoesNotHold as fault:
        raise DoesNotHold("5.3", f"two signed states contradict each other: {fault.seen}", evidence) from None
    told("5.3", f"from size {old.size} to {new.size}")


def _check_days(entries: Sequence[Mapping[str, Any]], last: datetime, now: datetime, start: int) -> None:
    earliest, latest = (last - SLACK).date().isoformat(), (now + SLACK).date().isoformat()
    for place, entry in enumerate(entries, start):
        # Slips are made and voided on other days than theirs; a code is entered and counted later.
        if entry["t"].startswith(("ticket.", "day.")) and not earliest <= entry["d"] <= latest:
            raise DoesNotHold("5.4", f"entry {place} of {entry['d']} came after {last.date().isoformat()}")
    told("5.4")


# --- The commands --------------------------------------------------------------------------------------------


def fsck(options: argparse.Namespace, asked: Asked) -> None:
    """Recompute everything that a log says."""
    points: dict[str, Checkpoint] = {}
    for name, source in sources(options.place).items():
        point, raws = read_log(source, asked)
        log = short_name(point.origin)
        points[log] = point
        check_tiles(source, raws)
        told("2.2")
        entries = read_entries(log, raws)
        told("3.1")
        told("3.2", f"{len(entries)} entries")
        check_keys(source, point, entries)
        told("1.6")
        if log == "data":  # the last of `LOGS`: the others have been read
            check_frozen(entries, points)
            told("3.4")
        if log == "skm":
            survey_of(raws, entries)
            for step in ("3.3", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"):
                told(step)
        if log == "layanan":
            queue_of(entries)
            told("7.1")
            told("7.2")
        if log == "spbe" and options.files:
            told("10.1", f"{check_files(entries, Path(options.files))} files")
        print(f"{name}: holds")


def verify(options: argparse.Namespace, asked: Asked) -> None:
    """Check one file."""
    raw = sys.stdin.buffer.read(2**20 + 1) if options.file == "-" else _bytes(options.file)
    if len(raw) > 2**20:
        raise DoesNotHold("4.1", "the file is too large")
    source = Source(options.log) if options.log else None
    if raw.startswith(PROOF):
        proof = Proof.parse(raw)
        told("4.1")
        signed = proof.checkpoint
        leaf = _bytes(options.leaf) if options.leaf else proof.extra
        if not leaf:
            raise CannotAsk("the proof file does not hold the entry; give it with --leaf")
        point, times = check_proof(
            proof, leaf, asked, _key_for(Checkpoint.parse(signed).origin, source, asked, signed)
        )
        print(f"{'witnessed' if times else 'recorded'}: entry {proof.index} of {point.origin}")
    elif raw.lstrip()[:1] == b"{":
        _verify_receipt(raw, source, asked)
    elif b"\nbefore " in raw:
        _verify_promise(Promise.parse(raw), raw, source, asked)
    else:
        point, times = asked.open(raw, _key_for(Checkpoint.parse(raw).origin, source, asked, raw))
        told("1.3", f"{point.origin}, size {point.size}")
        print(f"checkpoint: {'witnessed' if times else 'signed'}")


def _verify_receipt(raw: bytes, source: Source | None, asked: Asked) -> None:
    leaf, proof, promised = read_receipt(raw)
    told("4.1")
    told("4.2", leaf_hash(leaf).hex())
    if proof:
        found = Proof.parse(proof)
        origin = Checkpoint.parse(found.checkpoint).origin
        check_proof(found, leaf, asked, _key_for(origin, source, asked, found.checkpoint))
    if promised:
        promise = Promise.parse(promised)
        if promise.leaf != leaf_hash(leaf):
            raise DoesNotHold("4.4", "the promise is about another entry")
        _verify_promise(promise, promised, source, asked)
    elif source is not None:
        point, raws = read_log(source, asked)
        if leaf not in raws:
            raise DoesNotHold("4.5", f"the entry is not among the {point.size} entries of {point.origin}")
        print(f"recorded: entry {raws.index(leaf)} of {point.origin}")


def _verify_promise(promise: Promise, raw: bytes, source: Source | None, asked: Asked) -> None:
    key = asked.keys.get(promise.origin)
    if key is None and source is not None and not asked.keys:
        key = next((one for one in source.keys("janji.vkey") if one.name == promise.origin), None)
        if key is not None:
            print(f"note: believing the key that the log names itself: {key.line()}")
    if key is None:
        raise CannotAsk(f"give the key of {promise.origin} with --vkey")
    if source is not None:
        key = source.successor(key, raw, "janji.keys", older=True)
    Promise.opened(raw, key)
    told("4.4", f"before {promise.before.isoformat()}")
    place = check_promise(promise, source, asked)
    if place is not None:
        print(f"recorded: entry {place} of {promise.log}")
    elif source is None:
        print("promised: add --log URL to see whether the promise was kept")
    else:
        print(f"promised: not there yet; the promise runs until {promise.before.isoformat()}")


def _key_for(origin: str, source: Source | None, asked: Asked, raw: bytes) -> Key:
    if not asked.keys and source is None:
        raise CannotAsk(f"give the key of {origin} with --vkey or --policy, or its address with --log")
    key = asked.key_named(origin) if asked.keys or source is None else asked.key_of(source)
    return key if source is None else source.successor(key, raw, older=True)


def monitor(options: argparse.Namespace, asked: Asked) -> None:
    """Compare with what was seen before, and remember."""
    for name, source in sources(options.place).items():
        origin = Checkpoint.parse(source.checkpoint()).origin
        number = hashlib.sha256(f"{options.place} {name}".encode()).hexdigest()[:16]
        path = Path(options.state) / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}-{number}.json"
        memory = Memory.load(path)
        if memory is not None and memory.point.origin != origin:
            raise DoesNotHold(
                "5.1", f"the log was {memory.point.origin} and is now {origin}", _evidence(memory.point)
            )
        fresh = watch(source, asked, memory)
        fresh.save(path)
        print(f"{name}: {'continues' if memory else 'seen for the first time'}, size {fresh.point.size}")


def _only(place: str, name: str) -> Source:
    found = sources(place)
    if name not in found:
        raise CannotAsk(f"there is no log {name} at {place}")
    return found[name]


def ikm(options: argparse.Namespace, asked: Asked) -> None:
    """The index of each service in a month, from the answers; it has to be what was published."""
    if not _MONTH(options.period):
        raise CannotAsk("--period is a month, for example 2026-11")
    point, raws = read_log(_only(options.place, "skm"), asked, quiet=options.json)
    survey = survey_of(raws, read_entries("skm", raws))
    rows = []
    for (service, period), tally in sorted(survey.tallies.items()):
        if period != options.period or options.service not in (None, service):
            continue
        entry, own = survey.published.get((service, period)), tally.hundredths()
        rows.append({
            "service": service, "period": period, "answers": tally.answers, "codes": tally.codes,
            "answered": tally.answered, "sums": tally.sums, "ikm": _decimal(own),
            "published": _decimal(entry["hundredths"]) if entry else None,
            "since": tally.answers - entry["answers"] if entry else tally.answers,
        })  # fmt: skip
    if options.json:
        print(json.dumps({"origin": point.origin, "size": point.size, "services": rows}))
        return
    told("6.4")
    told("6.5")
    told("6.6")
    print("service  answers  codes     IKM  published  answers since")
    for row in rows:
        print(f"{row['service']:7}  {row['answers']:7}  {row['codes']:5}  {row['ikm'] or '-':>6}"
              f"  {row['published'] or '-':>9}  {row['since']:13}")  # fmt: skip


def _decimal(hundredths: int | None) -> str | None:
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def counts(options: argparse.Namespace, asked: Asked) -> None:
    """Numbers and codes by service and day: never more codes out than numbers closed."""
    found = sources(options.place)
    if not {"layanan", "skm"} <= found.keys():
        raise CannotAsk("counts need the logs layanan and skm: give the address of the site")
    _, raws = read_log(found["layanan"], asked, quiet=options.json)
    queue = queue_of(read_entries("layanan", raws))
    _, raws = read_log(found["skm"], asked, quiet=options.json)
    survey = survey_of(raws, read_entries("skm", raws))
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    for service, day in sorted(survey.days.keys() | queue.closed.keys(), key=lambda one: (one[1], one[0])):
        row: dict[str, Any] = {"service": service, "day": day, "closed": queue.closed[service, day]}
        row |= survey.days[service, day]
        rows.append(row)
        if max(row["phone"], row["printed"] - row["void"]) > row["closed"] and day < _today(asked):
            wrong.append(f"service {service}, {day}: {row['phone']} phone codes and {row['printed'] - row['void']}"
                         f" slips out, {row['closed']} numbers closed")  # fmt: skip
        if (said := survey.counted.get((service, day))) and said["closed"] != row["closed"]:
            wrong.append(f"service {service}, {day}: {said['closed']} closed were told, the queue's log has "
                         f"{row['closed']}")  # fmt: skip
    if options.json:
        print(json.dumps({"days": rows}))
    else:
        print("day         service  closed  phone  answered  printed  void  answered")
        for row in rows:
            print(f"{row['day']}  {row['service']:7}  {row['closed']:6}  {row['phone']:5}  {row['own']:8}"
                  f"  {row['printed']:7}  {row['void']:4}  {row['slip']:8}")  # fmt: skip
    if wrong:
        raise DoesNotHold("7.3", "; ".join(wrong))
    if not options.json:
        told("7.1")
        told("7.2")
        told("7.3")


def _today(asked: Asked) -> str:
    """Days before this one have ended everywhere in Indonesia; slips of a running day are still in the box."""
    return (asked.now + timedelta(hours=7)).date().isoformat()


def diff(options: argparse.Namespace, asked: Asked) -> None:
    """Two copies of one log: the longer continues the shorter, entry by entry."""
    one, raws = read_log(Source(options.one), asked)
    other, others = read_log(Source(options.other), asked)
    evidence = _evidence(one, other)
    if one.origin != other.origin:
        raise DoesNotHold("8.1", f"{one.origin} and {other.origin} are two logs", evidence)
    for place, (left, right) in enumerate(zip(raws, others, strict=False)):
        if left != right:
            raise DoesNotHold("8.1", f"entry {place} differs: {left[:200]!r} and {right[:200]!r}", evidence)
    told("8.1", f"sizes {one.size} and {other.size}")


class _Scripts(HTMLParser):
    """What a page would run: the addresses of its scripts, and whatever else could act."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.loaded.append(str(given["src"]))
        elif tag == "script" and given.get("type") != "application/json":
            self.odd.append("a script inside the page")
        if tag in ("iframe", "object", "embed", "base", "frame", "portal"):
            self.odd.append(f"<{tag}>")
        self.odd += [f"{tag} {name}" for name in given if name.startswith("on") or name == "srcdoc"]
        self.odd += [
            f"{tag} {name}" for name, value in attrs if re.match(r"\s*javascript:", value or "", re.I)
        ]
        self.loaded += [str(given[name]) for name in ("data-ed25519",) if given.get(name)]


def release(options: argparse.Namespace, asked: Asked) -> None:
    """The page that checks in the browser, and every script of the site, against the newest `release/1`."""
    site = Source(options.place)
    data = Source(options.data) if options.data else _only(options.place, "data")
    _, raws = read_log(data, asked)
    found = [entry for entry in read_entries("data", raws) if entry["t"] == "release/1"]
    if not found:
        raise DoesNotHold("9.1", "the record names no release")
    files: dict[str, str] = found[-1]["files"]
    page = _Scripts()
    page.feed((_served(site, "/periksa/") or b"").decode("utf-8", "replace"))
    unknown = [address for address in page.loaded if address not in files]
    if unknown or page.odd or not page.loaded:
        seen = ", ".join([*unknown, *page.odd]) or "it loads none at all"
        raise DoesNotHold("9.1", f"/periksa/ of {options.place}: {seen[:300]}")
    told("9.1", f"release {found[-1]['version']} of {found[-1]['d']}")
    for address, hashed in sorted(files.items()):
        raw = _served(site, address)
        if raw is None or hashlib.sha256(raw).hexdigest() != hashed:
            raise DoesNotHold("9.2", f"{address} is {'missing' if raw is None else 'another file'}")
    told("9.2", f"{len(files)} files")


def _served(site: Source, address: str) -> bytes | None:
    return site.file(address.lstrip("/"))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise CannotAsk(f"{path}: {fault.strerror}") from None


def _asked(options: argparse.Namespace) -> Asked:
    asked = Asked()
    if options.policy:
        asked.policy = Policy.parse(_bytes(options.policy).decode("utf-8", "surrogateescape"))
        asked.keys.update(asked.policy.logs)
    for given in options.vkey or ():
        lines = [given] if "+" in given else _bytes(given).decode("utf-8", "replace").split("\n")
        for line in filter(None, map(str.strip, lines)):
            try:
                key = Key.parse(line)
            except DoesNotHold as fault:
                raise CannotAsk(f"--vkey {given}: {fault.seen}") from None
            asked.keys[key.name] = key
    if options.now:
        try:
            asked.now = datetime.fromisoformat(options.now)
        except ValueError:
            raise CannotAsk("--now is a moment with offset, for example 2026-11-22T08:00:00+07:00") from None
        if asked.now.tzinfo is None:
            raise CannotAsk("--now needs an offset, for example +07:00")
    return asked


def parser() -> argparse.ArgumentParser:
    """The command line."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--vkey", action="append", metavar="KEY|FILE", help="a key that you believe; may be repeated"
    )
    shared.add_argument("--policy", metavar="FILE", help="logs, witnesses, quorum that you believe")
    shared.add_argument("--now", metavar="MOMENT", help="pretend that it is this moment")
    shared.add_argument(
        "--evidence", metavar="DIR", default="pendopo-evidence", help="where proof of a fault is left"
    )
    top = argparse.ArgumentParser(
        prog="pendopo_verify", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    verbs = top.add_subparsers(dest="verb", required=True)

    def verb(run: Callable[[argparse.Namespace, Asked], None], *places: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(run.__name__, parents=[shared], help=run.__doc__, description=run.__doc__)
        made.set_defaults(run=run)
        for place in places:
            made.add_argument(place)
        return made

    verb(fsck, "place").add_argument(
        "--files", metavar="DIR", help="the folder of evidence: compare its files with the record"
    )
    checked = verb(verify, "file")
    checked.add_argument("--log", metavar="URL|DIR", help="the log in which the entry has to stand")
    checked.add_argument("--leaf", metavar="FILE", help="the entry, when the proof file does not hold it")
    verb(monitor, "place").add_argument(
        "--state", metavar="DIR", default="pendopo-monitor", help="its memory"
    )
    index = verb(ikm, "place")
    index.add_argument("--period", required=True, help="a month, for example 2026-11")
    index.add_argument("--service", type=int)
    index.add_argument("--json", action="store_true")
    verb(counts, "place").add_argument("--json", action="store_true")
    verb(diff, "one", "other")
    verb(release, "place").add_argument(
        "--data", metavar="URL|DIR", help="the log `data`, from somebody else than the site"
    )
    return top


def _keep(evidence: Mapping[str, bytes], folder: str) -> None:
    if not evidence:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, raw in evidence.items():
            (Path(folder) / name).write_bytes(raw)
        print(f"evidence, signed by the log itself: {folder}/{', '.join(evidence)}", file=sys.stderr)
    except OSError as fault:
        print(f"the evidence could not be kept: {fault}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        options.run(options, _asked(options))
    except DoesNotHold as fault:
        print(fault, file=sys.stderr)
        _keep(fault.evidence, options.evidence)
        return 1
    except CannotAsk as fault:
        print(f"cannot be checked: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
