"""How far the witnesses have seen our logs: what decides between "dicatat" and "disaksikan"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.models import Cosignature, SeenLog, TreeHead, WitnessContact

#: After so long without a quorum the operator is alarmed.
OVERDUE = timedelta(hours=24)
#: So many cosignatures are looked through for the newest quorum.
_MOST = 2000


@dataclass(frozen=True)
class Witnessed:
    """The newest checkpoint of a log under which a quorum of witnesses has signed.

    `size` is 0 and `at` None when there is none yet; `note` is that checkpoint with all signatures.
    `asked` is False when the policy asks for no witnesses.
    """

    log: str
    size: int
    at: datetime | None
    note: str
    asked: bool

    def covers(self, place: int) -> bool:
        """Whether the entry at `place` is "disaksikan"; else it is at most "dicatat"."""
        return place < self.size

    def is_overdue(self, now: datetime) -> bool:
        """Whether witnesses are wanted and have been silent for too long."""
        return self.asked and (self.at is None or now - self.at > OVERDUE)


@dataclass(frozen=True)
class WitnessState:
    """One witness of a log, for the operator. `asked_at` is None for one that has never been in touch."""

    name: str
    vkey: str
    url: str
    size: int
    asked_at: datetime | None
    trouble: str
    contradicts: bool


@dataclass(frozen=True)
class SeenState:
    """A log of somebody else that we witness."""

    origin: str
    size: int
    seen_at: datetime | None


def witnessed(log: str, policy: Policy) -> Witnessed:
    """The newest checkpoint of `log` that is "disaksikan" under `policy`."""
    names = {witness.key.vkey: witness.name for witness in policy.witnesses}
    if policy.asks_for_witnesses():
        for size, rows in _by_size(log):
            if policy.is_met({names[row.vkey] for row in rows if row.vkey in names}):
                at = max(row.witnessed_at for row in rows if row.vkey in names)
                return Witnessed(log, size, at, cosigned_note(log, size), True)
    return Witnessed(log, 0, None, "", policy.asks_for_witnesses())


def cosigned_note(log: str, size: int) -> str:
    """The checkpoint that our log has signed at `size`, with the lines of its witnesses; empty when there is none."""
    note = TreeHead.objects.filter(log=log, size=size).values_list("note", flat=True).first()
    if not note:
        return ""
    rows = Cosignature.objects.filter(log=log, size=size).order_by("witnessed_at", "vkey")
    return str(note) + "".join(rows.values_list("line", flat=True))


def witness_states(log: str, policy: Policy) -> list[WitnessState]:
    """Every witness of the policy, and how it stands with `log`."""
    contacts = {row.vkey: row for row in WitnessContact.objects.filter(log=log)}
    return [_state(one.name, one.key.vkey, one.url, contacts.get(one.key.vkey)) for one in policy.witnesses]


def seen_logs(policy: Policy) -> list[SeenState]:
    """The logs that we witness, and what we have seen of them."""
    seen = {row.origin: row for row in SeenLog.objects.filter(origin__in=[log.origin for log in policy.logs])}
    return [
        SeenState(log.origin, seen[log.origin].size, seen[log.origin].seen_at)
        if log.origin in seen
        else SeenState(log.origin, 0, None)
        for log in policy.logs
    ]


@dataclass(frozen=True)
class Contact:
    """How far a witness knows a log, and how it went when it was asked last."""

    size: int
    asked_at: datetime
    trouble: str
    contradicts: bool


def contacts(log: str) -> dict[str, Contact]:
    """The witnesses of `log` that have been asked, by their keys."""
    rows = WitnessContact.objects.filter(log=log)
    return {row.vkey: Contact(row.size, row.asked_at, row.trouble, row.contradicts) for row in rows}


def cosignature_lines(log: str, size: int) -> list[str]:
    """The signature lines of witnesses under a checkpoint, the earliest first."""
    rows = Cosignature.objects.filter(log=log, size=size).order_by("witnessed_at", "vkey")
    return list(rows.values_list("line", flat=True))


def have_signed(log: str, size: int, text: str) -> bool:
    """Whether our log has signed exactly this checkpoint."""
    note = TreeHead.objects.filter(log=log, size=size).values_list("note", flat=True).first()
    return bool(note) and note.rpartition("\n\n")[0] + "\n" == text


def _by_size(log: str) -> Iterator[tuple[int, list[Cosignature]]]:
    """Cosignatures in groups of one checkpoint, the newest checkpoint first."""
    rows = Cosignature.objects.filter(log=log).order_by("-size")[:_MOST]
    for size, group in groupby(rows, key=lambda row: row.size):
        yield size, list(group)


def _state(name: str, vkey: str, url: str, contact: WitnessContact | None) -> WitnessState:
    if contact is None:
        return WitnessState(name, vkey, url, 0, None, "", False)
    return WitnessState(name, vkey, url, contact.size, contact.asked_at, contact.trouble, contact.contradicts)
