"""The catalogue page: own data sets first, those of other catalogues behind them, filtered and found by words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Count

from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.models import HarvestedDataset
from pendopo.datahouse.queries.catalogue import LANGUAGE, by_words, listed

PAGE = 20


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; empty means anything. `origin` is "sini" for our own, or the id of a source."""

    words: str = ""
    agency: str = ""
    theme: str = ""
    access: str = ""
    frequency: str = ""
    origin: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked at all."""
        return any((self.words, self.agency, self.theme, self.access, self.frequency, self.origin))


@dataclass(frozen=True)
class Elsewhere:
    """A data set of another catalogue, and how that catalogue is called."""

    title: str
    summary: str
    publisher: str
    formats: tuple[str, ...]
    address: str
    source: str


@dataclass(frozen=True)
class Browsed:
    """A page of what was found; `agencies` and `origins` are (value, name, how many) of everything there is."""

    wish: Wish
    own: tuple[PublishedDataset, ...]
    elsewhere: tuple[Elsewhere, ...]
    total: int
    pages: int
    everything: int
    agencies: tuple[tuple[str, str, int], ...]
    themes: tuple[tuple[str, int], ...]
    origins: tuple[tuple[str, str, int], ...]


def browse(wish: Wish) -> Browsed:
    """One page of the catalogue."""
    every = listed()
    own = [] if wish.origin not in ("", "sini") else _own(wish, every)
    foreign = _foreign(wish)
    total = len(own) + foreign.count()
    first, last = (wish.page - 1) * PAGE, wish.page * PAGE
    shown = own[first:last]
    there = foreign[max(0, first - len(own)) : max(0, last - len(own))] if last > len(own) else []
    origins = _origins()
    return Browsed(
        wish=wish, own=tuple(shown), elsewhere=tuple(map(_elsewhere, there)), total=total,
        pages=max(1, -(-total // PAGE)), everything=len(every) + sum(count for _, _, count in origins),
        agencies=_agencies(every), themes=_themes(every), origins=origins,
    )  # fmt: skip


def _own(wish: Wish, every: Sequence[PublishedDataset]) -> list[PublishedDataset]:
    fitting = [
        one
        for one in every
        if wish.agency in ("", one.publisher.key, one.publisher.slug)
        and wish.theme in ("", one.theme)
        and wish.access in ("", one.access.value)
        and wish.frequency in ("", one.frequency)
    ]
    return by_words(wish.words, fitting)


def _foreign(wish: Wish):  # type: ignore[no-untyped-def]  # a QuerySet, which leaves this module sliced only
    """Those of others; what filters ask about is not known of them."""
    rows = HarvestedDataset.objects.filter(gone_at=None, source__active=True).select_related("source")
    if wish.origin == "sini" or wish.agency or wish.theme or wish.access or wish.frequency:
        return rows.none()
    if wish.origin:
        rows = rows.filter(source__id=wish.origin) if _is_id(wish.origin) else rows.none()
    if not wish.words:
        return rows.order_by("title", "pk")
    texts = SearchVector("title", weight="A", config=LANGUAGE) + SearchVector(
        "tags", "publisher", "summary", weight="C", config=LANGUAGE
    )
    question = SearchQuery(wish.words, search_type="websearch", config=LANGUAGE)
    return (
        rows.annotate(texts=texts).filter(texts=question).order_by(SearchRank(texts, question).desc(), "pk")
    )


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(sign in "0123456789abcdef-" for sign in text)


def _elsewhere(row: HarvestedDataset) -> Elsewhere:
    return Elsewhere(row.title, row.summary, row.publisher, tuple(row.formats), row.address, row.source.title)


def _agencies(every: Sequence[PublishedDataset]) -> tuple[tuple[str, str, int], ...]:
    names = {one.publisher.key: one.publisher.name for one in every}
    owned = [one.publisher.key for one in every]
    return tuple(
        (key, name, owned.count(key)) for key, name in sorted(names.items(), key=lambda pair: pair[1])
    )


def _themes(every: Sequence[PublishedDataset]) -> tuple[tuple[str, int], ...]:
    found = [one.theme for one in every if one.theme]
    return tuple((code, found.count(code)) for code in sorted(set(found)))


def _origins() -> tuple[tuple[str, str, int], ...]:
    rows = HarvestedDataset.objects.filter(gone_at=None, source__active=True)
    counted = rows.values_list("source", "source__title").annotate(n=Count("pk")).order_by("source__title")
    return tuple((str(ident), title, count) for ident, title, count in counted)
