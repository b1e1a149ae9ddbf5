"""Published data sets as `/data.json`: the catalogue of Project Open Data 1.1 (resources.data.gov/resources/dcat-us).

Harvesters of `dcat.json` read the same list: they need `dataset` and an `identifier` in each.
"""

from collections.abc import Sequence
from typing import Any

from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.ckan import modified
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.published import MEDIA_TYPES, PublishedDataset
from pendopo.datahouse.domain.themes import theme

_VERSION = "https://project-open-data.cio.gov/v1.1/schema"
#: Access level -> the three words of the schema.
_LEVELS = {"terbuka": "public", "terbatas": "restricted public", "tertutup": "non-public"}
#: ISO 8601 repeating durations, as the schema wants them.
_PERIODS = {
    "irregular": "irregular", "daily": "R/P1D", "weekly": "R/P1W", "monthly": "R/P1M", "quarterly": "R/P3M",
    "half-yearly": "R/P6M", "yearly": "R/P1Y",
}  # fmt: skip


def data_json(found: Sequence[PublishedDataset], at: Addresses) -> dict[str, Any]:
    """The whole catalogue."""
    return {
        "@context": f"{_VERSION}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "@id": f"{at.base}/data.json",
        "conformsTo": _VERSION,
        "describedBy": f"{_VERSION}/catalog.json",
        "dataset": [_dataset(one, at) for one in found],
    }


def _dataset(one: PublishedDataset, at: Addresses) -> dict[str, Any]:
    terms, about = licence(one.licence), theme(one.theme)
    return {
        "@type": "dcat:Dataset", "identifier": str(one.id), "title": one.title, "description": one.summary,
        "keyword": list(one.tags) or [one.publisher.slug], "modified": modified(one).isoformat(timespec="seconds"),
        "issued": one.made_at.isoformat(timespec="seconds"),
        "publisher": {"@type": "org:Organization", "name": one.publisher.name},
        "contactPoint": {"@type": "vcard:Contact", "fn": one.publisher.name},
        "accessLevel": _LEVELS[one.access.value], "landingPage": at.dataset(one.slug), "language": ["id"],
        "accrualPeriodicity": _PERIODS.get(one.frequency, "irregular"),
        "distribution": [
            {
                "@type": "dcat:Distribution", "title": f"{one.title} ({file.format.upper()})",
                "downloadURL": at.file(one.slug, one.release.number, file.format),
                "mediaType": MEDIA_TYPES[file.format], "format": file.format.upper(),
            }
            for file in one.files
            if one.release
        ],
        **({"license": terms.address} if terms else {}),
        **({"theme": [about.name]} if about else {}),
    }  # fmt: skip
