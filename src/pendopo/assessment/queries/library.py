"""The library of evidence: what a person may see, searched by its facts and by the words inside its files."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, Q, QuerySet

from pendopo.assessment.domain.evidence import REMINDERS
from pendopo.assessment.models import Evidence, EvidenceUse
from pendopo.assessment.queries.evidence import EvidenceView, reach, view_of, visible
from pendopo.kernel.actor import Actor

#: Pieces on one page of the library.
PAGE = 20
#: Marks around a found word, which no text holds: `shown` of a hit is split at them.
_FOUND = ("\ue000", "\ue001")


@dataclass(frozen=True)
class Hit:
    """A piece that a search found, with the words around what was found: (text, whether it was searched) each."""

    evidence: EvidenceView
    uses: int
    found: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Library:
    """One page of what a person may see, newest or best first."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Ending:
    """A used piece whose validity ends soon, and the accounts that answer for its agency in the assessment."""

    assessment_id: int
    zone: str
    evidence_id: uuid.UUID
    title: str
    valid_to: date
    people: tuple[int, ...]


def library(actor: Actor, *, words: str = "", ending_before: date | None = None, page: int = 1) -> Library:
    """What the actor may see; with `words`, what holds them in its facts or in its text, best first."""
    rows = visible(reach(actor)).filter(withdrawn_at=None, replaced_by=None)
    if ending_before:
        rows = rows.filter(valid_to__lt=ending_before)
    if words:
        rows = _searched(rows, words)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    ordered = rows.order_by(*(("-rank", "-received_at", "pk") if words else ("-received_at", "pk")))
    shown = ordered.annotate(used=Count("uses", filter=Q(uses__removed_at=None), distinct=True))
    hits = tuple(
        Hit(view_of(row), row.used, _split(getattr(row, "headline", "") or ""))
        for row in shown.defer("file__text")[(page - 1) * PAGE : page * PAGE]
    )
    return Library(hits, total, page, pages)


def _searched(rows: QuerySet[Evidence], words: str) -> QuerySet[Evidence]:
    query = SearchQuery(words, config="indonesian", search_type="websearch")
    return rows.filter(
        Q(words=query)
        | Q(file__words=query)
        | Q(document_number__icontains=words)
        | Q(title__icontains=words)
    ).annotate(
        rank=SearchRank(F("words"), query) * 4 + SearchRank(F("file__words"), query),
        headline=SearchHeadline(
            "file__text",
            query,
            config="indonesian",
            start_sel=_FOUND[0],
            stop_sel=_FOUND[1],
            max_words=30,
            min_words=12,
            max_fragments=1,
        ),
    )


def _split(headline: str) -> tuple[tuple[str, bool], ...]:
    """The words around a hit, cut at the marks; nothing when the hit is in the facts only."""
    if _FOUND[0] not in headline:
        return ()
    parts: list[tuple[str, bool]] = []
    for part in headline.split(_FOUND[0]):
        inside, mark, after = part.partition(_FOUND[1])
        parts += [(inside, True), (after, False)] if mark else [(part, False)]
    return tuple((text, found) for text, found in parts if text)


def expiring(actor: Actor, *, today: date) -> tuple[EvidenceView, ...]:
    """Used pieces whose validity ends within the first reminder's days or has ended, soonest first."""
    rows = visible(reach(actor)).filter(
        withdrawn_at=None,
        replaced_by=None,
        valid_to__lte=today + timedelta(days=REMINDERS[0]),
        uses__removed_at=None,
    )
    rows = rows.filter(uses__isnull=False).order_by("valid_to", "pk").distinct().defer("file__text")
    return tuple(view_of(row) for row in rows[:50])


def soon_ending(today: date) -> tuple[Ending, ...]:
    """Pieces in use that end within the first reminder's days, one row per assessment. One query."""
    rows = EvidenceUse.objects.filter(
        removed_at=None,
        evidence__withdrawn_at=None,
        evidence__valid_to__range=(today, today + timedelta(days=REMINDERS[0] + 1)),
    )
    own = Q(assessment__members__agency=F("evidence__agency"))
    found = rows.values(
        "assessment", "assessment__zone", "evidence", "evidence__title", "evidence__valid_to"
    ).annotate(people=ArrayAgg("assessment__members__account", filter=own, distinct=True, default=[]))
    return tuple(
        Ending(
            row["assessment"],
            row["assessment__zone"],
            row["evidence"],
            row["evidence__title"],
            row["evidence__valid_to"],
            tuple(row["people"]),
        )
        for row in found.order_by("assessment", "evidence")
    )
