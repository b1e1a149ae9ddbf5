"""Witnessing the logs of others, and keeping what others have signed of ours."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from pendopo.ledger.domain import merkle, notes, witnessing
from pendopo.ledger.domain.checkpoint import parse_checkpoint
from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.domain.witnessing import Refusal
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.files.writing import write_whole
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.queries import witnesses
from pendopo.ledger.remote import asking
from pendopo.ledger.store import tree
from pendopo.ledger.store import witnessing as store

#: A witness that knows everything is asked again after so long: its signature tells that this is still the newest.
AGAIN = timedelta(hours=1)
#: A clock that is further ahead than this is wrong; a signature that is older tells too little of today.
AHEAD, BEHIND = timedelta(minutes=10), timedelta(days=1)


def add_checkpoint(*, body: bytes, policy: Policy, witness: notes.Signer, now: datetime) -> str:
    """Cosign the checkpoint in `body` (c2sp.org/tlog-witness): the signature line, or `Refusal` with its status.

    What has been seen is compared and kept in one transaction, which is over before anybody gets the signature.
    """
    submission = witnessing.read_submission(body)
    witnessing.admit(submission, policy)
    with transaction.atomic():
        seen = store.seen_for_update(submission.checkpoint.origin, now)
        store.keep_seen(
            submission.checkpoint.origin, witnessing.follow(submission, seen), submission.note, now
        )
    return notes.cosign(submission.checkpoint.text, witness, int(now.timestamp())).line


def ask_witnesses(*, log: str, policy: Policy, now: datetime, anew: bool = False) -> bool:
    """Ask the witnesses of `log` that have an address and do not know its newest signed head; whether one signed.

    With `anew` those are asked, too, who knew it a moment ago. A witness that contradicts halts the log: nothing
    more is signed until somebody has looked. The others' troubles are noted, and stop nothing. Not inside a
    transaction: it waits for others.
    """
    head = logs.signed_head(log)
    if not head.note:
        return False
    text, _ = notes.parse_note(head.note)
    checkpoint, signed = parse_checkpoint(text), False
    known = witnesses.contacts(log)
    for witness in policy.witnesses:
        contact = known.get(witness.key.vkey)
        if not witness.url or (contact and not anew and _is_fresh(contact, head.size, now)):
            continue
        read = logs.reader(log, head.size)
        asked = asking.ask(
            witness,
            head.note,
            checkpoint,
            contact.size if contact else 0,
            lambda old, read=read: merkle.consistency_proof(old, checkpoint.size, read),
        )
        _keep(log, witness.key, asked, now)
        signed = signed or asked.cosignature is not None
    return signed


def take_cosignature(*, note: bytes, logs: dict[str, str], policy: Policy, now: datetime) -> str:
    """Keep the cosignatures that a witness without an address hands in with our checkpoint; the name of the log.

    `logs` leads from the origin of each of our logs to its name. Raises `Refusal`: 400 for what is no note, 404
    for a log that is not ours, 403 when no witness of `policy` has signed, 409 when the checkpoint is not ours.
    """
    try:
        text, _ = notes.parse_note(note)
        checkpoint = parse_checkpoint(text)
    except notes.NoteRejected as fault:
        raise Refusal(400, str(fault)) from None
    log = logs.get(checkpoint.origin)
    if log is None:
        raise Refusal(404, "unknown log: it is not one of ours")
    keys = [witness.key for witness in policy.witnesses]
    try:
        opened = notes.open_note(note, keys)
    except notes.NoteRejected:
        raise Refusal(403, "no witness of our policy has signed this") from None
    if not witnesses.have_signed(log, checkpoint.size, text):
        raise Refusal(409, "we have signed no such checkpoint: if our key has, keep it as evidence")
    for signature in opened.verified:
        key = next(one for one in keys if (one.name, one.id) == (signature.name, signature.key_id))
        if fault := _clock_fault(signature, now):
            raise Refusal(403, fault)
        _keep(log, key, asking.Asked(checkpoint.size, signature), now)
    return log


def publish_witnessed(*, log: str, archive: Archive, policy: Policy) -> int:
    """Write the newest checkpoint that a quorum has signed beside the newest one, as `witnessed`; its size, or 0.

    A busy log is often one step ahead of its witnesses: who needs their word reads this file.
    """
    found = witnesses.witnessed(log, policy)
    file = archive.public(log) / "witnessed"
    if found.note and not (file.exists() and file.read_text() == found.note):
        write_whole(file, found.note.encode())
        # Smaller ones are never shown again: the newest that a quorum has signed covers all before it.
        store.prune_cosignatures(log, found.size)
    return found.size


def _is_fresh(contact: witnesses.Contact, size: int, now: datetime) -> bool:
    return contact.size == size and not contact.trouble and now - contact.asked_at < AGAIN


def _keep(log: str, key: notes.Verifier, asked: asking.Asked, now: datetime) -> None:
    if asked.cosignature is not None and (fault := _clock_fault(asked.cosignature, now)):
        asked = asking.Asked(asked.size, trouble=fault)
    with transaction.atomic():
        if asked.cosignature is not None:
            store.add_cosignature(
                log, asked.size, key.vkey, asked.cosignature.line, _moment(asked.cosignature)
            )
        store.note_contact(log, key.vkey, asked.size, now, asked.trouble, asked.contradicts)
        if asked.contradicts:
            tree.keep_halt(
                log,
                Trouble.CONTRADICTED,
                f"The witness {key.name} contradicts: {asked.trouble}",
                now,
                frozen=True,
            )


def _clock_fault(cosignature: notes.Signature, now: datetime) -> str:
    """What is wrong with the time of a signature; empty when nothing is. Witnesses are the only other clock."""
    if _moment(cosignature) > now + AHEAD:
        return "its clock is ahead of ours"
    if _moment(cosignature) < now - BEHIND:
        return "its signature is older than a day, or its clock is behind"
    return ""


def _moment(cosignature: notes.Signature) -> datetime:
    """When the witness signed, by its own clock; the far future for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(cosignature.seconds or 0, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC)
