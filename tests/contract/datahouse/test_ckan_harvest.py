"""An unmodified harvester of CKAN reads us: the requests that ckanext-harvest sends, and its way of paging."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from tests.released_data import AT, release_data

pytestmark = pytest.mark.usefixtures("house")
SEARCH = "/api/3/action/package_search"
#: As ckanext-harvest 1.5 (1a9a987) sends them, in order: everything, what changed, by organization, by group.
RECORDED = {
    "full": "rows=100&start=0&sort=id+asc",
    "incremental": "rows=100&start=0&sort=id+asc&fq=metadata_modified%3A%5B2026-11-03T01%3A00%3A00.000000Z+TO+%2A%5D",
    "included": "rows=100&start=0&sort=id+asc&fq=organization%3Adinkes+OR+organization%3Adispendukcapil",
    "excluded": "rows=100&start=0&sort=id+asc&fq=-organization%3Adinkes",
    "both": "rows=100&start=0&sort=id+asc&fq=organization%3Adinkes+metadata_modified:%5B2026-11-04T00:00:00Z+TO+*%5D",
    "groups": "rows=100&start=0&sort=id+asc&fq=groups%3Akesehatan",
    "behind": "rows=100&start=100&sort=id+asc",
}


class SearchFault(Exception):
    """What makes the harvester give up."""


def harvest(client: Client, rows: int, terms: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The loop of the harvester: until an empty page; two identical pages are a fault, repeated ids are dropped."""
    wish = {"rows": rows, "start": 0, "sort": "id asc"} | ({"fq": " ".join(terms)} if terms else {})
    found: dict[str, dict[str, Any]] = {}
    before = None
    while True:
        response = client.get(f"{SEARCH}?{urlencode(wish)}")
        if response.status_code != 200:
            raise SearchFault(response.status_code)
        if response.content == before:
            raise SearchFault("identical pages")
        before = response.content
        page = json.loads(before)["result"]["results"]
        if not page:
            return list(found.values())
        assert not found.keys() & {one["id"] for one in page}
        found |= {one["id"]: one for one in page}
        wish["start"] += rows


def result(client: Client, call: str, **parts: Any) -> Any:
    body = client.get(f"/api/3/action/{call}", parts).json()
    assert body["success"] is True
    return body["result"]


def names(body: bytes) -> set[str]:
    return {one["name"] for one in json.loads(body)["result"]["results"]}


def test_the_recorded_requests_of_a_harvester_are_answered(client: Client) -> None:
    answers = {name: client.get(f"{SEARCH}?{query}") for name, query in RECORDED.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    found = {name: names(answer.content) for name, answer in answers.items()}
    health, people = {"stunting", "posyandu", "rekam-medis"}, {"penduduk-kecamatan", "akta-kelahiran"}
    assert found == {
        "full": health | people, "incremental": health, "included": health | people, "excluded": people,
        "both": {"posyandu", "rekam-medis"}, "groups": health - {"rekam-medis"}, "behind": set(),
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 100])
def test_paging_ends_and_gives_every_data_set_once(client: Client, rows: int) -> None:
    shapes = harvest(client, rows)
    assert len(shapes) == 5
    assert [one["id"] for one in shapes] == sorted(one["id"] for one in shapes)
    # Nothing has to be asked again: a package is whole.
    assert shapes[0] == result(client, "package_show", id=shapes[0]["id"])


def test_only_what_changed_comes_again(client: Client, house: Any) -> None:
    began = timezone.now()
    assert harvest(client, 100, (f"metadata_modified:[{began:%Y-%m-%dT%H:%M:%S.%f}Z TO *]",)) == []
    release_data(house, "stunting", owner="dinkes", at=timezone.now())
    again = harvest(client, 100, (f"metadata_modified:[{began:%Y-%m-%dT%H:%M:%S.%f}Z TO *]",))
    assert [(one["name"], one["version"]) for one in again] == [("stunting", "2")]


def test_a_withdrawn_data_set_is_left_out(client: Client) -> None:
    from pendopo.datahouse.models import Release

    Release.objects.filter(dataset__slug="stunting").update(withdrawn_at=AT, withdrawn_why="Salah hitung")
    assert "stunting" not in {one["name"] for one in harvest(client, 100)}
    assert client.get("/api/3/action/package_show?id=stunting").status_code == 404


def test_a_filter_that_is_not_understood_is_a_refusal_in_json(client: Client) -> None:
    response = client.get(SEARCH, {"fq": "title:[a TO b]"})
    assert response.status_code == 409
    assert response.json()["success"] is False
    assert "title:[a TO b]" in response.json()["error"]["message"]
    with pytest.raises(SearchFault):
        harvest(client, 100, ("title:[a TO b]",))


