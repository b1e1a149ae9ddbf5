"""The catalogue for programs: DCAT in three forms, `/data.json`, and the description of one data set's calls."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.datahouse.domain.catalogue_errors import NumberRefused, PartRefused
from pendopo.datahouse.domain.data_json import data_json
from pendopo.datahouse.domain.dcat import catalogue, dataset_document
from pendopo.datahouse.exports.rdf import FORMS, written
from pendopo.datahouse.queries.catalogue import changed_since, listed, named
from pendopo.datahouse.web.public.open_answers import open_to_others, site
from pendopo.datahouse.web.public.refusals import refused_as_json
from pendopo.directory.queries import default_office


@public
@open_to_others
@refused_as_json
@require_safe
def dcat_catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """/catalog.<form>: a page of 100 data sets; `modified_since` leaves out what has not changed since."""
    number = _page(request.GET.get("page", "1"))
    page = changed_since(since=_since(request.GET.get("modified_since", "")), number=number)
    document = catalogue(page.items, name=_site_name(), number=number, total=page.total, at=site())
    return _written(document, form)


@public
@open_to_others
@refused_as_json
@require_safe
def dcat_dataset(request: HttpRequest, ident: str, form: str) -> HttpResponse:
    """/dataset/<id or name>.<form>: one data set."""
    return _written(dataset_document(named(ident), site()), form)


@public
@open_to_others
@require_safe
def project_open_data(request: HttpRequest) -> HttpResponse:
    """/data.json: the whole catalogue."""
    return JsonResponse(data_json(listed(), site()), json_dumps_params={"ensure_ascii": False})


def _written(document: Mapping[str, Any], form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    return HttpResponse(written(document, FORMS[form]), content_type=FORMS[form].media_type)


def _page(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100_000:
        raise NumberRefused(name="page", least=1, most=100_000)
    return int(text)


def _since(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PartRefused(name="modified_since", why="tulis misalnya 2026-11-01T00:00:00Z") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _site_name() -> str:
    return default_office(settings.ENV["PENDOPO_OFFICE"]).government_name
