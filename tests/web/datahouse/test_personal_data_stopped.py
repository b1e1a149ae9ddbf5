"""Personal data planted in a public data set: from the upload to the release, on the pages that people use."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.datahouse.actions import protecting
from pendopo.datahouse.domain.protection import Protection, Treatment
from pendopo.datahouse.models import Dataset, Release, Version
from tests.governed_data import ROWS, GovernedHouse, governed_house
from tests.web.taps import text_of

pytestmark = pytest.mark.django_db
PAGE, NIK = "/rumah-data/data/kunjungan/", "3576014107900001"


@pytest.fixture
def house(tmp_path: Path, settings: LazySettings) -> GovernedHouse:
    """Everybody may have the first release of the data set."""
    settings.PENDOPO_LAKE = tmp_path / "lake"
    made = governed_house(tmp_path, settings.PENDOPO_LAKE)
    made.approved()
    made.publish()
    return made


def client_of(house: GovernedHouse, name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=house.people[name].account_id))
    return client


def upload(client: Client, rows: str) -> str:
    """The next file goes through the form; what the page of its arrival says."""
    sent = client.post(
        "/rumah-data/kirim/ke/kunjungan/", {"berkas": SimpleUploadedFile("november.csv", rows.encode())}
    )
    return text_of(client.get(sent["Location"]))


def test_a_nik_in_a_public_data_set_gets_no_further_than_its_agency(house: GovernedHouse) -> None:
    producer, steward = client_of(house, "produsen"), client_of(house, "walidata")
    assert "data pribadi" in upload(producer, ROWS.replace("ramai", NIK))
    assert (Version.objects.count(), Dataset.objects.get().at_work) == (2, 2)
    refused = producer.post(PAGE, {"langkah": "ajukan"})
    assert refused.status_code == 422
    assert "berisi 1 NIK" in text_of(refused)
    assert steward.post(PAGE, {"langkah": "periksa"}).status_code == 422
    assert steward.post(f"{PAGE}terbit/").status_code == 422
    assert (Dataset.objects.get().state, Release.objects.count()) == ("draf", 1)
    assert NIK not in text_of(Client().get("/data/kunjungan/"))


def test_a_column_that_is_shown_again_after_the_approval_is_not_published(house: GovernedHouse) -> None:
    def protect(treatment: Treatment) -> None:
        wanted = Protection({"catatan": treatment})
        owner = house.people["produsen"]
        protecting.protect(actor=owner, now=house.now(), slug="kunjungan", wanted=wanted, reason="Uji")

    upload(client_of(house, "produsen"), ROWS.replace("ramai", "0812-3456-7890"))
    protect(Treatment.HIDDEN)
    house.act("produsen", "submit")
    house.act("walidata", "begin_check")
    house.act("walidata", "approve")
    protect(Treatment.SHOWN)
    refused = client_of(house, "walidata").post(f"{PAGE}terbit/")
    assert refused.status_code == 422
    assert "nomor telepon" in text_of(refused)
    assert (Dataset.objects.get().state, Release.objects.count()) == ("disetujui", 1)
