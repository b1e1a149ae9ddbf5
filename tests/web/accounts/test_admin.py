"""Administrators make accounts, give roles and issue keys in /kelola/, each within their own government."""

import re

import pytest
from django.test import Client

from pendopo.accounts import queries
from pendopo.accounts.models import Account, AccountEvent, ApiKey
from pendopo.directory.models import Agency, Government, Office
from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.errors import Unauthenticated
from tests.web.accounts.people import CITY, MALL, PASSWORD, REGENCY

LIST, ADD = "/kelola/accounts/account/", "/kelola/accounts/account/add/"
DINAS = 10
KEYS = "/kelola/accounts/apikey/"


@pytest.fixture(autouse=True)
def _governments(db):
    for number, code, name in ((CITY, "35.76", "Kota Uji"), (REGENCY, "35.16", "Kabupaten Uji")):
        Government.objects.create(pk=number, code=code, name=name, level="kota")
    Agency.objects.create(pk=DINAS, government_id=CITY, slug="dinas-uji", name="Dinas Uji")
    Office.objects.create(pk=MALL, government_id=CITY, slug="mal-uji", name="Mal Uji", address="Jl. Uji 1")


def roles(*rows, held=0):
    given = {"roles-TOTAL_FORMS": held + len(rows), "roles-INITIAL_FORMS": held}
    for number, (role, place) in enumerate(rows, start=held):
        given |= {f"roles-{number}-role": role, f"roles-{number}-place": place}
    return given


def new(browser, username="sari", password=PASSWORD, home=f"{CITY}.-.-", given=(), **more):
    form = {"username": username, "display_name": "Sari Dewi", "home": home}
    return browser.post(ADD, form | {"password1": password, "password2": password} | roles(*given) | more)


def test_a_new_officer_is_made_with_role_and_can_sign_in(at_work):
    answer = new(at_work("kepala"), given=[("officer", f"{CITY}.-.{MALL}")])
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    account = Account.objects.get(username="sari")
    assert queries.actor_of(account.pk).grants == (Grant(Role.OFFICER, CITY, None, MALL),)
    assert account.government_id == CITY
    assert Client().post("/masuk/", {"login": "sari", "password": PASSWORD}).status_code == 302
    assert set(AccountEvent.objects.filter(account=account).values_list("by__username", flat=True)) == {
        "kepala"
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"password": "pendek"}, "12"),
        ({"password2": "lain-lain-lain"}, "Kedua kata sandi tidak sama"),
        ({"username": "dua kata"}, "huruf kecil"),
        ({"username": "kepala"}, "telah ada"),
        ({"home": f"{REGENCY}.-.-"}, "pilihan"),
        ({"given": [("officer", f"{REGENCY}.-.-")]}, "pilihan"),
        ({"given": [("administrator", "-.-.-")]}, "pilihan"),
        ({"given": [("officer", f"{CITY}.{DINAS}.-")]}, "Pilih kantor layanan"),
        ({"given": [("king", f"{CITY}.-.-")]}, "pilihan"),
    ],
)
def test_a_refused_form_says_why_and_makes_nobody(at_work, changes, message):
    answer = new(at_work("kepala"), **changes)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not Account.objects.filter(display_name="Sari Dewi").exists()


def test_an_officer_everywhere_is_refused_even_to_the_central_administrator(at_work):
    answer = new(at_work("pusat"), home="-.-.-", given=[("officer", "-.-.-")])
    assert "Pilih tempat tugas" in answer.content.decode()
    assert not Account.objects.filter(username="sari").exists()


def test_an_administrator_sees_the_own_government_only(at_work, person):
    person("petugas"), person("tetangga")
    own = at_work("kepala").get(LIST).content.decode()
    assert ">petugas<" in own
    assert ">tetangga<" not in own
    assert ">tetangga<" in at_work("pusat").get(LIST).content.decode()


def test_somebody_elses_account_cannot_be_opened(at_work, person):
    stranger = person("tetangga")
    assert at_work("kepala").get(f"{LIST}{stranger}/change/").status_code == 302
    assert at_work("kepala").post(f"{LIST}{stranger}/change/", {"display_name": "X"}).status_code == 302
    assert Account.objects.get(pk=stranger).display_name == "Tetangga"