@pytest.mark.parametrize(
    "query",
    ["rows=-1", "rows=semua", "start=x", "sort=kunci asc", "sort=id naik", "rows=1e3", "fq=organization:"],
)
def test_bad_parts_are_named(client: Client, query: str) -> None:
    response = client.get(f"{SEARCH}?{query}")
    assert (response.status_code, response.json()["success"]) == (409, False)


def test_other_clients_find_their_calls(client: Client) -> None:
    assert result(client, "status_show")["ckan_version"]
    assert result(client, "package_list", limit=2) == ["akta-kelahiran", "penduduk-kecamatan"]
    assert result(client, "organization_list") == ["dinkes-3576", "dispendukcapil-3576"]
    assert [one["package_count"] for one in result(client, "organization_list", all_fields="true")] == [3, 2]
    shown = result(client, "organization_show", id="dinkes", include_datasets="true")
    assert (shown["is_organization"], len(shown["packages"])) == (True, 3)
    assert "kesehatan" in result(client, "group_list")
    assert result(client, "group_show", id="kesehatan")["package_count"] == 2
    assert result(client, "tag_list") == ["penduduk"]
    assert "CC-BY-4.0" in {one["id"] for one in result(client, "license_list")}
    csv = result(client, "package_show", id="stunting")["resources"][0]
    assert result(client, "resource_show", id=csv["id"]) == csv


def test_words_are_found_by_their_stem_and_counted_by_field(client: Client) -> None:
    found = result(client, "package_search", **{"q": "lahir", "facet.field": '["organization"]'})
    assert [one["name"] for one in found["results"]] == ["akta-kelahiran"]
    assert found["facets"]["organization"] == {"dispendukcapil-3576": 1}
    assert [one["name"] for one in result(client, "package_search", q="posiandu")["results"]] == ["posyandu"]


def test_rows_of_a_file_can_be_asked(client: Client) -> None:
    csv = result(client, "package_show", id="penduduk-kecamatan")["resources"][0]["id"]
    found = result(client, "datastore_search", resource_id=csv, limit=2, offset=1, sort="jumlah desc")
    assert found["total"] == 6
    assert [one["jumlah"] for one in found["records"]] == [60100, 41500]
    assert [one["type"] for one in found["fields"]] == ["text", "int4", "int8"]
    one = result(
        client, "datastore_search", resource_id=csv, filters='{"kode_kecamatan": "35.76.01", "tahun": 2025}'
    )
    assert one["records"] == [{"kode_kecamatan": "35.76.01", "tahun": 2025, "jumlah": 41500}]
    assert result(client, "datastore_search", resource_id=csv, q="35.76.03", limit=0)["total"] == 2
    body = {"resource_id": csv, "filters": {"tahun": [2024, 2025]}, "limit": 1}
    posted = client.post("/api/3/action/datastore_search", json.dumps(body), content_type="application/json")
    assert posted.json()["result"]["total"] == 6


def test_hostile_parts_reach_no_engine(client: Client) -> None:
    csv = result(client, "package_show", id="penduduk-kecamatan")["resources"][0]["id"]
    attempts = (
        {"fields": 'jumlah" FROM read_csv(\'/etc/passwd\') --'}, {"sort": "jumlah; DROP TABLE x"},
        {"filters": '{"1=1; --": "x"}'}, {"filters": "[1"}, {"q": '{"jumlah": 1}'},
    )  # fmt: skip
    for parts in attempts:
        answer = client.get("/api/3/action/datastore_search", {"resource_id": csv} | parts)
        assert (answer.status_code, answer.json()["success"]) == (409, False)
    quoted = result(client, "datastore_search", resource_id=csv, filters=json.dumps({"tahun": "' OR 1=1 --"}))
    assert quoted["total"] == 0


def test_free_sql_is_off(client: Client) -> None:
    assert client.get("/api/3/action/datastore_search_sql?sql=SELECT 1").status_code == 403


def test_pages_of_others_may_read_and_scripts_get_only_a_name_to_call(client: Client) -> None:
    answer = client.get("/api/3/action/package_list?callback=muat.data")
    assert answer.content.startswith(b"/**/muat.data({")
    assert answer["Content-Type"].startswith("application/javascript")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/3/action/package_list?callback=alert(1)//").status_code == 409


def test_an_answer_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    answer = client.get("/api/3/action/package_list")
    assert (
        client.get("/api/3/action/package_list", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    )


def test_an_unknown_call_is_told_in_the_same_shape(client: Client) -> None:
    answer = client.get("/api/3/action/package_delete")
    assert (answer.status_code, answer.json()["success"]) == (404, False)
