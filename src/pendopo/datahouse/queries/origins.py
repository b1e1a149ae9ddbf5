"""Where a data set comes from that is the answer to a question, and which come from it; to each what he may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.derived import Recipe, recipe_in
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.models import Dataset, Version
from pendopo.datahouse.queries.catalogue import listed
from pendopo.datahouse.queries.work import place_of
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class Related:
    """Another data set. `inside`: the asker may open its work; otherwise it has a page for everybody."""

    slug: str
    title: str
    inside: bool
    #: The version that was read; None where that does not matter.
    version: int | None = None


@dataclass(frozen=True)
class Origin:
    """How a version was made. `hidden` counts the data sets that the asker may not know of; then `sql` is empty."""

    sources: tuple[Related, ...]
    hidden: int
    sql: str
    daily: bool
    at: datetime


@dataclass(frozen=True)
class Lineage:
    """Both directions; `origin` is None for what somebody delivered."""

    origin: Origin | None
    used_by: tuple[Related, ...]


def lineage_published(one: PublishedDataset) -> Lineage:
    """What everybody may know, of the releases that stand."""
    if one.release is None:
        return Lineage(None, ())
    known = _known_to_all()
    version = Version.objects.get(dataset_id=one.id, number=one.release.version)
    made = set(_derived_from(one.slug).values_list("dataset__slug", "number"))
    used_by = tuple(
        known[each.slug]
        for each in listed()
        if each.release is not None and (each.slug, each.release.version) in made
    )
    return Lineage(_origin(version, known), used_by)


def lineage_proposed(*, slug: str) -> Lineage:
    """What everybody will read about the origin of the version at work once it is published."""
    version = Version.objects.get(dataset__slug=slug, number=F("dataset__at_work"))
    return Lineage(_origin(version, _known_to_all()), ())


def lineage_at_work(*, slug: str, actor: Actor) -> Lineage:
    """The same for somebody who works on the data set: of the version at work, and of the newest of others."""
    version = Version.objects.filter(dataset__slug=slug, number=F("dataset__at_work")).first()
    if version is None:
        return Lineage(None, ())
    recipe = recipe_in(version.report)
    newest = _derived_from(slug).filter(number=F("dataset__newest"))
    used = sorted(newest.values_list("dataset__slug", flat=True))
    known = _known_to(actor, [*used, *(recipe.sources if recipe else ())])
    return Lineage(_origin(version, known), tuple(known[each] for each in used if each in known))


def _derived_from(slug: str) -> QuerySet[Version]:
    """Versions that are the answer to a question to this data set."""
    return Version.objects.filter(report__has_key="derived", report__derived__sources__has_key=slug)


def _known_to_all() -> dict[str, Related]:
    return {each.slug: Related(each.slug, each.title, inside=False) for each in listed()}


def _known_to(actor: Actor, slugs: list[str]) -> Mapping[str, Related]:
    """Those that the actor may open: their work, or what everybody sees."""
    known = _known_to_all()
    for row in Dataset.objects.filter(slug__in=slugs).select_related("agency"):
        if allows(actor, Permission.SEE_DATA_WORK, place_of(row)):
            known[row.slug] = Related(row.slug, row.title or row.slug, inside=True)
    return known


def _origin(version: Version, known: Mapping[str, Related]) -> Origin | None:
    recipe = recipe_in(version.report)
    if recipe is None:
        return None
    sources = _sources(recipe, known)
    hidden = len(recipe.sources) - len(sources)
    return Origin(sources, hidden, "" if hidden else recipe.sql, recipe.daily, version.at)


def _sources(recipe: Recipe, known: Mapping[str, Related]) -> tuple[Related, ...]:
    return tuple(
        Related(slug, known[slug].title, known[slug].inside, number)
        for slug, number in sorted(recipe.sources.items())
        if slug in known
    )