def test_roles_are_taken_away_and_given_on_the_same_page(at_work, person):
    account_id = person("petugas")
    held = Account.objects.get(pk=account_id).roles.get()
    browser = at_work("kepala")
    page = browser.get(f"{LIST}{account_id}/change/").content.decode()
    assert "Mal Uji" in page
    form = {"display_name": "Petugas", "is_active": "on", "password1": ""}
    form |= roles(("supervisor", f"{CITY}.-.{MALL}"), held=1)
    form |= {"roles-0-id": held.pk, "roles-0-account": account_id, "roles-0-DELETE": "on"}
    form |= {"events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0}
    answer = browser.post(f"{LIST}{account_id}/change/", form)
    assert answer.status_code == 302, answer.content.decode()
    assert queries.actor_of(account_id).grants == (Grant(Role.SUPERVISOR, CITY, None, MALL),)
    page = browser.get(f"{LIST}{account_id}/change/").content.decode()
    assert "Peran dicabut: Petugas loket, Mal Uji" in page
    assert "Peran diberikan: Penyelia, Mal Uji" in page


def change(browser, account_id, **fields):
    form = {"display_name": "Petugas", "is_active": "on", "password1": ""} | fields
    form |= roles(held=0) | {"events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0}
    return browser.post(
        f"{LIST}{account_id}/change/", {name: value for name, value in form.items() if value != ""}
    )


def test_a_new_password_and_a_closed_account(at_work, person):
    account_id, browser = person("petugas"), at_work("kepala")
    assert change(browser, account_id, password1="sebelas-kuda-berlari").status_code == 302
    assert Account.objects.get(pk=account_id).check_password("sebelas-kuda-berlari")
    assert "12" in change(browser, account_id, password1="pendek").content.decode()
    change(browser, account_id, is_active="")
    with pytest.raises(Unauthenticated):
        queries.actor_of(account_id)


def test_an_account_cannot_be_deleted(at_work, person):
    account_id = person("petugas")
    assert at_work("pusat").post(f"{LIST}{account_id}/delete/", {"post": "yes"}).status_code == 403
    assert Account.objects.filter(pk=account_id).exists()


def test_an_editor_finds_the_directory_but_no_accounts(at_work):
    browser = at_work("penyunting")
    assert browser.get(LIST).status_code == 403
    assert browser.get(KEYS).status_code == 403
    assert "/kelola/accounts/" not in browser.get("/kelola/").content.decode()


def test_tickets_answers_and_records_are_no_rows_to_edit(at_work):
    index = at_work("pusat").get("/kelola/").content.decode()
    assert set(re.findall(r'href="/kelola/(\w+)/', index)) == {"accounts", "directory", "password_change"}


def test_a_key_is_shown_once_and_works(at_work, person):
    account_id, browser = person("petugas"), at_work("kepala")
    answer = browser.post(f"{KEYS}add/", {"account": account_id, "label": "papan", "days": "30"})
    key = re.search(r'value="(pdp_[\w-]{43})"', answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    assert queries.actor_for_key(key).account_id == account_id
    for page in (KEYS, f"{KEYS}{ApiKey.objects.get().pk}/change/"):
        assert key not in browser.get(page).content.decode()


def test_a_key_is_revoked_from_the_list(at_work, person):
    browser = at_work("kepala")
    browser.post(f"{KEYS}add/", {"account": person("petugas"), "label": "papan", "days": "30"})
    row = ApiKey.objects.get()
    answer = browser.post(KEYS, {"action": "revoke", "_selected_action": row.pk}, follow=True)
    text = answer.content.decode()
    assert "1 kunci dicabut" in text
    assert "Dicabut" in text
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_key_for_somebody_out_of_reach_is_refused(at_work, person):
    answer = at_work("kepala").post(
        f"{KEYS}add/", {"account": person("tetangga"), "label": "papan", "days": "30"}
    )
    assert answer.status_code == 200
    assert not ApiKey.objects.exists()


def test_sign_in_and_passwords_of_the_admin_are_those_of_the_site(at_work, client):
    assert client.get("/kelola/login/")["Location"].startswith("/masuk/?next=")
    browser = at_work("kepala")
    assert browser.get("/kelola/login/")["Location"] == "/kelola/"
    assert browser.get("/kelola/password_change/")["Location"] == "/kata-sandi/"
    answer = browser.post("/kelola/logout/", follow=True)
    assert answer.redirect_chain[0] == ("/keluar/", 307)
    assert browser.get("/ruang-kerja/").status_code == 302
