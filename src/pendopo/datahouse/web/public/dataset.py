"""/data/<slug>/: what a data set means, how it looks, how to take it, and what became of its releases."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.datahouse.domain.addresses import file_path
from pendopo.datahouse.domain.catalogue_errors import ReleaseWithdrawn
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.openapi import description
from pendopo.datahouse.domain.published import PublishedDataset, PublishedRelease
from pendopo.datahouse.domain.recorded import ZONE
from pendopo.datahouse.domain.schema import Field
from pendopo.datahouse.queries.catalogue import shown
from pendopo.datahouse.queries.pages import dataset_page
from pendopo.datahouse.queries.recorded import release_proof
from pendopo.datahouse.web.public.charts import chart
from pendopo.datahouse.web.public.open_answers import open_to_others, site
from pendopo.datahouse.web.public.refusals import refused_as_json
from pendopo.datahouse.web.public.words import (
    ACCESS,
    ACCESS_KINDS,
    FORMATS,
    FREQUENCIES,
    THEMES,
    TYPES,
    cell_words,
    name_words,
    size_words,
)
from pendopo.datahouse.web.quality import quality_words
from pendopo.design.wording import figure, short_day
from pendopo.kernel import clock


@dataclass(frozen=True)
class File:
    """A file to take."""

    href: str
    name: str
    text: str
    size: str
    sha256: str


@dataclass(frozen=True)
class Column:
    """A column with its meaning."""

    name: str
    called: str
    meaning: str
    kind: str
    unit: str
    values: tuple[str, ...]


@public
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a data set; 410 with its story when all releases are withdrawn."""
    page = dataset_page(slug=slug, folder=settings.PENDOPO_LAKE, now=clock.now())
    one = page.dataset
    facts = {
        "one": one,
        "release": one.release,
        "day": _day(one.release or one.releases[0]),
        "rows": figure(one.release.rows) if one.release else "",
        "access": (ACCESS_KINDS[one.access], ACCESS[one.access]),
        "about": _about(one),
        "files": _files(one),
        "charts": [chart(one, drawn) for drawn in page.looks.drawn],
        "preview": [
            [cell_words(cell, field) for cell, field in zip(row, one.schema.fields, strict=True)]
            for row in page.looks.rows
        ],
        "headings": [name_words(field) for field in one.schema.fields],
        "columns": [_column(field) for field in one.schema.fields],
        "quality": quality_words(page.quality),
        "lineage": page.lineage,
        "releases": [_told(one, each) for each in one.releases],
        "record": page.recorded,
        "calls": _calls(one),
        "crumbs": [{"href": reverse("data:catalogue"), "text": gettext("Semua data")}],
    }
    return render(request, "datahouse/public/dataset.html", facts, status=200 if one.release else 410)


@public
@require_safe
def newest_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """/data/<slug>/<slug>.<form>: leads on to the file of the newest release."""
    one = shown(slug=slug)
    if one.release is None:
        last = one.releases[0]
        raise ReleaseWithdrawn(slug=slug, number=last.number, why=last.withdrawn_why)
    if not any(file.format == format for file in one.files):
        raise UnknownDataset(slug=f"{slug}.{format}"[:60])
    response = HttpResponseRedirect(file_path(slug, one.release.number, format))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@open_to_others
@refused_as_json
@require_safe
def openapi(request: HttpRequest, slug: str) -> HttpResponse:
    """/data/<slug>/openapi.json: the calls of this data set, for the national gateway."""
    one = shown(slug=slug)
    if not one.files:
        raise UnknownDataset(slug=slug)
    return JsonResponse(description(one, site()), json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def proof(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """/data/<slug>/rilis/<number>/bukti: the proof that the release stands in the public record."""
    name = f"bukti-{slug}-rilis-{number}.tlog-proof"
    return HttpResponse(
        release_proof(slug=slug, number=number),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _about(one: PublishedDataset) -> list[dict[str, str]]:
    terms = licence(one.licence)
    facts: Mapping[str, str] = {
        gettext("Instansi"): one.publisher.name,
        gettext("Tema"): str(THEMES.get(one.theme, "")),
        gettext("Diperbarui"): str(FREQUENCIES.get(one.frequency, "")),
        gettext("Lisensi"): terms.name if terms else "",
        gettext("Data Prioritas"): str(one.priority_year or ""),
        gettext("Label"): ", ".join(one.tags),
    }
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def _files(one: PublishedDataset) -> list[File]:
    if one.release is None:
        return []
    return [
        File(
            file_path(one.slug, one.release.number, file.format), file.format.upper(), str(FORMATS[file.format]),
            size_words(file.size), file.sha256,
        )
        for file in one.files
    ]  # fmt: skip


def _column(field: Field) -> Column:
    said = field.ms_var
    domain = said.get("value_domain")
    values = tuple(
        f"{part.get('kode', '')}: {part.get('nilai', '')}" if isinstance(part, Mapping) else str(part)
        for part in (domain if isinstance(domain, list) else field.enum)
    )
    meaning = str(said.get("definisi") or said.get("konsep") or "")
    return Column(
        field.name,
        name_words(field),
        meaning,
        str(TYPES[field.type]),
        str(said.get("satuan") or ""),
        values[:30],
    )


def _told(one: PublishedDataset, release: PublishedRelease) -> dict[str, object]:
    return {
        "number": release.number,
        "day": _day(release),
        "rows": figure(release.rows),
        "withdrawn": short_day(release.withdrawn_at.astimezone(ZONE).date()) if release.withdrawn_at else "",
        "why": release.withdrawn_why,
        "files": [
            (file_path(one.slug, release.number, file.format), file.format.upper())
            for file in release.files
            if one.open and not release.withdrawn_at
        ],
    }


def _day(release: PublishedRelease) -> str:
    return short_day(release.at.astimezone(ZONE).date())


def _calls(one: PublishedDataset) -> list[tuple[str, str]]:
    """Addresses for programs, each with what it is."""
    if not one.files:
        return []
    at = site()
    return [
        (gettext("Baris sebagai JSON"), f"{at.rows(one.slug)}?limit=10"),
        (gettext("Uraian panggilan (OpenAPI)"), at.description(one.slug)),
        (gettext("Berkas rilis terbaru"), at.newest(one.slug, "csv")),
        (gettext("Metadata CKAN"), f"{at.base}/api/3/action/package_show?id={one.slug}"),
        (gettext("Metadata DCAT"), f"{at.base}/dataset/{one.slug}.ttl"),
    ]
