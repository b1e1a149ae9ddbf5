"""What assessments tell the public record: levels and hashes, never words or names.

Explanations appear as commitments whose salt lies with their version; people as pseudonyms.
"""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.utils.crypto import salted_hmac

from pendopo.assessment.domain.answers import Content
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day
from pendopo.ledger.actions import append
from pendopo.ledger.domain.commitment import SALT_BYTES, commit
from pendopo.ledger.domain.entries import write_entry
from pendopo.ledger.domain.merkle import leaf_hash

LOG = "spbe"


def new_salt() -> bytes:
    """The salt of one commitment."""
    return secrets.token_bytes(SALT_BYTES)


def explanation_bytes(content: Content) -> bytes:
    """The words of an answer as the commitment covers them: JSON with sorted keys, UTF-8."""
    words = {name: getattr(content, name) for name in ("fact", "analysis", "justification", "reason")}
    return json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def record_levels(
    here: Standing,
    round: RoundName,
    given: Sequence[tuple[str, Content, int, bytes]],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Levels that were given: (indicator, content, version, salt) each. The first round claims, the others score."""
    append(LOG, [_level(here, round, one, actor, now) for one in given])


def _level(
    here: Standing, round: RoundName, one: tuple[str, Content, int, bytes], actor: Actor, now: datetime
) -> dict[str, object]:
    indicator, content, version, salt = one
    entry: dict[str, object] = {
        "t": "claim/1" if round is RoundName.SELF else "score/1",
        "assessment": here.slug,
        "framework": here.checksum,
        "indicator": indicator,
        "level": content.level,
        "version": version,
        "d": local_day(now, here.calendar.zone).isoformat(),
        "x": commit("explanation", salt, explanation_bytes(content)),
        "by": pseudonym(actor),
    }
    return entry if round is RoundName.SELF else entry | {"round": round.value}


def record_review(
    here: Standing, round: RoundName, indicator: str, act: str, words: str, *, actor: Actor, now: datetime
) -> None:
    """An answer was sent back or taken back, or a finding was settled."""
    entry = {
        "t": "review/1",
        "assessment": here.slug,
        "indicator": indicator,
        "round": round.value,
        "act": act,
        "d": local_day(now, here.calendar.zone).isoformat(),
        "x": commit("review", new_salt(), words.encode()),
        "by": pseudonym(actor),
    }
    append(LOG, [entry])


def record_index(kind: str, here: Standing, *, actor: Actor, now: datetime, **facts: object) -> str:
    """An approval or a publication; returns the leaf hash with which anybody finds the entry."""
    entry = {
        "t": kind,
        "assessment": here.slug,
        "framework": here.checksum,
        "d": local_day(now, here.calendar.zone).isoformat(),
        "by": pseudonym(actor),
    } | facts
    append(LOG, [entry])
    return leaf_hash(write_entry(LOG, entry)).hex()


def pseudonym(actor: Actor) -> str:
    """Stands for a person in the record; only this site's secret leads from one to the other."""
    return salted_hmac("pendopo.assessment", str(actor.account_id), algorithm="sha256").hexdigest()
