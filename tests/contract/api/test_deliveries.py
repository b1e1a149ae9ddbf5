"""A program of an agency sends data to a real site: in parts, again after a cut, twice by mistake, with faults."""

import hashlib
import json

import httpx
import pytest

from tests.servers import DataDesk, Site


@pytest.fixture(scope="module")
def desk(site: Site) -> DataDesk:
    return site.dataset("kiriman-api")


def begin(api: httpx.Client, desk: DataDesk, key: str, **body) -> httpx.Response:
    headers = desk.program | {"idempotency-key": key}
    return api.post(f"/data/{desk.slug}/deliveries", json=body, headers=headers)


def send(
    api: httpx.Client, desk: DataDesk, ident: str, content: bytes, offset: int, **also: str
) -> httpx.Response:
    headers = desk.program | {"upload-offset": str(offset)} | also
    return api.patch(f"/data/{desk.slug}/deliveries/{ident}", content=content, headers=headers)


def finish(api: httpx.Client, desk: DataDesk, ident: str, **headers: str) -> httpx.Response:
    return api.post(f"/data/{desk.slug}/deliveries/{ident}/finish", headers=desk.program | headers)


def lines(*rows: dict[str, object]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_parts_become_a_version_and_sending_twice_changes_nothing(api, desk):
    content = lines({"kode": "A", "jumlah": 3}, {"kode": "B", "jumlah": 4})
    opened = begin(api, desk, "november")
    assert (opened.status_code, opened.json()["state"]) == (201, "receiving")
    ident = opened.json()["id"]
    assert begin(api, desk, "november").json()["id"] == ident
    first = hashlib.sha256(content[:10]).hexdigest()
    assert (
        send(api, desk, ident, content[:10], 0, **{"x-content-sha256": first}).headers["upload-offset"]
        == "10"
    )
    gap = send(api, desk, ident, content[12:], 12)
    assert (gap.status_code, gap.json()["code"], gap.json()["offset"]) == (409, "wrong-offset", 10)
    assert send(api, desk, ident, content[10:], 10).status_code == 200
    done = finish(api, desk, ident)
    assert (done.status_code, done.json()["state"], done.json()["version"]) == (200, "accepted", 2)
    assert finish(api, desk, ident).json()["version"] == 2
    late = send(api, desk, ident, b"x", len(content))
    assert (late.status_code, late.json()["code"]) == (409, "arrival-wrong-stage")


def test_faulty_rows_are_named_and_nothing_is_stored(api, desk):
    ident = begin(api, desk, "salah").json()["id"]
    send(api, desk, ident, lines({"kode": "A", "jumlah": 3}, {"kode": "B", "jumlah": "banyak"}), 0)
    told = finish(api, desk, ident)
    assert (told.status_code, told.json()["code"], told.json()["error_count"]) == (422, "delivery-refused", 1)
    fault = told.json()["errors"][0]
    assert (fault["row"], fault["column"], fault["rule"]) == (2, "jumlah", "type")
    assert told.headers["content-type"] == "application/problem+json"


def test_broken_bytes_a_used_key_and_a_wrong_total_are_refused(api, desk):
    ident = begin(api, desk, "rusak").json()["id"]
    broken = send(api, desk, ident, b"x", 0, **{"x-content-sha256": "0" * 64})
    assert (broken.status_code, broken.json()["code"]) == (422, "wrong-digest")
    assert begin(api, desk, "rusak", mode="append").json()["code"] == "key-reused"
    assert begin(api, desk, "").json()["code"] == "invalid"
    assert send(api, desk, ident, b"x" * (8 * 1024 * 1024 + 1), 0).status_code == 413
    gone = api.delete(f"/data/{desk.slug}/deliveries/{ident}", headers=desk.program)
    assert gone.json()["state"] == "cancelled"


def test_a_key_opens_its_own_data_set_only(api, site, desk):
    other = site.dataset("kiriman-lain")
    ident = begin(api, desk, "milik-sendiri").json()["id"]
    strange = api.get(f"/data/{other.slug}/deliveries/{ident}", headers=desk.program)
    assert (strange.status_code, strange.json()["code"]) == (404, "unknown-dataset")
    theirs = api.get(f"/data/{other.slug}/deliveries/{ident}", headers=other.program)
    assert (theirs.status_code, theirs.json()["code"]) == (404, "not-found")
    nobody = api.get(
        f"/data/{desk.slug}/deliveries/{ident}", headers={"authorization": "Bearer pdp_" + "x" * 43}
    )
    assert nobody.status_code == 401
