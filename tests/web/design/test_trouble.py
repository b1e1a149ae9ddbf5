"""Refusals and faults end in a page with the right status that says what is kept and what to do now."""

import threading

import pytest
from django.db import connection, connections

REFUSALS = [
    ("/tolak/isian/", 422, "Tulis kode survei Anda."),
    ("/tolak/wewenang/", 403, "Anda tidak berwenang melakukan ini."),
    ("/tolak/cari/", 404, "Yang Anda cari tidak ditemukan."),
    ("/tolak/kuota/", 409, "Kuota KTP &lt;b&gt;elektronik&lt;/b&gt; hari ini sudah habis."),
    ("/tolak/lewat/", 410, "Kode survei ini sudah tidak berlaku."),
    ("/tolak/deras/", 429, "Terlalu banyak nomor diambil dari alamat ini."),
    ("/tolak/tutup/", 503, "Pengambilan nomor sedang ditutup sementara."),
]


@pytest.mark.parametrize(("address", "status", "sentence"), REFUSALS)
def test_a_refusal_has_its_status_and_its_sentence(browser, address, status, sentence):
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert page.count("<h1") == 1
    assert "MPP Contoh" in page
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("address", "seconds"), [("/tolak/deras/", "30"), ("/tolak/tutup/", "5")])
def test_those_who_shall_come_later_are_told_when(browser, address, seconds):
    assert browser.get(address).headers["Retry-After"] == seconds


@pytest.mark.parametrize(("address", "status", "sentence"), REFUSALS)
def test_a_script_gets_only_the_message(browser, address, status, sentence):
    answer = browser.get(address, headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_who_has_to_sign_in_is_sent_there_and_comes_back(browser):
    answer = browser.get("/tolak/masuk/?loket=3")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/masuk/?next=/tolak/masuk/%3Floket%3D3"


def test_who_sent_a_form_comes_back_to_the_page_of_the_form(browser):
    browser.handler.enforce_csrf_checks = False
    answer = browser.post("/tolak/masuk/", headers={"Referer": "http://testserver/loket/3/"})
    assert answer.headers["Location"] == "/masuk/?next=/loket/3/"
    answer = browser.post("/tolak/masuk/", headers={"Referer": "https://elsewhere.example/loket/3/"})
    assert answer.headers["Location"] == "/masuk/?next=/ruang-kerja/"


def test_a_refusal_leads_back_only_within_the_site(browser):
    here = browser.get("/tolak/kuota/", headers={"Referer": "http://testserver/layanan/ktp/"})
    assert 'href="/layanan/ktp/"' in here.content.decode()
    away = browser.get("/tolak/kuota/", headers={"Referer": "https://elsewhere.example/layanan/ktp/"})
    assert "elsewhere" not in away.content.decode()


def test_an_unknown_address_is_told_in_the_shell_of_the_site(browser):
    answer = browser.get("/tidak/ada/")
    assert answer.status_code == 404
    assert "Tidak ada halaman dengan alamat ini." in answer.content.decode()
    assert "(0321) 123-456" in answer.content.decode()


def test_a_fault_shows_nothing_of_the_program(browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = browser.get("/rusak/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Ini bukan kesalahan Anda." in page
    assert "secret" not in page
    assert len(answer.content) < 5000


def test_the_style_of_a_fault_page_is_the_only_thing_its_policy_lets_in(browser):
    policy = browser.get("/rusak/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_held_too_long_is_told_as_busy(browser):
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(7)")
            held.set()
            done.wait(10)
            cursor.execute("select pg_advisory_unlock(7)")
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert held.wait(10)
        answer = browser.get("/terkunci/")
    finally:
        done.set()
        other.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Mengirim ulang aman" in answer.content.decode()
    assert browser.get("/terkunci/").content == b"free"


def test_a_database_that_is_away_is_told_without_asking_it(browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = browser.get("/terputus/")
    assert answer.status_code == 503
    assert "Sistem sedang sibuk" in answer.content.decode()


def test_a_form_without_its_token_is_refused_and_told_how_to_go_on(browser):
    answer = browser.post("/formulir/", {"words": "saran"})
    assert answer.status_code == 403
    assert "Formulir perlu dikirim ulang" in answer.content.decode()
    assert "Belum ada yang tersimpan atau berubah." in answer.content.decode()


def test_a_form_that_is_far_too_large_is_refused_with_a_small_page(browser):
    browser.handler.enforce_csrf_checks = False
    answer = browser.post("/formulir/", {"words": "x" * 200_000})
    assert answer.status_code == 400
    assert "Permintaan tidak dapat dibaca" in answer.content.decode()
