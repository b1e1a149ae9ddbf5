"""An entry of the public record of assessments, for people who come from a QR code on paper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.assessment.models import Approval, Evidence, Publication
from pendopo.kernel.errors import NotFound
from pendopo.ledger.queries import place_of, proof_of
from pendopo.ledger.queries.tree import leaves

LOG = "spbe"


@dataclass(frozen=True)
class RecordEntry:
    """`place` counts the entries before it; None, with no `fields`, while the entry waits to be signed."""

    leaf: str
    place: int | None
    fields: Mapping[str, object]

    @property
    def kind(self) -> str:
        """ "approval", "evidence", … without the version; empty while it waits."""
        return str(self.fields.get("t", "")).partition("/")[0]


def record_entry(leaf: str) -> RecordEntry:
    """The entry with this leaf hash. Raises `NotFound` for a hash that we never gave to anybody."""
    place = place_of(LOG, bytes.fromhex(leaf))
    if place is not None:
        return RecordEntry(leaf, place, json.loads(leaves(LOG, place, place + 1)[0]))
    if not any(
        rows.filter(leaf=leaf).exists() for rows in (Evidence.objects, Approval.objects, Publication.objects)
    ):
        raise NotFound
    return RecordEntry(leaf, None, {})


def entry_proof(leaf: str) -> str:
    """The proof file of a signed entry. Raises `NotFound` before that."""
    proof = proof_of(LOG, bytes.fromhex(leaf))
    if proof is None:
        raise NotFound
    return proof.text
