"""Comments: those that wait for a moderator, those that everybody reads, and how many are withheld and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.directory.queries import ServiceView, offices, services_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import Month
from pendopo.survey.domain.comments import CommentState, Reason, mask
from pendopo.survey.domain.personal import Finding, find_personal
from pendopo.survey.models import Comment

#: Comments on one page of the moderator, and at most so many on a public page.
PER_PAGE, MOST_SHOWN = 10, 50


@dataclass(frozen=True)
class WaitingComment:
    """A comment that waits: as written, what was found in it, and the proposal with that masked."""

    id: UUID
    service: ServiceView
    office_name: str
    month: Month
    text: str
    findings: tuple[Finding, ...]
    proposal: str


@dataclass(frozen=True)
class ModerationPage:
    """The next comments to decide, and how many wait in all."""

    comments: tuple[WaitingComment, ...]
    waiting: int


@dataclass(frozen=True)
class PublicComment:
    """A comment that everybody reads; `masked` when parts of it are hidden."""

    service_name: str
    month: Month
    text: str
    masked: bool


@dataclass(frozen=True)
class PublicComments:
    """The comments of some services and months, and what became of the others."""

    comments: tuple[PublicComment, ...]
    published: int
    waiting: int
    withheld: tuple[tuple[Reason, int], ...]

    @property
    def withheld_count(self) -> int:
        return sum(count for _, count in self.withheld)


@cache
def common_names() -> frozenset[str]:
    """Names that are looked for in comments, from `content/survey/nama.txt`; read once per process."""
    lines = (settings.CONTENT / "survey" / "nama.txt").read_text().splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def moderation_page(actor: Actor) -> ModerationPage:
    """What this person may decide about. Which comment came first nobody knows; they come by service."""
    places = {place.id: place for place in offices()}
    mine = {
        each.id: each
        for place in places.values()
        for each in services_of(place.id)
        if allows(actor, Permission.MODERATE_COMMENTS, Place(place.government_id, each.agency_id, place.id))
    }
    rows = Comment.objects.filter(state=CommentState.WAITING.value, service__in=mine)
    found = []
    for row in rows.order_by("period", "service_id", "id")[:PER_PAGE]:
        findings = find_personal(row.text, common_names())
        each = mine[row.service_id]
        found.append(
            WaitingComment(
                row.pk,
                each,
                places[each.office_id].name,
                Month.parse(row.period),
                row.text,
                findings,
                mask(row.text, findings),
            )
        )
    return ModerationPage(tuple(found), rows.count())


def public_comments(services: Sequence[ServiceView], months: Sequence[Month]) -> PublicComments:
    """What citizens wrote about these services in these months, newest month first."""
    names = {each.id: each.name for each in services}
    rows = Comment.objects.filter(service__in=names, period__in=[str(month) for month in months])
    shown = rows.filter(state__in=[CommentState.PUBLISHED.value, CommentState.MASKED.value])
    counted: Counter[tuple[str, str]] = Counter()
    for state, reason, count in rows.values_list("state", "reason").annotate(Count("id")):
        counted[state, reason] = count
    return PublicComments(
        comments=tuple(
            PublicComment(
                names[row.service_id],
                Month.parse(row.period),
                row.text,
                row.state == CommentState.MASKED.value,
            )
            for row in shown.order_by("-period", "id")[:MOST_SHOWN]
        ),
        published=counted[CommentState.PUBLISHED.value, ""] + counted[CommentState.MASKED.value, ""],
        waiting=counted[CommentState.WAITING.value, ""],
        withheld=tuple(
            (reason, counted[CommentState.WITHHELD.value, reason.value])
            for reason in Reason
            if counted[CommentState.WITHHELD.value, reason.value]
        ),
    )
