"""The pages of slips: order, print, scan; and the public counts."""

import re

import pytest
from django.test import Client

from pendopo.accounts import actions as accounts
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM, Grant, Role
from pendopo.survey.actions import prepare_slips, tell_closed
from tests.town import build_town


@pytest.fixture
def supervisor(settings, town) -> Client:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    number = accounts.ensure_account(
        username="penyelia",
        display_name="Penyelia",
        password="tujuh-gajah-menari",
        grants=[Grant(Role.SUPERVISOR, office_id=town.office.pk)],
    )
    client = Client()
    client.force_login(Account.objects.get(pk=number))
    return client


def today():
    return clock.now().astimezone().date()


def order(town, **changed):
    return {"layanan": town.services[0].pk, "hari": today().isoformat(), "jumlah": "3"} | changed


def printed(town, count=3):
    codes = []
    prepare_slips(
        office_id=town.office.pk,
        service_id=town.services[0].pk,
        day=today(),
        count=count,
        actor=SYSTEM,
        now=clock.now(),
        draw=lambda rules, day, made: codes.extend(made) or b"",
    )
    return codes


def test_an_order_is_answered_with_a_pdf_that_nobody_keeps(supervisor, town):
    page = f"/slip/{town.office.slug}/"
    assert supervisor.get(page).status_code == 200
    answer = supervisor.post(page, order(town))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "3 dicetak" in supervisor.get(page).content.decode()


@pytest.mark.parametrize(
    "fault", [{"jumlah": "banyak"}, {"jumlah": "0"}, {"jumlah": "9999"}, {"hari": "kemarin"}, {"layanan": ""}]
)
def test_an_order_that_cannot_be_is_explained_and_kept(supervisor, town, fault):
    answer = supervisor.post(f"/slip/{town.office.slug}/", order(town, **fault))
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()


def test_scanned_slips_are_voided_and_every_other_line_explained(supervisor, town):
    slips = printed(town)
    scanned = f"https://contoh.go.id/survei/#{slips[0]}\n{slips[0].lower()}\n\nhalo\n"
    answer = supervisor.post(f"/slip/{town.office.slug}/sisa/", {"kode": scanned})
    words = answer.content.decode()
    assert "1 slip: Dibatalkan dan diumumkan" in words
    assert "1 slip: Sudah dibatalkan sebelumnya" in words
    assert "1 slip: Tidak terbaca sebagai kode" in words
    citizen = Client().post("/survei/", {"code": slips[0]})
    assert citizen.status_code == 410
    assert "Slip sudah dibatalkan" in citizen.content.decode()


def test_an_empty_scan_is_a_kind_refusal(supervisor, town):
    answer = supervisor.post(f"/slip/{town.office.slug}/sisa/", {"kode": "  \n"})
    assert answer.status_code == 422


def test_pages_of_slips_are_for_supervisors_of_that_office(supervisor, town):
    build_town(slug="mpp-lain")
    for page in ("/slip/mpp-lain/", "/slip/mpp-lain/sisa/"):
        assert supervisor.get(page).status_code == 403
        assert Client().get(page).status_code in (302, 401)


def test_everybody_reads_the_counts_and_whether_the_rule_holds(town):
    printed(town)
    page = f"/survei/hitungan/{town.office.slug}/"
    assert "Hari belum ditutup" in Client().get(page).content.decode()
    tell_closed(day=today(), closed={town.services[0].pk: 3})
    words = Client().get(page).content.decode()
    assert "Aturan terpenuhi" in words
    assert re.search(r"3 dicetak − 0 batal", words)
    tell_closed(day=today(), closed={town.services[0].pk: 2})
    assert "Aturan tidak terpenuhi" in Client().get(page).content.decode()
