"""The Walidata names catalogues to be read and programs to be told."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from pendopo.datahouse.domain.webhooks import secret_of, shown_secret
from pendopo.datahouse.models import HarvestSource, Webhook
from pendopo.kernel.actor import Grant, Role
from tests.town import Town
from tests.web.survey.staff import signed_in
from tests.web.taps import text_of

pytestmark = pytest.mark.django_db
PAGE = "/rumah-data/tetangga/"
ADDRESS = "https://katalog.contoh.go.id"


@pytest.fixture
def walidata(town: Town, tmp_path: Path) -> Client:
    return signed_in("walidata", Grant(Role.DATA_STEWARD, government_id=town.office.government_id))


def test_a_catalogue_is_added_read_and_stopped(walidata: Client) -> None:
    form = {
        "lakukan": "katalog",
        "katalog_nama": "Kota Lain",
        "katalog_alamat": ADDRESS,
        "katalog_organisasi": "a, b",
    }
    assert walidata.post(PAGE, form).status_code == 302
    source = HarvestSource.objects.get()
    assert (source.url, source.organizations, source.active) == (ADDRESS, ["a", "b"], True)
    assert "Kota Lain" in text_of(walidata.get(PAGE))
    own = f"{PAGE}katalog/{source.pk}/"
    assert "Belum pernah dibaca" in text_of(walidata.get(own))
    walidata.post(own, {"lakukan": "hentikan"})
    assert "tidak dibaca lagi" in text_of(walidata.get(own))
    again = walidata.post(PAGE, form)
    assert again.status_code == 422
    assert "sudah ada di daftar" in text_of(again)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(walidata: Client) -> None:
    form = {"lakukan": "katalog", "katalog_nama": "Kota Lain", "katalog_alamat": "katalog.contoh"}
    page = walidata.post(PAGE, form)
    assert page.status_code == 422
    assert b'value="katalog.contoh"' in page.content
    assert b'href="#katalog_alamat"' in page.content


def test_a_receiver_gets_a_secret_that_no_table_holds(walidata: Client) -> None:
    form = {"lakukan": "penerima", "penerima_nama": "Portal provinsi", "penerima_alamat": f"{ADDRESS}/kabar"}
    page = walidata.post(PAGE, form)
    hook = Webhook.objects.get()
    assert page["Location"] == f"{PAGE}penerima/{hook.pk}/"
    first = shown_secret(secret_of(settings.SECRET_KEY, hook.pk, 1))
    assert first not in text_of(walidata.get(page["Location"]))
    assert first in text_of(walidata.post(page["Location"], {"lakukan": "rahasia"}))
    walidata.post(page["Location"], {"lakukan": "ganti"})
    assert first not in text_of(walidata.post(page["Location"], {"lakukan": "rahasia"}))


def test_others_have_no_business_here(town: Town, client: Client) -> None:
    producer = signed_in("produsen", Grant(Role.DATA_PRODUCER, government_id=town.office.government_id))
    assert producer.get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302
    elsewhere = signed_in("lain", Grant(Role.DATA_STEWARD, government_id=town.office.government_id + 1))
    form = {"lakukan": "katalog", "katalog_nama": "Kota Lain", "katalog_alamat": ADDRESS}
    assert elsewhere.post(PAGE, form).status_code == 403
    assert not HarvestSource.objects.exists()
