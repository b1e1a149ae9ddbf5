"""Pieces of evidence that another part of the program names: read by number, and only as far as they may be seen."""

import uuid
from collections.abc import Iterable, Mapping

from pendopo.assessment.models import Evidence
from pendopo.assessment.queries.evidence import EvidenceView, reach, view_of, visible
from pendopo.kernel.actor import Actor


def pieces_seen(actor: Actor, idents: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, EvidenceView]:
    """Those of these pieces that the actor may see, by number; withdrawn ones too."""
    wanted = list(idents)
    rows = visible(reach(actor)).filter(pk__in=wanted).defer("file__text") if wanted else ()
    return {row.pk: view_of(row) for row in rows}


def open_titles(idents: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The titles of those of these pieces that everybody who takes part may see, by number; none that was withdrawn."""
    rows = Evidence.objects.filter(pk__in=list(idents), restricted=False, withdrawn_at=None)
    return dict(rows.values_list("pk", "title"))
