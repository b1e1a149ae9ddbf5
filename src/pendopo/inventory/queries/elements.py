"""Elements as lists and pages show them, found by words and filters, a page at a time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from pendopo.directory.queries import AgencyView, agencies_of
from pendopo.inventory.domain.elements import Facts
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.models import Change, Element, Link
from pendopo.inventory.rows import facts_of
from pendopo.kernel.errors import NotFound

PAGE = 50


@dataclass(frozen=True)
class ElementRow:
    """An element in a list. `agency` is the short name."""

    id: int
    code: str
    name: str
    part: Part
    status: Status
    agency_id: int
    agency: str


@dataclass(frozen=True)
class ElementView:
    """An element whole, without its relations."""

    id: int
    government_id: int
    code: str
    facts: Facts
    version: int
    agency: str
    changed_at: datetime


@dataclass(frozen=True)
class Wanted:
    """What a list shall hold: None and empty texts do not limit. `related_to`: the code of an element."""

    words: str = ""
    part: Part | None = None
    agency_id: int | None = None
    status: Status | None = None
    related_to: str = ""


@dataclass(frozen=True)
class Found:
    """A page of a list: `total` of all pages."""

    rows: tuple[ElementRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Counts:
    """How much there is, for citing: elements by part and by agency, relations, and the last change."""

    by_part: Mapping[Part, int]
    by_agency: Mapping[int, int]
    relations: int
    last_change: int
    changed_at: datetime | None

    @property
    def elements(self) -> int:
        return sum(self.by_part.values())


def agency_names(government_id: int) -> Mapping[int, AgencyView]:
    """The agencies of a government by number."""
    return {one.id: one for one in agencies_of(government_id)}


def short_names(government_id: int) -> Mapping[int, str]:
    """What agencies are called in lists."""
    return {one.id: one.short_name or one.name for one in agencies_of(government_id)}


def find_elements(government_id: int, wanted: Wanted, *, page: int = 1) -> Found:
    """Elements by part and code; withdrawn ones only when they are asked for. A page too far is the last one."""
    rows = _matching(government_id, wanted)
    total = rows.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = rows.order_by("part", "code")[(page - 1) * PAGE : page * PAGE]
    return Found(_rows(government_id, shown), total, page, pages)


def search_elements(
    government_id: int, words: str, *, parts: Iterable[Part] = (), most: int = 20
) -> tuple[ElementRow, ...]:
    """Elements whose code or name has all the words: those whose code begins so first. For choosing one."""
    rows = _matching(government_id, Wanted(words=words))
    wanted = [one.value for one in parts]
    rows = rows.filter(part__in=wanted) if wanted else rows
    found = _rows(government_id, rows.order_by("code")[: most * 5])
    begun = words.strip().upper()
    return tuple(sorted(found, key=lambda one: (not one.code.startswith(begun), one.code)))[:most]


def element_names(element_ids: Iterable[int]) -> dict[int, ElementRow]:
    """Elements by number, for whoever points to them; numbers that do not exist are left out."""
    rows = list(Element.objects.filter(pk__in=set(element_ids)).select_related("agency"))
    return {row.pk: _row(row, {row.agency_id: row.agency.short_name or row.agency.name}) for row in rows}


def elements_of(
    government_id: int, *, agency_id: int | None = None, part: Part | None = None
) -> tuple[ElementView, ...]:
    """Every element of a government (or of one agency, or of one part), without withdrawn ones, by code."""
    rows = _matching(government_id, Wanted(agency_id=agency_id, part=part)).order_by("code")
    names = short_names(government_id)
    return tuple(_view(row, names) for row in rows)


def element(government_id: int, code: str) -> ElementView:
    """One element. Raises `NotFound`."""
    row = Element.objects.filter(government=government_id, code=code).first()
    if row is None:
        raise NotFound
    return _view(row, short_names(government_id))


def element_facts(government_id: int, codes: Iterable[str]) -> dict[str, ElementView]:
    """Elements by code, withdrawn ones too; unknown codes are left out."""
    names = short_names(government_id)
    rows = Element.objects.filter(government=government_id, code__in=set(codes))
    return {row.code: _view(row, names) for row in rows}


def counts(government_id: int) -> Counts:
    """How much there is, and the change after which it is so."""
    rows = Element.objects.filter(government=government_id).exclude(status=Status.WITHDRAWN.value)
    pairs = list(rows.values_list("part", "agency").annotate(n=Count("pk")).order_by())
    by_part, by_agency = dict.fromkeys(Part, 0), dict[int, int]()
    for part, agency_id, number in pairs:
        by_part[Part(part)] += number
        by_agency[agency_id] = by_agency.get(agency_id, 0) + number
    last = Change.objects.filter(government=government_id).order_by("-pk").values_list("pk", "at").first()
    relations = Link.objects.filter(government=government_id).count()
    return Counts(by_part, by_agency, relations, last[0] if last else 0, last[1] if last else None)


def next_code(government_id: int, part: Part) -> str:
    """A free code for a new element of a part: "AP-0012"."""
    begun = f"{part.letters}-"
    codes = Element.objects.filter(government=government_id, code__regex=rf"^{begun}\d+$")
    highest = max((int(code.removeprefix(begun)) for code in codes.values_list("code", flat=True)), default=0)
    return f"{begun}{highest + 1:04d}"


def _matching(government_id: int, wanted: Wanted) -> QuerySet[Element]:
    rows = Element.objects.filter(government=government_id)
    for word in re.split(r"\s+", wanted.words.strip())[:8]:
        rows = rows.filter(_has(word)) if word else rows
    if wanted.part:
        rows = rows.filter(part=wanted.part.value)
    if wanted.agency_id is not None:
        rows = rows.filter(agency=wanted.agency_id)
    if wanted.related_to:
        near = Link.objects.filter(government=government_id)
        ends = Q(pk__in=near.filter(source__code=wanted.related_to).values("target")) | Q(
            pk__in=near.filter(target__code=wanted.related_to).values("source")
        )
        rows = rows.filter(ends)
    if wanted.status:
        return rows.filter(status=wanted.status.value)
    return rows.exclude(status=Status.WITHDRAWN.value)


def _has(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(code__icontains=word)
        | Q(facts__penanggung_jawab__icontains=word)
        | Q(facts__fungsi__icontains=word)
    )


def _rows(government_id: int, rows: QuerySet[Element]) -> tuple[ElementRow, ...]:
    names = short_names(government_id)
    return tuple(_row(row, names) for row in rows)


def _row(row: Element, names: Mapping[int, str]) -> ElementRow:
    agency = names.get(row.agency_id, f"#{row.agency_id}")
    return ElementRow(row.pk, row.code, row.name, Part(row.part), Status(row.status), row.agency_id, agency)


def _view(row: Element, names: Mapping[int, str]) -> ElementView:
    return ElementView(
        row.pk,
        row.government_id,
        row.code,
        facts_of(row),
        row.version,
        names.get(row.agency_id, f"#{row.agency_id}"),
        row.changed_at,
    )
