"""Evidence comes in, is used for indicators, is replaced and withdrawn. Nothing of it is ever changed or deleted."""

import uuid
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.assessment.actions.record import LOG, new_salt
from pendopo.assessment.domain.evidence import EvidenceNotFound, Facts, check_address, check_facts, entry
from pendopo.assessment.domain.pieces import (
    LONGEST_PASSAGE,
    At,
    NewPiece,
    Owner,
    Piece,
    Reach,
    Upload,
    require_attachable,
)
from pendopo.assessment.domain.roles import agencies_of
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.files.intake import Accepted, Intake
from pendopo.assessment.queries.evidence import gathered, reach, unfinished
from pendopo.assessment.queries.standing import standing
from pendopo.assessment.store import evidence as store
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import new_id
from pendopo.ledger.actions import append
from pendopo.ledger.domain.entries import write_entry
from pendopo.ledger.domain.merkle import leaf_hash


def add_evidence(
    *,
    intake: Intake,
    place: At | Owner,
    source: Upload | str,
    facts: Facts,
    actor: Actor,
    now: datetime,
) -> uuid.UUID:
    """Take in a file, or a web address, as evidence; returns its id.

    Raises a `FileRefused`, `ScannerAway`, `NoSpace`, `Invalid` with the form's field, `Forbidden`, and what
    `require_attachable` raises. Whatever is refused leaves nothing. The same file told the same way is one piece, so
    that sending twice does no harm.
    """
    owner, here = _owner(place, actor, now)
    check_facts(facts, today=local_day(now, owner.zone))
    blank = NewPiece(new_id(), owner.government_id, owner.agency_id, facts, now, actor.account_id)
    if isinstance(source, str):
        with transaction.atomic():
            store.add_piece(replace(blank, address=check_address(source)))
            _use(blank.id, place, here, actor, now)
        return blank.id
    with intake.accepting(source.chunks, name=source.name) as accepted:
        intake.store.keep(accepted.received)
        with transaction.atomic():
            ident = store.same_piece(owner.agency_id, accepted.received.sha256, accepted.name, facts)
            if ident is None:
                ident = blank.id
                _take_in(blank, accepted, owner.zone)
            _use(ident, place, here, actor, now)
    return ident


def replace_evidence(
    *,
    intake: Intake,
    evidence_id: uuid.UUID,
    source: Upload | str | None,
    facts: Facts,
    zone: ZoneInfo,
    actor: Actor,
    now: datetime,
) -> uuid.UUID:
    """Put a revision in the place of a piece; without `source` only what is told about it changes.

    The old piece stays readable. Uses in assessments that are not final go over to the new piece. Raises as
    `add_evidence` does, and `EvidenceReplaced`.
    """
    check_facts(facts, today=local_day(now, zone))
    if isinstance(source, Upload):
        with intake.accepting(source.chunks, name=source.name) as accepted:
            intake.store.keep(accepted.received)
            return _replace(evidence_id, accepted, facts, zone, actor, now)
    return _replace(evidence_id, check_address(source) if source else None, facts, zone, actor, now)


def attach(*, evidence_id: uuid.UUID, place: At, actor: Actor, now: datetime) -> None:
    """Use a piece that is there for one more indicator. Using it twice changes nothing."""
    here = _attachable(place, actor, now)
    with transaction.atomic():
        piece = _locked(evidence_id, reach(actor))
        piece.require_current()
        if piece.government_id != here.government_id:
            raise EvidenceNotFound
        if piece.draft:
            store.confirm(piece.id)
        _use(piece.id, place, here, actor, now)


def detach(*, evidence_id: uuid.UUID, place: At, actor: Actor, now: datetime) -> None:
    """Stop using a piece for an indicator; that it was used stays known."""
    here = _attachable(place, actor, now)
    with transaction.atomic():
        piece = _locked(evidence_id, reach(actor))
        store.end_uses(piece.id, now, actor.account_id, assessment_id=here.id, indicator=place.indicator)


def withdraw_evidence(*, evidence_id: uuid.UUID, actor: Actor, now: datetime) -> None:
    """Take a piece out of the library. Raises `Invalid` while an indicator uses it."""
    own = reach(actor)
    with transaction.atomic():
        piece = _locked(evidence_id, own)
        own.require_change(piece.government_id, piece.agency_id)
        piece.require_current()
        if store.is_used(piece.id):
            raise Invalid("Data dukung ini masih dipakai. Lepaskan dahulu dari semua indikator.", "tarik")
        store.withdraw(piece.id, now, actor.account_id)


