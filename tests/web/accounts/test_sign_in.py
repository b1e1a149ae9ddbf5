"""Signing in and out and a new password: with right and wrong input, from here and from elsewhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from pendopo.accounts import actions
from pendopo.kernel.actor import SYSTEM
from tests.web.accounts.people import PASSWORD

SUMMARY = "Ada yang perlu diperbaiki"
MISMATCH = "Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi."


def attempt(browser, username="petugas", password=PASSWORD, **more):
    return browser.post("/masuk/", {"login": username, "password": password} | more)


def test_the_page_asks_for_name_and_password(client):
    page = client.get("/masuk/")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'autocomplete="username"' in text
    assert 'autocomplete="current-password"' in text
    assert text.count("<h1") == 1
    assert SUMMARY not in text


def test_the_right_password_leads_to_the_workplace(client, person):
    person("petugas")
    answer = attempt(client)
    assert (answer.status_code, answer["Location"]) == (302, "/ruang-kerja/")
    assert "Selamat bekerja, Petugas" in client.get("/ruang-kerja/").content.decode()


@pytest.mark.parametrize("typed", ["PETUGAS", " Petugas "])
def test_letter_case_and_blanks_of_the_name_do_not_matter(client, person, typed):
    person("petugas")
    assert attempt(client, typed).status_code == 302


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, person):
    person("petugas")
    answer = attempt(client, password="salah-salah-salah")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Kesalahan:" in text
    assert SUMMARY in text
    assert MISMATCH in text
    assert 'value="petugas"' in text
    assert "salah-salah" not in text


def test_a_refusal_does_not_tell_whether_the_name_exists(client, person):
    account_id = person("petugas")
    wrong = attempt(client, password="salah-salah-salah").content
    unknown = attempt(client, "orang-lain", "salah-salah-salah").content
    actions.change_account(actor=SYSTEM, account_id=account_id, display_name="X", is_active=False)
    closed = attempt(client).content

    def neutral(content):
        return re.sub(r'(value|href|action)="[^"]*"', "", content.decode())

    assert neutral(wrong) == neutral(unknown) == neutral(closed)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"login": "", "password": PASSWORD}, "Tulis nama pengguna Anda"),
        ({"login": "petugas", "password": ""}, "Tulis kata sandi Anda"),
    ],
)
def test_an_empty_field_is_named_in_summary_and_at_the_field(client, given, message):
    answer = client.post("/masuk/", given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(message) == 2
    assert 'href="#login"' in text or 'href="#password"' in text


@pytest.mark.parametrize("huge", ["x" * 40_000, "\x00", "🐘" * 500])
def test_strange_input_is_refused_politely(client, person, huge):
    person("petugas")
    assert attempt(client, huge).status_code == 422
    assert attempt(client, password=huge).status_code == 422


def test_without_csrf_token_nothing_happens(person):
    person("petugas")
    browser = Client(enforce_csrf_checks=True)
    assert attempt(browser).status_code == 403
    assert not Session.objects.exists()


def test_the_form_carries_a_token_that_works(person):
    person("petugas")
    browser = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/masuk/").content.decode())
    assert attempt(browser, csrfmiddlewaretoken=token[1]).status_code == 302


def test_the_session_gets_a_new_key_at_sign_in_and_ends_after_twelve_hours(client, person):
    person("petugas")
    client.session.save()
    session = client.session
    session["basket"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    attempt(client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()
    left = Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client, person):
    person("petugas")
    cookie = attempt(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("target", ["/kelola/", "/ruang-kerja/?a=1"])
def test_sign_in_leads_back_to_where_one_wanted_to_go(client, person, target):
    person("petugas")
    assert attempt(client, next=target)["Location"] == target


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "javascript:alert(1)",
        "http:///jahat.example",
    ],
)
def test_sign_in_never_leads_to_another_site(client, person, target):
    person("petugas")
    assert attempt(client, next=target)["Location"] == "/ruang-kerja/"


def test_five_wrong_passwords_close_the_door_for_this_name(client, person):
    person("petugas")
    for _ in range(5):
        assert MISMATCH in attempt(client, password="salah-salah-salah").content.decode()
    answer = attempt(client)
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_another_spelling_of_name_or_host_gives_no_new_attempts(client, person):
    person("petugas")
    for number in range(5):
        client.post(
            "/masuk/",
            {"login": " PETUGAS "[number % 2 :], "password": "salah-salah-salah"},
            headers={"Host": f"localhost:{8000 + number}"},
        )
    assert "Terlalu banyak percobaan" in attempt(client).content.decode()


def test_right_passwords_do_not_count_as_attempts(person):
    person("petugas")
    for _ in range(7):
        assert attempt(Client()).status_code == 302


def test_a_forged_header_does_not_give_new_attempts(client, person, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/ip"}
    for number in range(3):
        attempt(client, f"nama-{number}", "salah-salah-salah")
    answer = client.post(
        "/masuk/",
        {"login": "nama-9", "password": "salah-salah-salah"},
        headers={"X-Forwarded-For": "198.51.100.7"},
    )
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_too_many_requests_get_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    attempt(client)
    answer = attempt(client)
    assert answer.status_code == 429
    assert "Terlalu banyak permintaan" in answer.content.decode()


def test_signing_out_needs_a_sent_form(at_work):
    browser = at_work("petugas")
    assert "Keluar dari akun ini?" in browser.get("/keluar/").content.decode()
    assert browser.get("/ruang-kerja/").status_code == 200
    assert browser.post("/keluar/").status_code == 302
    assert browser.get("/ruang-kerja/").status_code == 302


def test_signing_out_without_token_is_refused(person):
    person("petugas")
    browser = Client(enforce_csrf_checks=True)
    browser.login(username="petugas", password=PASSWORD)
    assert browser.post("/keluar/").status_code == 403


class TestNewPassword:
    NEW = "sebelas-kuda-berlari"

    def change(self, browser, old=PASSWORD, new=NEW, again=NEW):
        return browser.post("/kata-sandi/", {"oldpassword": old, "password1": new, "password2": again})

    def test_it_replaces_the_old_one_and_keeps_this_session(self, at_work):
        browser, elsewhere = at_work("petugas"), at_work("petugas")
        assert self.change(browser)["Location"] == "/ruang-kerja/"
        assert "Kata sandi telah diganti." in browser.get("/ruang-kerja/").content.decode()
        assert "Kata sandi telah diganti." not in browser.get("/ruang-kerja/").content.decode()
        assert elsewhere.get("/ruang-kerja/").status_code == 302
        assert attempt(Client(), password=self.NEW).status_code == 302
        assert attempt(Client()).status_code == 422

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"old": "salah-salah-salah"}, "Kata sandi saat ini tidak cocok"),
            ({"new": "pendek", "again": "pendek"}, "12"),
            ({"again": "sebelas-kuda-tidur"}, "Kesalahan"),
            ({"new": "", "again": ""}, "Tulis kata sandi baru"),
        ],
    )
    def test_a_refused_one_changes_nothing(self, at_work, given, message):
        answer = self.change(at_work("petugas"), **given)
        assert answer.status_code == 422
        assert message in answer.content.decode()
        assert attempt(Client()).status_code == 302

    def test_only_people_who_signed_in_get_there(self, client):
        assert client.get("/kata-sandi/")["Location"] == "/masuk/?next=/kata-sandi/"


@pytest.mark.parametrize(
    "path",
    [
        "/signup/",
        "/daftar/",
        "/accounts/signup/",
        "/password/reset/",
        "/email/",
        "/confirm-email/",
        "/accounts/login/",
    ],
)
def test_nothing_else_of_the_package_is_reachable(client, path):
    assert client.get(path).status_code == 404
