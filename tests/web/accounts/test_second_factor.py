"""The second factor: set up with a phone, asked for at sign-in, demanded by role, lost and reset."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from pendopo.accounts import actions, queries
from pendopo.accounts.models import AccountEvent, RoleAssignment
from pendopo.kernel.actor import Role
from pendopo.kernel.errors import Forbidden
from tests.web.accounts.people import PASSWORD
from tests.web.accounts.phone import code_of, set_up


@pytest.fixture(autouse=True)
def _no_codes_remembered(db):
    cache.clear()


def first_step(username: str) -> Client:
    browser = Client()
    answer = browser.post("/masuk/", {"login": username, "password": PASSWORD})
    assert answer["Location"] == "/masuk/kode/"
    return browser


def kinds(account_id: int) -> list[str]:
    rows = AccountEvent.objects.filter(account=account_id).order_by("id")
    return [kind for kind in rows.values_list("kind", flat=True) if "factor" in kind or "paper" in kind]


def test_after_set_up_the_password_alone_opens_nothing(at_work, person):
    secret = set_up(at_work("petugas"))
    browser = first_step("petugas")
    assert browser.get("/ruang-kerja/").status_code == 302
    wrong = browser.post("/masuk/kode/", {"code": "000000"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("Kode tidak cocok atau sudah dipakai") == 2
    assert browser.post("/masuk/kode/", {"code": code_of(secret)})["Location"] == "/ruang-kerja/"
    assert browser.get("/ruang-kerja/").status_code == 200
    assert kinds(person("petugas")) == ["second-factor-set"]


def test_a_code_counts_once(at_work):
    secret = set_up(at_work("petugas"))
    for used in (code_of(secret, -1), code_of(secret)):
        first_step("petugas").post("/masuk/kode/", {"code": used})
        assert first_step("petugas").post("/masuk/kode/", {"code": used}).status_code == 422


def test_a_code_from_paper_opens_once_and_is_counted(at_work, person):
    browser = at_work("petugas")
    set_up(browser)
    printed = re.findall(
        r"<li>(\d{4} \d{4})</li>", browser.get("/verifikasi/kode-cadangan/").content.decode()
    )
    assert len(printed) == 10
    assert first_step("petugas").post("/masuk/kode/", {"code": printed[3]}).status_code == 302
    assert first_step("petugas").post("/masuk/kode/", {"code": printed[3]}).status_code == 422
    assert "Tersisa 9 kode cadangan" in browser.get("/verifikasi/").content.decode()
    browser.post("/verifikasi/kode-cadangan/baru/")
    assert first_step("petugas").post("/masuk/kode/", {"code": printed[5]}).status_code == 422
    assert kinds(person("petugas"))[-1] == "paper-codes-renewed"


def test_the_sixth_guess_is_refused_even_when_it_is_right(at_work):
    secret = set_up(at_work("petugas"))
    browser = first_step("petugas")
    for guess in range(5):
        browser.post("/masuk/kode/", {"code": f"00000{guess}"})
    answer = browser.post("/masuk/kode/", {"code": code_of(secret)})
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_a_role_that_demands_it_works_only_after_set_up(at_work, person, monkeypatch):
    monkeypatch.setitem(site.ENV, "PENDOPO_MFA_ROLES", frozenset({Role.ADMINISTRATOR}))
    browser = at_work("kepala")
    assert browser.get("/kelola/")["Location"] == "/verifikasi/?next=/kelola/"
    assert "Pasang sebelum mulai bekerja" in browser.get("/verifikasi/?next=/kelola/").content.decode()
    assert browser.get("/komponen/").status_code == 200
    assert at_work("petugas").get("/ruang-kerja/").status_code == 200
    set_up(browser, "/kelola/")
    assert 'href="/kelola/"' in browser.get("/verifikasi/kode-cadangan/?next=/kelola/").content.decode()
    assert browser.get("/kelola/").status_code == 200
    browser.post("/verifikasi/lepas/")
    assert browser.get("/kelola/").status_code == 302
    assert kinds(person("kepala")) == ["second-factor-set", "second-factor-removed"]


def test_an_address_of_another_site_is_no_way_back(at_work):
    page = at_work("petugas").get("/verifikasi/?next=https://jahat.example/").content.decode()
    assert 'href="/verifikasi/pasang/"' in page


def test_an_administrator_resets_it_and_the_history_says_so(at_work, person):
    set_up(at_work("petugas"))
    account_id, browser = person("petugas"), at_work("kepala")
    address = f"/kelola/accounts/account/{account_id}/change/"
    assert "reset_second_factor" in browser.get(address).content.decode()
    empty = {f"events-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    changed = {"display_name": "Petugas", "is_active": "on", "password1": "", "reset_second_factor": "on"}
    roles = {"roles-TOTAL_FORMS": "1", "roles-INITIAL_FORMS": "1"}
    row = role_as_sent(account_id)
    assert browser.post(address, empty | changed | roles | row).status_code == 302
    assert kinds(account_id) == ["second-factor-set", "second-factor-reset"]
    assert at_work("petugas").get("/ruang-kerja/").status_code == 200
    with pytest.raises(Forbidden):
        actions.reset_second_factor(actor=queries.actor_of(person("kepala")), account_id=person("tetangga"))


def role_as_sent(account_id: int) -> dict[str, str]:
    """The one role of an account as the admin's form sends it."""
    return {
        "roles-0-id": str(RoleAssignment.objects.get(account=account_id).pk),
        "roles-0-account": str(account_id),
    }


def test_a_stolen_database_makes_no_codes(at_work, settings):
    secret = set_up(at_work("petugas"))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    settings.SECRET_KEY = "another key of another site, 40 letters"
    browser = Client()
    browser.post("/masuk/", {"login": "petugas", "password": PASSWORD})
    assert browser.post("/masuk/kode/", {"code": code_of(secret)}).status_code == 422


def test_an_operator_lets_a_locked_out_administrator_in(at_work, person):
    set_up(at_work("kepala"))
    told = StringIO()
    call_command("reset_second_factor", "Kepala", stdout=told)
    assert told.getvalue() == "kepala: taken away\n"
    assert kinds(person("kepala"))[-1] == "second-factor-reset"
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "siapa")
