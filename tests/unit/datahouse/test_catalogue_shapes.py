"""The shapes that other catalogues read: CKAN, DCAT 3 and data.json, each with what its readers need."""

import json
import uuid

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

from pendopo.datahouse.domain import ckan
from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.data_json import data_json
from pendopo.datahouse.domain.dcat import catalogue, dataset_document
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.exports.rdf import FORMS, written
from tests.published_data import dataset, publisher, release

AT = Addresses("https://data.uji.go.id")
ONE = dataset()


def test_a_package_has_what_a_harvester_takes_over() -> None:
    shape = ckan.package(ONE, AT)
    assert uuid.UUID(shape["id"]) == ONE.id
    assert (shape["name"], shape["title"], shape["notes"]) == (
        "penduduk",
        "Data penduduk",
        "Tentang penduduk.",
    )
    assert (shape["state"], shape["private"], shape["type"]) == ("active", False, "dataset")
    assert shape["owner_org"] == shape["organization"]["id"] == str(publisher().id)
    assert shape["groups"][0]["name"] == "kependudukan"
    assert shape["license_id"] == "CC-BY-4.0"
    assert shape["isopen"] is True
    assert shape["metadata_modified"] == "2026-11-01T02:00:00.000000"
    assert [one["name"] for one in shape["tags"]] == ["warga"]
    assert len({one["key"] for one in shape["extras"]}) == len(shape["extras"])
    assert all(isinstance(one["value"], str) for one in shape["extras"])


def test_a_resource_names_a_file_that_can_be_checked() -> None:
    csv = ckan.package(ONE, AT)["resources"][0]
    assert csv["url"] == "https://data.uji.go.id/data/penduduk/rilis/1/penduduk.csv"
    assert (csv["format"], csv["mimetype"], csv["size"]) == ("CSV", "text/csv", 100)
    assert csv["hash"] == "sha256:" + "0" * 64


def test_a_resource_keeps_its_name_from_release_to_release() -> None:
    later = dataset(release=release(2, day=5))
    names = [[one["id"] for one in ckan.resources_of(each, AT)] for each in (ONE, later)]
    assert names[0] == names[1]
    assert ckan.resources_of(ONE, AT)[0]["url"] != ckan.resources_of(later, AT)[0]["url"]


def test_the_keys_of_satu_data_are_filled_in() -> None:
    extras = {one["key"]: one["value"] for one in ckan.package(dataset(priority_year=2026), AT)["extras"]}
    assert extras["produsen_data_name"] == "Dinas dinkes"
    assert (extras["produsen_data_province_code"], extras["produsen_data_city_code"]) == ("35", "35.76")
    assert (extras["satuan"], extras["ukuran"]) == ("jiwa", "jumlah")
    assert (extras["prioritas_tahun"], extras["submission_period"]) == ("2026", "Tahunan")
    assert extras["judul_kegiatan"] == "Pendataan"


def test_limited_data_are_described_without_files_and_without_being_called_open() -> None:
    limited = dataset(access=Access.LIMITED)
    assert ckan.package(limited, AT)["resources"] == []
    assert ckan.package(limited, AT)["isopen"] is False
    assert data_json([limited], AT)["dataset"][0]["accessLevel"] == "restricted public"
    assert data_json([limited], AT)["dataset"][0]["distribution"] == []


@pytest.mark.parametrize(
    ("form", "reader"), [("ttl", "turtle"), ("xml", "xml"), ("rdf", "xml"), ("n3", "turtle")]
)
def test_every_form_of_rdf_says_the_same_as_the_json(form: str, reader: str) -> None:
    document = catalogue([ONE], name="Kota Uji", number=1, total=1, at=AT)
    graph = Graph().parse(data=written(document, FORMS[form]), format=reader)
    page = URIRef("https://data.uji.go.id/data/penduduk/")
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {page}
    assert len(set(graph.objects(page, DCAT.distribution))) == 4
    assert str(graph.value(page, DCTERMS.identifier)) == str(ONE.id)
    assert len(graph) == len(to_rdf(json.loads(written(document, FORMS["jsonld"])), Graph()))


def test_the_last_page_of_a_catalogue_names_no_next_one() -> None:
    pages = [
        catalogue([ONE], name="Kota Uji", number=number, total=101, at=AT)["@graph"][-1] for number in (1, 2)
    ]
    assert "hydra:next" in pages[0]
    assert "hydra:next" not in pages[1]


def test_one_data_set_has_a_document_of_its_own() -> None:
    assert len(dataset_document(ONE, AT)["@graph"]) == 5


def test_data_json_has_a_list_with_identifiers() -> None:
    shape = data_json([ONE], AT)
    assert [one["identifier"] for one in shape["dataset"]] == [str(ONE.id)]
    assert len(shape["dataset"][0]["distribution"]) == 4
