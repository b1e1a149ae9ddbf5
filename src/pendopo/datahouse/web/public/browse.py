"""/data/: all data sets, found by words and narrowed by agency, theme, access and rhythm."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.datahouse.domain.ckan import modified
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.queries.browsing import Browsed, Elsewhere, Wish, browse
from pendopo.datahouse.queries.catalogue import LONGEST_QUERY
from pendopo.datahouse.web.public.words import ACCESS, ACCESS_KINDS, FREQUENCIES, THEMES
from pendopo.design.wording import figure, short_day

#: Themes that are offered to people who do not know what there is: those with the most data sets.
_OFFERED = 4
_MOST_PAGES = 100_000
#: The catalogue for programs, by the names of its forms.
MACHINES = (
    ("/api/3/action/package_search", "CKAN"),
    ("/catalog.ttl", "DCAT 3"),
    ("/data.json", "data.json"),
    ("/api/v1/openapi.json", "OpenAPI"),
)


@dataclass(frozen=True)
class Card:
    """One data set in the list, in words. `away`: it leads to another site."""

    title: str
    href: str
    summary: str
    agency: str
    note: str
    formats: str
    kind: str
    tag: str
    away: bool = False


@dataclass(frozen=True)
class Option:
    """A choice of a filter, as components/select.html wants it."""

    value: str
    label: str


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """A page of the catalogue."""
    found = browse(_wish(request))
    facts = {
        "found": found,
        "wish": found.wish,
        "cards": [*map(_card, found.own), *map(_foreign_card, found.elsewhere)],
        "filters": _filters(found),
        "offered": _offered(found),
        "machines": MACHINES,
        "count": figure(found.total),
        "everything": figure(found.everything),
        "before": _page(found, -1),
        "after": _page(found, 1),
    }
    return render(request, "datahouse/public/catalogue.html", facts)


def _offered(found: Browsed) -> list[tuple[str, str]]:
    """Theme and address: each leads to something."""
    themes = sorted(found.themes, key=lambda one: -one[1])[:_OFFERED]
    return [(str(THEMES[code]), f"?{urlencode({'tema': code})}") for code, _ in themes if code in THEMES]


def _wish(request: HttpRequest) -> Wish:
    given = {name: request.GET.get(name, "").replace("\x00", "").strip()[:60] for name in _NAMES}
    page = request.GET.get("halaman", "")
    return Wish(
        words=request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
        page=max(1, min(int(page[:9]), _MOST_PAGES)) if page.isascii() and page.isdigit() else 1,
        **{field: given[name] for name, field in _NAMES.items()},
    )


#: Parts of the address and what they narrow.
_NAMES = {
    "instansi": "agency", "tema": "theme", "akses": "access", "terbit": "frequency", "asal": "origin",
}  # fmt: skip


def _filters(found: Browsed) -> list[tuple[str, str, str, list[Option]]]:
    """Name, label, choice and options of each filter that has something to choose."""
    wish = found.wish
    anything = Option("", gettext("Semua"))
    filters = [
        ("tema", gettext("Tema"), wish.theme, [
            Option(code, f"{THEMES[code]} ({count})") for code, count in found.themes if code in THEMES
        ]),
        ("instansi", gettext("Instansi"), wish.agency, [
            Option(slug, f"{name} ({count})") for slug, name, count in found.agencies
        ]),
        ("akses", gettext("Akses"), wish.access, [
            Option(access.value, str(ACCESS[access])) for access in list(ACCESS)[:2]
        ]),
        ("terbit", gettext("Diperbarui"), wish.frequency, [
            Option(value, str(label)) for value, label in FREQUENCIES.items()
        ]),
    ]  # fmt: skip
    if found.origins:
        origins = [Option(ident, f"{title} ({count})") for ident, title, count in found.origins]
        here = Option("sini", gettext("Pemerintah daerah ini"))
        filters.append(("asal", gettext("Asal"), wish.origin, [here, *origins]))
    return [
        (name, label, chosen, [anything, *options]) for name, label, chosen, options in filters if options
    ]


def _card(one: PublishedDataset) -> Card:
    changed = short_day(modified(one).date())
    rows = figure(one.release.rows) if one.release else ""
    return Card(
        title=one.title or one.slug,
        href=reverse("data:dataset", args=[one.slug]),
        summary=one.summary,
        agency=one.publisher.name,
        note=gettext("{rows} baris, diperbarui {day}").format(rows=rows, day=changed),
        formats=", ".join(file.format.upper() for file in one.files),
        kind=ACCESS_KINDS[one.access],
        tag=str(ACCESS[one.access]),
    )


def _foreign_card(one: Elsewhere) -> Card:
    return Card(
        one.title, one.address, one.summary, one.publisher or one.source,
        gettext("Dari katalog {name}").format(name=one.source), ", ".join(one.formats), "transferred",
        gettext("Situs lain"), away=True,
    )  # fmt: skip


def _page(found: Browsed, step: int) -> str:
    """The address of a neighbouring page; empty where there is none."""
    number = found.wish.page + step
    if not 1 <= number <= found.pages:
        return ""
    parts = {"q": found.wish.words} | {name: getattr(found.wish, field) for name, field in _NAMES.items()}
    kept = {name: value for name, value in parts.items() if value}
    return f"{reverse('data:catalogue')}?{urlencode(kept | {'halaman': number})}"