def add_gathered(
    *,
    intake: Intake,
    owner: Owner,
    name: str,
    content: bytes,
    facts: Facts,
    provider: str,
    now: datetime,
) -> uuid.UUID:
    """Keep what the program gathered by itself as a draft that a person takes over by using it.

    The same content for the same agency is one draft, however often it is gathered.
    """
    with intake.accepting([content], name=name) as accepted:
        known = gathered(owner.agency_id, provider, accepted.received.sha256)
        if known is not None:
            return known
        intake.store.keep(accepted.received)
        piece = NewPiece(
            new_id(), owner.government_id, owner.agency_id, facts, now, None, provider=provider, draft=True
        )
        with transaction.atomic():
            _take_in(piece, accepted, owner.zone)
    return piece.id


def _owner(place: At | Owner, actor: Actor, now: datetime) -> tuple[Owner, Standing | None]:
    if isinstance(place, Owner):
        reach(actor).require_change(place.government_id, place.agency_id)
        return place, None
    here = _attachable(place, actor, now)
    own = agencies_of(here.duties)
    shares = here.shares_of(place.indicator)
    mine = [
        one for one in (shares.lead, *sorted(shares.support)) if one is not None and (one in own or not own)
    ]
    if not mine:
        raise Invalid(
            "Indikator ini belum dibagi ke perangkat daerah. Minta koordinator membaginya.", "berkas"
        )
    return Owner(here.government_id, mine[0], here.calendar.zone), here


def _attachable(place: At, actor: Actor, now: datetime) -> Standing:
    if len(place.passage) > LONGEST_PASSAGE:
        raise Invalid("Keterangan letak paling panjang {most} huruf.", "letak", most=LONGEST_PASSAGE)
    here = standing(place.slug, actor, place.indicator)
    require_attachable(here, place.indicator, now)
    return here


def _take_in(piece: NewPiece, accepted: Accepted, zone: ZoneInfo) -> None:
    """Rows and the record's entry of a file whose content is in the store."""
    salt = new_salt()
    told = entry(
        sha256=accepted.received.sha256,
        size=accepted.received.size,
        facts=piece.facts,
        name=accepted.name,
        salt=salt,
        day=local_day(piece.received_at, zone),
    )
    store.add_content(accepted)
    _add_recorded(piece, accepted.received.sha256, accepted.name, salt, told)


def _add_recorded(piece: NewPiece, sha256: str, name: str, salt: bytes, told: dict[str, object]) -> None:
    leaf = leaf_hash(write_entry(LOG, told)).hex()
    store.add_piece(replace(piece, sha256=sha256, file_name=name, salt=salt, leaf=leaf))
    append(LOG, [told])


def _replace(
    evidence_id: uuid.UUID,
    content: Accepted | str | None,
    facts: Facts,
    zone: ZoneInfo,
    actor: Actor,
    now: datetime,
) -> uuid.UUID:
    own = reach(actor)
    with transaction.atomic():
        old = _locked(evidence_id, own)
        own.require_change(old.government_id, old.agency_id)
        old.require_current()
        fresh = NewPiece(
            new_id(), old.government_id, old.agency_id, facts, now, actor.account_id, replaces=old.id
        )
        if isinstance(content, Accepted):
            _take_in(fresh, content, zone)
        elif content or not old.sha256:
            store.add_piece(replace(fresh, address=content or old.address))
        else:
            _tell_again(fresh, old, zone)
        store.move_uses(old.id, fresh.id, unfinished(old.government_id), now, actor.account_id)
    return fresh.id


def _tell_again(fresh: NewPiece, old: Piece, zone: ZoneInfo) -> None:
    """The same content under corrected facts."""
    salt = new_salt()
    day = local_day(fresh.received_at, zone)
    told = entry(sha256=old.sha256, size=old.size, facts=fresh.facts, name=old.file_name, salt=salt, day=day)
    _add_recorded(fresh, old.sha256, old.file_name, salt, told)


def _use(
    evidence_id: uuid.UUID, place: At | Owner, here: Standing | None, actor: Actor, now: datetime
) -> None:
    if isinstance(place, At) and here is not None:
        store.add_use(evidence_id, here.id, place.indicator, place.passage.strip(), now, actor.account_id)


def _locked(evidence_id: uuid.UUID, own: Reach) -> Piece:
    piece = store.lock_piece(evidence_id)
    if piece is None:
        raise EvidenceNotFound
    own.require_sight(piece)
    return piece
