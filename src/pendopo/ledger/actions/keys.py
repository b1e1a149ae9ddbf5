"""A log gets another key: announced in the log, signed by the old one, and for a month both sign."""

from contextlib import suppress
from datetime import date

from django.db import transaction

from pendopo.ledger.actions.recording import append
from pendopo.ledger.domain import names, notes
from pendopo.ledger.domain.handover import BOTH_SIGN, Handover, hand_over, read_handover
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.queries.rules import rules


class NotRotated(Exception):
    """The keys stay as they are; the message says why."""


def rotate(key: str, archive: Archive, *, seed: bytes, day: date) -> Handover:
    """Give `key` (a log's name, or `skm-janji`) a successor made of 32 random bytes; both sign from now on.

    What a crash has interrupted is finished by the next call. Raises `NotRotated` while a change is under way.
    """
    signers = archive.signers(key)
    if len(signers) > 1 and _announced(key, signers[0].verifier):
        raise NotRotated(f"Two keys sign {key} already. First: ./pendopo ledger retire {key}")
    old = signers[-1]
    new = signers[0] if len(signers) > 1 else notes.new_signer(old.name, seed)
    handover = hand_over(old, new, day)
    with transaction.atomic():
        append(names.log_of(key), [{"t": "key/1", "d": day.isoformat(), "note": handover.note}])
        # Before the entry is there: a key that is announced and lost would end the log.
        archive.keep_signers(key, (new, old))
    return handover


def retire(key: str, archive: Archive, *, day: date) -> notes.Verifier:
    """Destroy the old secret key, after which the new one signs alone; the public half of the old one.

    Raises `NotRotated` before both have signed for `BOTH_SIGN`.
    """
    signers = archive.signers(key)
    handover = _announced(key, signers[0].verifier)
    if len(signers) < 2 or handover is None:
        raise NotRotated(f"Only one key signs {key}. A new one comes by: ./pendopo ledger rotate {key}")
    first = handover.day + BOTH_SIGN
    if day < first:
        raise NotRotated(f"The old key of {key} signs until {first}, so that everybody meets the new one.")
    archive.keep_signers(key, signers[:1])
    return handover.old


def handovers(key: str) -> list[tuple[int, str]]:
    """The changes of a key that stand in its log: place and note, oldest first."""
    return [(place, handover.note) for place, handover in _known(key) if place is not None]


def _announced(key: str, new: notes.Verifier) -> Handover | None:
    return next((handover for _, handover in _known(key) if handover.new == new), None)


def _known(key: str) -> list[tuple[int | None, Handover]]:
    """An entry that no program of ours wrote is for verifiers to find; it must not stop the log here."""
    found = []
    for rule in rules(names.log_of(key), "key/1"):
        with suppress(notes.NoteRejected):
            handover = read_handover(rule.entry["note"])
            if names.is_key(key, handover.new.name):
                found.append((rule.place, handover))
    return found
