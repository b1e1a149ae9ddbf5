"""Published data sets in the shapes of CKAN's action API 3, as harvesters and front ends of other regions read them.

Shapes by docs.ckan.org/en/2.11/api (package_show, organization_show, group_show); extra keys by Satu Data Indonesia.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.ckan_filter import Known
from pendopo.datahouse.domain.licences import LICENCES, Licence, licence
from pendopo.datahouse.domain.published import (
    MEDIA_TYPES,
    PublishedDataset,
    PublishedFile,
    PublishedRelease,
    Publisher,
    resource_id,
)
from pendopo.datahouse.domain.themes import Theme, theme

Shape = dict[str, Any]
#: Keys by which the national portal knows a data set. Those that we know ourselves are filled in for every one.
SDI_KEYS = (
    "id_sds", "id_dds", "id_msind", "id_mskeg", "kodereferensi", "level_estimasi", "variabel_disaggregasi",
    "submission_period", "satuan", "ukuran",
)  # fmt: skip
_PERIODS = {
    "irregular": "Tidak berkala", "daily": "Harian", "weekly": "Mingguan", "monthly": "Bulanan",
    "quarterly": "Triwulanan", "half-yearly": "Semesteran", "yearly": "Tahunan",
}  # fmt: skip


def package(one: PublishedDataset, at: Addresses) -> Shape:
    """A data set as `package_show` gives it."""
    terms = licence(one.licence)
    resources = [_resource(one, one.release, file, at) for file in one.files] if one.release else []
    return {
        "id": str(one.id), "name": one.slug, "title": one.title, "notes": one.summary, "type": "dataset",
        "state": "active", "private": False, "url": at.dataset(one.slug),
        "version": str(one.release.number) if one.release else "",
        "license_id": terms.code if terms else "notspecified",
        "license_title": terms.name if terms else "",
        **({"license_url": terms.address} if terms else {}),
        "isopen": one.open and terms is not None and terms.open,
        "author": one.publisher.name, "author_email": None,
        "maintainer": one.publisher.name, "maintainer_email": None,
        "metadata_created": moment(one.made_at), "metadata_modified": moment(modified(one)),
        "owner_org": str(one.publisher.id), "organization": organization(one.publisher),
        "groups": [_group_head(found)] if (found := theme(one.theme)) else [],
        "num_tags": len(one.tags), "tags": [_tag(name) for name in one.tags],
        "num_resources": len(resources), "resources": resources, "extras": _extras(one),
        "creator_user_id": None, "relationships_as_subject": [], "relationships_as_object": [],
    }  # fmt: skip


def resources_of(one: PublishedDataset, at: Addresses) -> list[Shape]:
    """The files of a data set as `resource_show` gives each."""
    return [_resource(one, one.release, file, at) for file in one.files] if one.release else []


def _resource(one: PublishedDataset, release: PublishedRelease, file: PublishedFile, at: Addresses) -> Shape:
    return {
        "id": str(resource_id(one.id, file.format)), "package_id": str(one.id),
        "name": f"{one.title} ({file.format.upper()})", "description": "",
        "url": at.file(one.slug, release.number, file.format), "url_type": None,
        "format": file.format.upper(), "mimetype": MEDIA_TYPES[file.format], "mimetype_inner": None,
        "size": file.size, "hash": f"sha256:{file.sha256}", "state": "active", "resource_type": None,
        "created": moment(one.made_at), "last_modified": moment(release.at),
        "metadata_modified": moment(release.at), "position": [each.format for each in release.files].index(file.format),
        "datastore_active": file.format == "csv", "cache_url": None, "cache_last_updated": None,
    }  # fmt: skip


def _extras(one: PublishedDataset) -> list[Shape]:
    """Keys of Satu Data Indonesia and MS-Keg, each once, in the order of the alphabet."""
    code = one.publisher.government_code
    facts: dict[str, object] = {
        **{key: one.metadata.get(key, "") for key in SDI_KEYS},
        **one.metadata,
        "access": one.access.value,
        "frequency": one.frequency,
        "produsen_data_name": one.publisher.name,
        "produsen_data_province_code": code[:2],
        "produsen_data_city_code": code if len(code) > 2 else "",
        "prioritas_tahun": one.priority_year or "",
    }
    facts["submission_period"] = facts["submission_period"] or _PERIODS.get(one.frequency, "")
    facts["satuan"] = facts["satuan"] or _of_columns(one, "satuan")
    facts["ukuran"] = facts["ukuran"] or _of_columns(one, "ukuran")
    return [{"key": key, "value": _text(facts[key])} for key in sorted(facts)]


def _of_columns(one: PublishedDataset, key: str) -> str:
    """What the columns say, each answer once."""
    said = (str(column.ms_var.get(key) or "") for column in one.schema.fields)
    return ", ".join(dict.fromkeys(filter(None, said)))


def _text(value: object) -> str:
    """CKAN keeps extras as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def organization(one: Publisher) -> Shape:
    """An agency as it stands inside a package."""
    return {
        "id": str(one.id), "name": one.key, "title": one.name, "type": "organization",
        "description": one.government_name, "image_url": "", "is_organization": True,
        "approval_status": "approved", "state": "active",
    }  # fmt: skip


