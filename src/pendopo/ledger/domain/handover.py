"""One key hands over to the next: a signed note that says so, which stands in the log as `key/1`.

The note has four lines: the name of both keys, `key` and the new verifier key, `after` and the old one, `day` and the
day. Both keys sign it: the old one says who follows, the new one that somebody holds it. So whoever knows the first
key of a log can follow to its present one without believing anybody.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.ledger.domain import notes

#: How long both keys sign: who compares once a month meets a note that the key he knows has signed.
BOTH_SIGN = timedelta(days=30)
_TEXT = re.compile(
    r"(?P<name>[^\n]+)\nkey (?P<new>[^\n]+)\nafter (?P<old>[^\n]+)\nday (?P<day>\d{4}-\d\d-\d\d)\n"
)


@dataclass(frozen=True)
class Handover:
    """From `day` on the key `new` signs, too, and some time later alone. `note` proves it."""

    old: notes.Verifier
    new: notes.Verifier
    day: date
    note: str


def hand_over(old: notes.Signer, new: notes.Signer, day: date) -> Handover:
    """The handover, signed by both keys. Raises `NoteRejected` for keys of different names."""
    text = f"{old.name}\nkey {new.verifier.vkey}\nafter {old.verifier.vkey}\nday {day.isoformat()}\n"
    return read_handover(notes.sign(text, [old, new]))


def read_handover(note: str) -> Handover:
    """The handover in `note`, after checking both signatures. Raises `NoteRejected`."""
    text, _ = notes.parse_note(note)
    found = _TEXT.fullmatch(text)
    if found is None:
        raise notes.NoteRejected("a handover has four lines: name, key, after, day")
    old, new = notes.parse_vkey(found["old"]), notes.parse_vkey(found["new"])
    if not found["name"] == old.name == new.name or old == new or {old.kind, new.kind} != {notes.ED25519}:
        raise notes.NoteRejected("a handover is between two keys of one name")
    if len(notes.open_note(note, [old, new]).verified) != 2:
        raise notes.NoteRejected("a handover is signed by both keys")
    try:
        return Handover(old, new, date.fromisoformat(found["day"]), note)
    except ValueError:
        raise notes.NoteRejected("a handover names a day") from None


def follow(
    key: notes.Verifier, handovers: Iterable[str], has_signed: Callable[[notes.Verifier], bool]
) -> notes.Verifier:
    """The key that has signed: `key`, or one to which it has handed over. `key` itself when none has.

    `handovers` are notes in order, believed no more than their signatures. Raises `NoteRejected`.
    """
    now = key
    for note in handovers:
        if has_signed(now):
            return now
        handover = read_handover(note)
        if handover.old == now:
            now = handover.new
    return now if has_signed(now) else key
