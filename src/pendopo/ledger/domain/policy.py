"""Policy files: which logs and witnesses somebody trusts, and how many witnesses are enough (C2SP tlog-policy).

    log mpp.example.go.id/log/skm+0a1b2c3d+AT… https://mpp.example.go.id/log/skm
    witness kabupaten kabupaten.example.go.id/witness+4e5f6a7b+BH… https://kabupaten.example.go.id/witness
    witness kampus witness.example.ac.id+8c9d0e1f+BK…
    group saksi any kabupaten kampus
    quorum saksi

The same form serves both sides: a log's own policy names its witnesses, a witness's policy names its logs.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pendopo.ledger.domain import notes

#: The predefined quorum that asks for no witness at all.
NONE = "none"
#: A file that is longer is no policy of ours (C2SP asks for at least 32 logs, witnesses and groups).
LONGEST = 64 * 1024


class PolicyFault(ValueError):
    """The file is no policy; the message names the line."""


@dataclass(frozen=True)
class KnownLog:
    """A log that is trusted to be itself: its key's name is its origin. `url` may be empty."""

    key: notes.Verifier
    url: str

    @property
    def origin(self) -> str:
        return self.key.name


@dataclass(frozen=True)
class Witness:
    """Somebody who cosigns. `name` means something in this file only; `url` is empty for one behind a NAT."""

    name: str
    key: notes.Verifier
    url: str


@dataclass(frozen=True)
class Group:
    """Witnesses, or groups of them, of which at least `threshold` have to agree."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Everything that a policy file says."""

    logs: tuple[KnownLog, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    def log(self, origin: str) -> tuple[notes.Verifier, ...]:
        """The keys trusted for `origin`; empty when the log is unknown. Two of them during a rotation."""
        return tuple(log.key for log in self.logs if log.origin == origin)

    def is_met(self, cosigned: Collection[str]) -> bool:
        """Whether the witnesses named in `cosigned` are a quorum."""
        return self.quorum == NONE or self._agrees(self.quorum, cosigned)

    def asks_for_witnesses(self) -> bool:
        """Whether anything has to be cosigned at all."""
        return self.quorum != NONE

    def _agrees(self, name: str, cosigned: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in cosigned
        return sum(self._agrees(member, cosigned) for member in group.members) >= group.threshold


def read_policy(text: str) -> Policy:
    """The policy written in `text`. Raises `PolicyFault`."""
    if len(text) > LONGEST:
        raise PolicyFault(f"a policy has at most {LONGEST} characters")
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
            raise PolicyFault(f"line {number}: only tabs and newlines may stand in it as control characters")
        words = re.split(r"[ \t]+", line.strip(" \t"))
        if words != [""] and not words[0].startswith("#"):
            try:
                reading.take(words[0], words[1:])
            except ValueError as fault:
                raise PolicyFault(f"line {number}: {fault}") from None
    return reading.policy()


class _Reading:
    """What has been read so far: lines may refer to names of earlier lines only."""

    def __init__(self) -> None:
        self._logs: list[KnownLog] = []
        self._witnesses: list[Witness] = []
        self._groups: dict[str, Group] = {}
        self._members: set[str] = set()
        self._quorum: str | None = None

    def take(self, word: str, rest: Sequence[str]) -> None:
        lines = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._set_quorum}
        if word not in lines:
            raise ValueError(f"{word[:40]!r} is not log, witness, group or quorum")
        lines[word](rest)

    def policy(self) -> Policy:
        if self._quorum is None:
            raise PolicyFault("the quorum line is missing")
        return Policy(tuple(self._logs), tuple(self._witnesses), self._groups, self._quorum)

    def _log(self, rest: Sequence[str]) -> None:
        vkey, url = _one_or_two(rest, "log VKEY [URL]")
        key = notes.parse_vkey(vkey)
        if key.kind != notes.ED25519:
            raise ValueError("the key is not that of a log")
        if any(log.key.key == key.key for log in self._logs):
            raise ValueError("this log's key stands twice")
        self._logs.append(KnownLog(key, url))

    def _witness(self, rest: Sequence[str]) -> None:
        if not rest:
            raise ValueError("write: witness NAME VKEY [URL]")
        vkey, url = _one_or_two(rest[1:], "witness NAME VKEY [URL]")
        self._must_be_new(rest[0])
        key = notes.parse_vkey(vkey)
        if key.kind != notes.COSIGNATURE:
            raise ValueError("the key is not that of a witness")
        if any(witness.key.key == key.key for witness in self._witnesses):
            raise ValueError("this witness's key stands twice")
        self._witnesses.append(Witness(rest[0], key, url))

    def _group(self, rest: Sequence[str]) -> None:
        if len(rest) < 3:
            raise ValueError("write: group NAME all|any|NUMBER MEMBER...")
        name, wanted, *members = rest
        self._must_be_new(name)
        for member in members:
            if not self._knows(member):
                raise ValueError(f"{member!r} has not been defined before")
            if member in self._members:
                raise ValueError(f"{member!r} is a member of a group already")
            self._members.add(member)
        self._groups[name] = Group(_threshold(wanted, len(members)), tuple(members))

    def _set_quorum(self, rest: Sequence[str]) -> None:
        if self._quorum is not None:
            raise ValueError("there is one quorum only")
        if len(rest) != 1 or not (rest[0] == NONE or self._knows(rest[0])):
            raise ValueError("write: quorum NAME, with a name defined before, or quorum none")
        self._quorum = rest[0]

    def _knows(self, name: str) -> bool:
        return name in self._groups or any(witness.name == name for witness in self._witnesses)

    def _must_be_new(self, name: str) -> None:
        if name == NONE or self._knows(name):
            raise ValueError(f"the name {name!r} is taken")


def _one_or_two(words: Sequence[str], form: str) -> tuple[str, str]:
    if not 1 <= len(words) <= 2:
        raise ValueError(f"write: {form}")
    return words[0], words[1] if len(words) == 2 else ""


def _threshold(wanted: str, members: int) -> int:
    if wanted in ("all", "any"):
        return members if wanted == "all" else 1
    if not re.fullmatch(r"[1-9]\d{0,3}", wanted, re.ASCII) or int(wanted) > members:
        raise ValueError(f"of {members} members {wanted!r} cannot agree")
    return int(wanted)
