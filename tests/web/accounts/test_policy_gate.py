"""No page runs unless it says who may open it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import AsyncClient, Client

from pendopo.accounts import actions
from pendopo.kernel.actor import SYSTEM, Grant, Role
from tests.web.accounts.people import CITY, MALL

pytestmark = pytest.mark.urls("tests.web.accounts.pages")


def test_a_public_page_runs_for_a_citizen_without_touching_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/uji/umum/")
    assert (answer.status_code, answer.content) == (200, b"warga")


def test_a_page_that_nobody_decided_about_never_runs(at_work):
    browser = at_work("pusat")
    with pytest.raises(ImproperlyConfigured, match="does not name its policy"):
        browser.get("/uji/lupa/")
    browser.raise_request_exception = False
    assert browser.get("/uji/lupa/").status_code == 500


def test_somebody_who_did_not_sign_in_is_sent_there_and_back(client):
    answer = client.get("/uji/loket/?tanggal=1")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/uji/loket/%3Ftanggal%3D1")


def test_a_sent_form_leads_to_its_page_after_signing_in(client):
    page = "http://testserver/uji/loket/"
    answer = client.post("/uji/loket/", headers={"Referer": page})
    assert answer["Location"] == "/masuk/?next=/uji/loket/"
    assert client.post("/uji/loket/")["Location"] == "/masuk/?next=/ruang-kerja/"


def test_a_script_is_told_instead_of_sent(client):
    answer = client.get("/uji/loket/", headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("username", "path", "status"),
    [
        ("baru", "/uji/akun/", 200),
        ("baru", "/uji/loket/", 403),
        ("petugas", "/uji/loket/", 200),
        ("petugas", "/uji/penyelia/", 403),
        ("penyelia", "/uji/loket/", 200),
        ("penyelia", "/uji/penyelia/", 200),
        ("penyunting", "/uji/loket/", 403),
        ("kepala", "/uji/loket/", 403),
        ("petugas", "/kelola/", 403),
        ("penyunting", "/kelola/", 200),
        ("kepala", "/kelola/", 200),
    ],
)
def test_a_page_opens_for_those_who_have_its_permission(at_work, username, path, status):
    assert at_work(username).get(path).status_code == status


def test_a_refusal_says_so_in_words(at_work):
    answer = at_work("baru").get("/uji/loket/")
    assert "Anda tidak berwenang" in answer.content.decode()


def test_a_role_taken_away_closes_the_page_at_once(at_work, person):
    browser = at_work("petugas")
    assert browser.get("/uji/loket/").status_code == 200
    actions.revoke_role(
        actor=SYSTEM, account_id=person("petugas"), grant=Grant(Role.OFFICER, CITY, None, MALL)
    )
    assert browser.get("/uji/loket/").status_code == 403


def test_a_closed_account_is_out_at_once(at_work, person):
    browser = at_work("petugas")
    actions.change_account(
        actor=SYSTEM, account_id=person("petugas"), display_name="Petugas", is_active=False
    )
    assert browser.get("/uji/loket/").status_code == 302


def test_a_made_up_session_is_a_citizen():
    browser = Client()
    browser.cookies["sessionid"] = "a" * 32
    assert browser.get("/uji/umum/").content == b"warga"
    assert browser.get("/uji/akun/").status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("username", "status"), [("penyelia", 200), ("petugas", 403), (None, 302)])
def test_the_gate_holds_for_asynchronous_servers_too(person, username, status):
    from asgiref.sync import async_to_sync
    from django.contrib.auth import get_user_model

    browser = AsyncClient()
    if username:
        browser.force_login(get_user_model().objects.get(pk=person(username)))
    answer = async_to_sync(browser.get)("/uji/penyelia/")
    assert answer.status_code == status
