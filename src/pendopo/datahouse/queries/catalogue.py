"""The catalogue: what is published, filtered, sorted, and found by words.

A city publishes hundreds of data sets, not millions: the list is read once and kept until something is released or
withdrawn, so that a harvester that pages through it costs one small question a page.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorCombinable,
    SearchVectorField,
)
from django.db.models import Count, Func, Max
from django.db.models.fields.json import KT

from pendopo.datahouse.domain.catalogue_errors import SortRefused
from pendopo.datahouse.domain.ckan import known, modified
from pendopo.datahouse.domain.ckan_filter import Filter
from pendopo.datahouse.domain.dcat import PAGE
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.published import PublishedDataset, resource_id
from pendopo.datahouse.models import Release
from pendopo.datahouse.queries.published import published
from pendopo.directory.domain.search import Entry, find
from pendopo.kernel.ids import parse_id

#: Words of Indonesian come down to their stems: "melayani" finds "pelayanan". Part of every PostgreSQL.
LANGUAGE = "indonesian"
LONGEST_QUERY = 200
#: Orders that a client may ask for, and what each compares.
_ORDERS = {
    "id": lambda one: str(one.id),
    "name": lambda one: one.slug,
    "title": lambda one: one.title.casefold(),
    "title_string": lambda one: one.title.casefold(),
    "metadata_modified": modified,
    "metadata_created": lambda one: one.made_at,
}


class _Strings(SearchVectorCombinable, Func):
    """The words of all texts in a JSON column, without the names of its parts."""

    function = "jsonb_to_tsvector"
    template = f"%(function)s('{LANGUAGE}', %(expressions)s, '[\"string\"]')"
    output_field = SearchVectorField()
    config = LANGUAGE


@dataclass(frozen=True)
class Page:
    """Some of what was found; `all` is everything, for counts."""

    total: int
    items: tuple[PublishedDataset, ...]
    all: tuple[PublishedDataset, ...]


def listed() -> tuple[PublishedDataset, ...]:
    """What everybody may know of: open and limited data sets with a release that stands, by name."""
    return tuple(one for one in _everything(_state()) if one.release and one.access is not Access.CLOSED)


def shown(*, slug: str) -> PublishedDataset:
    """One data set for its page, also when its releases are withdrawn. Raises `UnknownDataset`."""
    for one in _everything(_state()):
        if one.slug == slug and one.access is not Access.CLOSED:
            return one
    raise UnknownDataset(slug=slug)


def named(name: str) -> PublishedDataset:
    """The listed data set with this name or id. Raises `UnknownDataset`."""
    for one in listed():
        if name in (one.slug, str(one.id)):
            return one
    raise UnknownDataset(slug=name[:60])


def packages(*, words: str, filter: Filter, sort: str, start: int, rows: int) -> Page:
    """What fits the words and the filter, in the order that was asked for. Raises `SortRefused`."""
    fitting = [one for one in listed() if filter.holds(known(one))]
    found = tuple(_sorted(by_words(words, fitting), sort))
    return Page(len(found), found[start : start + rows], found)


def changed_since(*, since: datetime | None, number: int) -> Page:
    """A page of the catalogue of DCAT, in the order of names."""
    found = tuple(one for one in listed() if since is None or modified(one) >= since)
    return Page(len(found), found[(number - 1) * PAGE : number * PAGE], found)


def by_words(words: str, among: Sequence[PublishedDataset]) -> list[PublishedDataset]:
    """Those that fit, best first; without words all of them, the newest first. A slip in a title is forgiven."""
    asked = words.replace("\x00", "").strip()[:LONGEST_QUERY]
    if asked in ("", "*:*", "*"):
        return sorted(among, key=modified, reverse=True)
    here = {one.id: one for one in among}
    ranked = [here[each] for each in _by_stems(asked) if each in here]
    return ranked or _by_likeness(asked, among)


def _by_stems(words: str) -> list[uuid.UUID]:
    texts = (
        SearchVector(KT("description__title"), weight="A", config=LANGUAGE)
        + SearchVector(
            KT("description__tags"),
            KT("description__theme"),
            "dataset__agency__name",
            weight="B",
            config=LANGUAGE,
        )
        + SearchVector(KT("description__summary"), weight="C", config=LANGUAGE)
        + _Strings("schema")
    )
    question = SearchQuery(words, search_type="websearch", config=LANGUAGE)
    newest = Release.objects.filter(withdrawn_at=None).order_by("dataset", "-number").distinct("dataset")
    rows = Release.objects.filter(pk__in=newest.values("pk")).annotate(texts=texts).filter(texts=question)
    ranked = rows.annotate(rank=SearchRank(texts, question)).order_by("-rank", "dataset__slug")
    return list(ranked.values_list("dataset_id", flat=True))


def _by_likeness(words: str, among: Sequence[PublishedDataset]) -> list[PublishedDataset]:
    entries = [Entry(place, one.title, one.tags, one.summary) for place, one in enumerate(among)]
    return [among[place] for place in find(words, entries)]


def _sorted(found: Iterable[PublishedDataset], sort: str) -> Iterable[PublishedDataset]:
    """By "id asc" or "score desc, metadata_modified desc"; what is found best stays first without a wish."""
    for part in reversed([part.split() for part in sort.split(",") if part.strip()]):
        way = part[1].lower() if len(part) == 2 else "asc"
        if len(part) > 2 or way not in ("asc", "desc") or part[0] not in (*_ORDERS, "score"):
            raise SortRefused(sort=" ".join(part), known=", ".join(sorted(_ORDERS)))
        if part[0] != "score":
            found = sorted(found, key=_ORDERS[part[0]], reverse=way == "desc")
    return found


def release_by_resource(ident: str) -> tuple[PublishedDataset, str]:
    """The data set and the form of file to which a resource's id belongs. Raises `NotFound` and `UnknownDataset`."""
    wanted = parse_id(ident)
    for one in listed():
        for file in one.files:
            if resource_id(one.id, file.format) == wanted:
                return one, file.format
    raise UnknownDataset(slug=ident)


def _state() -> tuple[object, ...]:
    """Changes with every release and every withdrawal."""
    state = Release.objects.aggregate(rows=Count("pk"), newest=Max("pk"), withdrawn=Max("withdrawn_at"))
    return tuple(state.values())


@lru_cache(maxsize=1)
def _everything(state: tuple[object, ...]) -> tuple[PublishedDataset, ...]:
    return published()
