"""The actions of CKAN that we answer. Each reads its parts, asks one query, and writes CKAN's shape."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings

from pendopo.datahouse.domain import ckan
from pendopo.datahouse.domain.catalogue_errors import UnknownPublisher, UnknownTheme
from pendopo.datahouse.domain.ckan_filter import WORDS, read_filter
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.themes import THEMES, Theme
from pendopo.datahouse.queries.catalogue import listed, named, packages, release_by_resource
from pendopo.datahouse.web.public.ckan_parts import Given
from pendopo.datahouse.web.public.ckan_store import datastore_search, datastore_search_sql
from pendopo.datahouse.web.public.open_answers import site

#: The most that one answer holds; CKAN's own limit.
MOST = 1000
_NEWEST = "score desc, metadata_modified desc"


def status_show(given: Given) -> object:
    """Who answers."""
    return {
        "site_title": "pendopo", "site_description": "Rumah data", "site_url": site().base, "ckan_version": "2.11",
        "error_emails_to": None, "locale_default": settings.LANGUAGE_CODE, "extensions": ["datastore"],
    }  # fmt: skip


def package_list(given: Given) -> object:
    """The names of all data sets."""
    return _part([one.slug for one in listed()], given)


def package_search(given: Given) -> object:
    """What fits `q` and `fq`, page by page; a page behind the last one is empty."""
    page = packages(
        words=given.text("q"),
        filter=read_filter(" ".join((given.text("fq"), *given.names("fq_list")))),
        sort=given.text("sort") or _NEWEST,
        start=given.number("start", 0, most=10**9),
        rows=given.number("rows", 10, most=MOST),
    )
    fields = [name for name in given.names("facet.field") if name in WORDS]
    facets = ckan.facets(page.all, fields)
    return {
        "count": page.total, "sort": given.text("sort") or _NEWEST,
        "results": [ckan.package(one, site()) for one in page.items], "search_facets": facets,
        "facets": {
            name: {item["name"]: item["count"] for item in facet["items"]} for name, facet in facets.items()
        },
    }  # fmt: skip


def package_show(given: Given) -> object:
    """One data set, by name or id."""
    return ckan.package(named(given.needed("id", "name_or_id")), site())


def resource_show(given: Given) -> object:
    """One file, by its id."""
    one, form = release_by_resource(given.needed("id"))
    return next(each for each in ckan.resources_of(one, site()) if each["format"] == form.upper())


def organization_list(given: Given) -> object:
    """The agencies that have published something."""
    found = _by_publisher(listed())
    if not given.flag("all_fields"):
        return _part(sorted(found), given)
    return _part([_organization(owned, ()) for _, owned in sorted(found.items())], given)


def organization_show(given: Given) -> object:
    """One agency; with its data sets where they are asked for."""
    name = given.needed("id", "name_or_id")
    for key, owned in _by_publisher(listed()).items():
        if name in (key, owned[0].publisher.slug, str(owned[0].publisher.id)):
            return _organization(owned, _included(owned, given))
    raise UnknownPublisher(name=name[:60])


def group_list(given: Given) -> object:
    """The themes."""
    if not given.flag("all_fields"):
        return _part([one.code for one in THEMES], given)
    found = listed()
    return _part([_group(one, found, given) for one in THEMES], given)


def group_show(given: Given) -> object:
    """One theme."""
    name = given.needed("id", "name_or_id")
    for one in THEMES:
        if name in (one.code, ckan.group_id(one)):
            return _group(one, listed(), given, with_packages=True)
    raise UnknownTheme(name=name[:60])


def tag_list(given: Given) -> object:
    """The labels in use, all or those that contain `query`."""
    wanted = given.text("query").lower()
    return sorted({name for one in listed() for name in one.tags if wanted in name.lower()})


def license_list(given: Given) -> object:
    """The licences that data sets may have."""
    return ckan.licences()


def _part(found: list[Any], given: Given) -> list[Any]:
    start = given.number("offset", 0, most=10**9)
    return found[start : start + given.number("limit", MOST * 10, most=MOST * 10)]


def _by_publisher(found: Iterable[PublishedDataset]) -> Mapping[str, list[PublishedDataset]]:
    owned: dict[str, list[PublishedDataset]] = {}
    for one in found:
        owned.setdefault(one.publisher.key, []).append(one)
    return owned


def _included(owned: Iterable[PublishedDataset], given: Given) -> list[ckan.Shape]:
    if not given.flag("include_datasets"):
        return []
    return [ckan.package(one, site()) for one in list(owned)[:MOST]]


def _organization(owned: list[PublishedDataset], shapes: Iterable[ckan.Shape]) -> ckan.Shape:
    return ckan.organization_with(owned[0].publisher, list(shapes), len(owned))


def _group(
    one: Theme, found: Iterable[PublishedDataset], given: Given, *, with_packages: bool = False
) -> ckan.Shape:
    about = [each for each in found if each.theme == one.code]
    return ckan.group_with(one, _included(about, given) if with_packages else [], len(about))


#: By the name in the address.
ACTIONS: Mapping[str, Callable[[Given], object]] = {
    call.__name__: call
    for call in (
        status_show, package_list, package_search, package_show, resource_show, organization_list,
        organization_show, group_list, group_show, tag_list, license_list, datastore_search, datastore_search_sql,
    )
}  # fmt: skip
