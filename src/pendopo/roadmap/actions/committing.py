"""The head of an agency declares what the agency promises."""

from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from pendopo.accounts.domain.second_factor import Confirmation, require_fresh
from pendopo.directory.queries import AgencyView
from pendopo.kernel.actor import Actor, Place
from pendopo.ledger.actions import append
from pendopo.ledger.domain.entries import write_entry
from pendopo.ledger.domain.merkle import leaf_hash
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain import rights
from pendopo.roadmap.domain.commitments import ChangedSinceRead, digest
from pendopo.roadmap.domain.initiatives import check_reason
from pendopo.roadmap.queries import RoadmapView

LOG = "spbe"


def declare(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    roadmap: str,
    agency_id: int,
    read: str,
    confirmation: Confirmation | None,
    reason: str = "",
) -> None:
    """Promise all agreed initiatives of an agency with their years, money and milestones.

    `read` is the digest of what was shown, `confirmation` the second factor that the head showed lately. A later
    declaration needs a reason and gets the next number.
    Raises `Forbidden`, `SecondFactorNeeded`, `NothingToPromise`, `ChangedSinceRead`, `Invalid`, `NotFound`.
    """
    here = queries.roadmap(roadmap)
    place = Place(government_id=here.government_id, agency_id=agency_id)
    rights.require(rights.may_declare(actor, place), actor)
    shown = require_fresh(confirmation, now)
    agency = queries.agency(here, agency_id)
    with transaction.atomic():
        store.lock_roadmap(here.id)
        last = queries.latest_commitment(here, agency_id)
        number = last.number + 1 if last else 1
        content = queries.draft_commitment(here, agency, number)
        sealed = digest(content)
        if sealed != read:
            raise ChangedSinceRead
        leaf = _record(here, agency, number, len(content["promises"]), sealed, actor, today)
        store.add_commitment(
            here.id,
            agency_id,
            content,
            digest=sealed,
            leaf=leaf,
            reason=check_reason(reason) if last else "",
            second_factor=shown.factor.value,
            at=now,
            by=actor.account_id,
        )


def _record(
    here: RoadmapView, agency: AgencyView, number: int, count: int, sealed: str, actor: Actor, today: date
) -> str:
    entry = {
        "t": "commitment/1",
        "roadmap": here.slug,
        "agency": agency.slug,
        "number": number,
        "initiatives": count,
        "snapshot": sealed,
        "d": today.isoformat(),
        "by": salted_hmac("pendopo.roadmap", str(actor.account_id), algorithm="sha256").hexdigest(),
    }
    append(LOG, [entry])
    return leaf_hash(write_entry(LOG, entry)).hex()