def organization_with(one: Publisher, packages: Sequence[Shape], count: int) -> Shape:
    """An agency as `organization_show` gives it; `packages` may be left out by the caller."""
    return organization(one) | {
        "display_name": one.name, "image_display_url": "", "num_followers": 0, "package_count": count,
        "packages": list(packages), "extras": [], "groups": [], "users": [], "tags": [],
    }  # fmt: skip


def group_with(one: Theme, packages: Sequence[Shape], count: int) -> Shape:
    """A theme as `group_show` gives it."""
    return _group_head(one) | {
        "type": "group", "is_organization": False, "state": "active", "approval_status": "approved",
        "package_count": count, "packages": list(packages), "extras": [], "groups": [], "users": [], "tags": [],
    }  # fmt: skip


def _group_head(one: Theme) -> Shape:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, one.address)), "name": one.code, "title": one.name,
        "display_name": one.name, "description": "", "image_display_url": "",
    }  # fmt: skip


def group_id(one: Theme) -> str:
    """The lasting name of a theme."""
    return str(_group_head(one)["id"])


def _tag(name: str) -> Shape:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:pendopo:label:{name}")), "name": name, "display_name": name,
        "state": "active", "vocabulary_id": None,
    }  # fmt: skip


def licences() -> list[Shape]:
    """The answer to `license_list`."""
    return [_licence(one) for one in LICENCES]


def _licence(one: Licence) -> Shape:
    return {
        "id": one.code, "title": one.name, "url": one.address, "status": "active", "is_generic": False,
        "od_conformance": "approved" if one.open else "not reviewed", "domain_data": True,
        "domain_content": False, "domain_software": False, "family": "", "maintainer": "",
        "osd_conformance": "not reviewed",
    }  # fmt: skip


def known(one: PublishedDataset) -> Known:
    """What a filter may ask about a data set."""
    words = {
        "id": (str(one.id),), "name": (one.slug,), "organization": (one.publisher.key, one.publisher.slug),
        "owner_org": (str(one.publisher.id),), "groups": (one.theme,) if one.theme else (), "tags": one.tags,
        "license_id": (one.licence or "notspecified",),
        "res_format": tuple(file.format.upper() for file in one.files), "state": ("active",),
        "type": ("dataset",), "dataset_type": ("dataset",), "private": ("false",), "capacity": ("public",),
    }  # fmt: skip
    moments = {"metadata_modified": modified(one), "metadata_created": one.made_at}
    return Known({field: frozenset(values) for field, values in words.items()}, moments)


def modified(one: PublishedDataset) -> datetime:
    """When the description or the newest release changed last."""
    return max(one.modified_at, one.release.at) if one.release else one.modified_at


def moment(value: datetime) -> str:
    """A moment as CKAN writes it: UTC without an offset."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def facets(found: Iterable[PublishedDataset], fields: Sequence[str]) -> Mapping[str, Shape]:
    """How often each value of a field occurs, as `search_facets`."""
    counts: dict[str, dict[str, int]] = {field: {} for field in fields}
    titles: dict[str, str] = {}
    for one in found:
        titles |= {one.publisher.key: one.publisher.name}
        titles |= {label.code: label.name} if (label := theme(one.theme)) else {}
        for field in fields:
            values = known(one).words.get(field, frozenset())
            for value in values - {one.publisher.slug} if field == "organization" else values:
                counts[field][value] = counts[field].get(value, 0) + 1
    return {
        field: {
            "title": field,
            "items": [
                {"name": name, "display_name": titles.get(name, name), "count": count}
                for name, count in sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
            ],
        }
        for field, values in counts.items()
    }
