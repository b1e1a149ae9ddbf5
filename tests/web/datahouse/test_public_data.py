"""The catalogue and the page of a data set, as citizens read them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from pendopo.datahouse.domain.recorded import LOG, published_entry
from pendopo.datahouse.models import Release
from pendopo.datahouse.queries.catalogue import shown
from pendopo.datahouse.queries.recorded import recorded
from pendopo.ledger.actions import append
from pendopo.ledger.models import OutboxEntry
from tests.released_data import AT, release_data
from tests.web.taps import text_of

pytestmark = pytest.mark.django_db
PAGE = "/data/penduduk-kecamatan/"


@pytest.fixture
def lake(town: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two open data sets, one of them with two releases, and a limited one."""
    monkeypatch.setattr(settings, "PENDOPO_LAKE", tmp_path / "lake")
    release_data(tmp_path / "lake", title="Penduduk menurut kecamatan")
    release_data(tmp_path / "lake", at=AT + timedelta(days=2), title="Penduduk menurut kecamatan")
    release_data(tmp_path / "lake", "stunting", owner="dinkes", theme="kesehatan", summary="Anak pendek.")
    release_data(
        tmp_path / "lake", "rekam-medis", owner="dinkes", theme="kesehatan", access="terbatas", licence=""
    )
    return tmp_path / "lake"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Penduduk menurut kecamatan", "Stunting", "Rekam medis"}),
        ("q=anak", {"Stunting"}),
        ("tema=kesehatan", {"Stunting", "Rekam medis"}),
        ("tema=kesehatan&akses=terbatas", {"Rekam medis"}),
        ("instansi=dinkes-3576&terbit=yearly", {"Stunting", "Rekam medis"}),
        ("asal=sini", {"Penduduk menurut kecamatan", "Stunting", "Rekam medis"}),
        ("q=zzzz", set()),
        ("halaman=9", set()),
    ],
)
def test_the_catalogue_shows_what_fits(client: Client, lake: Path, query: str, found: set[str]) -> None:
    page = client.get(f"/data/?{query}").content.decode()
    names = {"Penduduk menurut kecamatan", "Stunting", "Rekam medis"}
    assert {name for name in names if f">{name}</a>" in page} == found


def test_an_empty_house_says_so(client: Client, town: object) -> None:
    assert "Belum ada data yang terbit" in text_of(client.get("/data/"))


@pytest.mark.parametrize(
    "query", ["q=%00", "halaman=-1", "halaman=" + "9" * 5000, "asal=x", "q=" + "a" * 900, "tema='"]
)
def test_strange_wishes_are_answered_calmly(client: Client, lake: Path, query: str) -> None:
    assert client.get(f"/data/?{query}").status_code == 200


def test_a_data_set_tells_its_meaning_its_figures_and_its_releases(client: Client, lake: Path) -> None:
    page = client.get(PAGE)
    words = text_of(page)
    assert "Jumlah penduduk (jiwa) tiap kecamatan, 2025" in words
    assert "Jumlah penduduk (jiwa) dari waktu ke waktu" in words
    assert "Banyaknya penduduk" in words
    assert "142.300" in words  # the sum of 2025, computed by hand
    assert "Rilis 2" in words
    assert "Rilis 1" in words
    assert "Interoperabilitas: 4 dari 5" in words  # a licence and three types, but no key
    sha = shown(slug="penduduk-kecamatan").files[0].sha256
    assert sha in words
    assert b'href="/data/penduduk-kecamatan/rilis/2/penduduk-kecamatan.csv"' in page.content


def test_limited_data_are_described_but_not_given(client: Client, lake: Path) -> None:
    words = text_of(client.get("/data/rekam-medis/"))
    assert "Data terbatas" in words
    assert "Unduh" not in words
    assert "41.000" not in words
    assert client.get("/data/rekam-medis/rekam-medis.csv").status_code == 404
    assert client.get("/data/rekam-medis/openapi.json").status_code == 404


def test_the_newest_file_leads_to_one_that_never_changes(client: Client, lake: Path) -> None:
    answer = client.get("/data/penduduk-kecamatan/penduduk-kecamatan.csv")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/data/penduduk-kecamatan/rilis/2/penduduk-kecamatan.csv",
    )


def test_what_was_withdrawn_keeps_its_page_and_its_reason(client: Client, lake: Path) -> None:
    Release.objects.filter(dataset__slug="stunting").update(withdrawn_at=AT, withdrawn_why="Salah hitung.")
    page = client.get("/data/stunting/")
    assert page.status_code == 410
    assert "Data ini telah ditarik" in text_of(page)
    assert "Salah hitung." in text_of(page)
    assert client.get("/data/stunting/stunting.csv").status_code == 410
    assert "Stunting" not in text_of(client.get("/data/"))


def test_what_never_was_public_is_not_there(client: Client, lake: Path) -> None:
    assert client.get("/data/rahasia/").status_code == 404


def test_the_description_for_the_gateway_is_valid_openapi(client: Client, lake: Path) -> None:
    from openapi_spec_validator import validate

    document = client.get(f"{PAGE}openapi.json").json()
    validate(document)
    assert "/api/v1/data/penduduk-kecamatan" in document["paths"]


def test_the_entry_on_the_page_is_the_one_that_publishing_writes(lake: Path) -> None:
    one = shown(slug="penduduk-kecamatan")
    assert one.release is not None
    files = {f"/data/{one.slug}/rilis/2/{one.slug}.{file.format}": file.sha256 for file in one.files}
    entry = published_entry(
        slug=one.slug, agency="dispendukcapil", number=2, version=2, rows=6, access="terbuka", files=files,
        day=(AT + timedelta(days=2)).date(),
    )  # fmt: skip
    append(LOG, [entry])
    written = OutboxEntry.objects.filter(log=LOG).latest("pk")
    assert bytes(written.leaf).decode() == recorded(one, one.release).text


def test_a_page_tells_of_what_it_was_computed_and_what_is_computed_from_it(
    client: Client, lake: Path
) -> None:
    def report(*sources: str) -> dict[str, object]:
        recipe = {
            "sql": "SELECT 7 AS tujuh",
            "engine": "duckdb",
            "daily": True,
            "sources": dict.fromkeys(sources, 2),
        }
        return {"derived": recipe}

    release_data(lake, "ringkasan", title="Ringkasan warga", report=report("penduduk-kecamatan"))
    release_data(lake, "gabungan", title="Gabungan warga", report=report("penduduk-kecamatan", "rahasia"))
    made = client.get("/data/ringkasan/").content.decode()
    assert "SELECT 7 AS tujuh" in made
    assert f'href="{PAGE}">Penduduk menurut kecamatan</a>' in made
    assert "versi 2" in made
    source = text_of(client.get(PAGE))
    assert "Dihitung dari data ini" in source
    assert "Ringkasan warga" in source
    partly = client.get("/data/gabungan/").content.decode()
    assert "1 kumpulan data yang tidak terbuka" in partly
    assert "rahasia" not in partly
    assert "SELECT 7" not in partly, "the question names what is not open"
    assert "Asal data ini" not in source, "somebody delivers it"
