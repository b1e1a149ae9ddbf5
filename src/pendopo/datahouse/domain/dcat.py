"""Published data sets by DCAT 3 (W3C Recommendation, 22 August 2024) and DCAT-AP 3, as JSON-LD.

Everything stands in the document itself: its context names no address that a reader would have to load.
"""

from collections.abc import Sequence
from typing import Any

from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.ckan import modified
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.published import (
    MEDIA_TYPES,
    PublishedDataset,
    PublishedFile,
    PublishedRelease,
    Publisher,
    resource_id,
)
from pendopo.datahouse.domain.themes import theme

Node = dict[str, Any]
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "http://www.iana.org/assignments/media-types/"
#: Data sets on one page of the catalogue.
PAGE = 100
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcatap": "http://data.europa.eu/r5r/",
}
FREQUENCIES = {
    "irregular": "IRREG",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "half-yearly": "ANNUAL_2",
    "yearly": "ANNUAL",
}
#: Access level -> the vocabulary of access rights.
_RIGHTS = {"terbuka": "PUBLIC", "terbatas": "RESTRICTED", "tertutup": "NON_PUBLIC"}
_FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "parquet": "PARQUET", "json": "JSON"}


def catalogue(page: Sequence[PublishedDataset], *, name: str, number: int, total: int, at: Addresses) -> Node:
    """One page of the catalogue; `number` counts from 1. Readers follow hydra:next until there is none."""
    newest = max((modified(one) for one in page), default=None)
    head: Node = {
        "@id": at.catalogue, "@type": "dcat:Catalog", "dct:title": _words(name), "dct:language": _language(),
        "dct:description": _words(f"Kumpulan data yang diterbitkan {name}."),
        "foaf:homepage": {"@id": at.catalogue, "@type": "foaf:Document"},
        "dcat:dataset": [{"@id": at.dataset(one.slug)} for one in page],
        "dct:publisher": {"@id": f"{at.base}/", "@type": "foaf:Agent", "foaf:name": name},
        **({"dct:modified": _moment(newest)} if newest else {}),
    }  # fmt: skip
    nodes = [head, *(node for one in page for node in dataset_nodes(one, at)), _pages(number, total, at)]
    return {"@context": CONTEXT, "@graph": nodes}


def dataset_document(one: PublishedDataset, at: Addresses) -> Node:
    """A document about one data set."""
    return {"@context": CONTEXT, "@graph": dataset_nodes(one, at)}


def _pages(number: int, total: int, at: Addresses) -> Node:
    last = max(1, -(-total // PAGE))

    def address(page: int) -> Node:
        return {"@id": f"{at.base}/catalog.jsonld?page={page}"}

    return {
        **address(number), "@type": "hydra:PartialCollectionView", "hydra:totalItems": total,
        "hydra:itemsPerPage": PAGE, "hydra:first": address(1), "hydra:last": address(last),
        **({"hydra:next": address(number + 1)} if number < last else {}),
        **({"hydra:previous": address(number - 1)} if 1 < number <= last + 1 else {}),
    }  # fmt: skip


def dataset_nodes(one: PublishedDataset, at: Addresses) -> list[Node]:
    """A data set and its distributions."""
    files = [_distribution(one, one.release, file, at) for file in one.files] if one.release else []
    node: Node = {
        "@id": at.dataset(one.slug), "@type": "dcat:Dataset", "dct:identifier": str(one.id),
        "dct:title": _words(one.title), "dct:description": _words(one.summary), "dct:language": _language(),
        "dcat:landingPage": {"@id": at.dataset(one.slug), "@type": "foaf:Document"},
        "dct:publisher": _publisher(one.publisher), "dcat:keyword": [_words(name) for name in one.tags],
        "dct:issued": _moment(one.made_at), "dct:modified": _moment(modified(one)),
        "dct:accessRights": {"@id": f"{_EU}access-right/{_RIGHTS[one.access.value]}", "@type": "dct:RightsStatement"},
        "dcat:distribution": [{"@id": each["@id"]} for each in files],
        **({"dcat:version": str(one.release.number)} if one.release else {}),
    }  # fmt: skip
    if about := theme(one.theme):
        node["dcat:theme"] = {"@id": about.address}
    if code := FREQUENCIES.get(one.frequency):
        node["dct:accrualPeriodicity"] = {"@id": f"{_EU}frequency/{code}", "@type": "dct:Frequency"}
    return [node, *files]


def _distribution(
    one: PublishedDataset, release: PublishedRelease, file: PublishedFile, at: Addresses
) -> Node:
    address = at.file(one.slug, release.number, file.format)
    terms = licence(one.licence)
    return {
        "@id": f"urn:uuid:{resource_id(one.id, file.format)}", "@type": "dcat:Distribution",
        "dct:title": _words(f"{one.title} ({file.format.upper()})"),
        "dcat:accessURL": {"@id": at.dataset(one.slug)}, "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _IANA + MEDIA_TYPES[file.format], "@type": "dct:MediaType"},
        "dct:format": {"@id": f"{_EU}file-type/{_FILE_TYPES[file.format]}", "@type": "dct:MediaTypeOrExtent"},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dct:modified": _moment(release.at),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        **({"dct:license": {"@id": terms.address, "@type": "dct:LicenseDocument"}} if terms else {}),
    }  # fmt: skip


def _publisher(one: Publisher) -> Node:
    return {"@id": f"urn:uuid:{one.id}", "@type": "foaf:Agent", "foaf:name": one.name}


def _words(text: str) -> Node:
    return {"@value": text, "@language": "id"}


def _language() -> Node:
    return {"@id": f"{_EU}language/IND", "@type": "dct:LinguisticSystem"}


def _moment(value: Any) -> Node:
    return {"@value": value.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
