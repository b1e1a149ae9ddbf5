"""What harvesters of DCAT and of data.json read."""

import pytest
from django.test import Client
from rdflib import DCAT, RDF, Graph

pytestmark = pytest.mark.usefixtures("house")


def datasets(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200
    return len(set(Graph().parse(data=answer.content, format="turtle").subjects(RDF.type, DCAT.Dataset)))


def test_the_catalogue_is_read_page_by_page_and_by_change(client: Client) -> None:
    assert datasets(client, "/catalog.ttl") == 5
    assert datasets(client, "/catalog.ttl?page=2") == 0
    assert datasets(client, "/catalog.ttl?modified_since=2026-11-03T00:00:00Z") == 3


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/catalog.jsonld", "application/ld+json"),
        ("/catalog.xml", "application/rdf+xml; charset=utf-8"),
        ("/catalog.rdf", "application/rdf+xml; charset=utf-8"),
        ("/dataset/stunting.ttl", "text/turtle; charset=utf-8"),
        ("/data.json", "application/json"),
        ("/dcat.json", "application/json"),
    ],
)
def test_every_form_says_what_it_is(client: Client, address: str, kind: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_data_json_lists_all(client: Client) -> None:
    listed = client.get("/data.json").json()["dataset"]
    assert len({one["identifier"] for one in listed}) == 5


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=٣", "modified_since=kemarin"])
def test_a_bad_part_is_named(client: Client, query: str) -> None:
    answer = client.get(f"/catalog.ttl?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
