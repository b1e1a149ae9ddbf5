"""What surrounds every page: languages, help, the installable site, the gallery."""

import asyncio
import json

import httpx
import pytest
from django.db import OperationalError

from pendopo.design import shell


def test_the_chosen_language_is_kept_and_the_reader_stays_on_the_page(browser):
    answer = browser.get("/bahasa/", {"pilih": "en", "next": "/komponen/?kata=ktp"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/komponen/?kata=ktp"
    assert browser.cookies["bahasa"].value == "en"
    assert '<html lang="en"' in browser.get("/komponen/").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "komponen/",
        "http:///elsewhere.example",
        "/\t/elsewhere.example",
        "",
    ],
)
def test_the_language_choice_leads_to_no_other_site(browser, elsewhere):
    assert browser.get("/bahasa/", {"pilih": "en", "next": elsewhere}).headers["Location"] == "/"


def test_an_unknown_language_is_not_kept(browser):
    browser.get("/bahasa/", {"pilih": "xx", "next": "/"})
    assert "bahasa" not in browser.cookies


def test_the_language_of_the_phone_does_not_matter(browser):
    answer = browser.get("/komponen/", headers={"Accept-Language": "en-GB"})
    assert '<html lang="id"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "id"
    assert "Cookie" in answer.headers["Vary"]


def test_a_broken_language_cookie_is_ignored(browser):
    browser.cookies["bahasa"] = "../../etc"
    assert '<html lang="id"' in browser.get("/komponen/").content.decode()


def test_help_stands_on_every_page(browser, help_facts):
    page = browser.get("/komponen/").content.decode()
    assert 'href="tel:0321123456"' in page
    assert help_facts.address in page
    assert help_facts.hours in page


def test_help_is_asked_for_once_a_minute_and_not_per_page(browser):
    asked = []
    shell.provide(lambda office: asked.append(office) or shell.HelpFacts("MPP Contoh"))
    for _ in range(3):
        browser.get("/komponen/")
    assert asked == ["mpp-gajah-mada"]


def test_a_page_without_database_has_the_shell_without_help(browser):
    def away(office: str) -> shell.HelpFacts:
        raise OperationalError("could not connect to server")

    shell.provide(away)
    answer = browser.get("/komponen/")
    assert answer.status_code == 200
    assert "Tanyakan kepada petugas di meja informasi kantor." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/komponen/",
        "/komponen/petugas/",
        "/komponen/kios/",
        "/komponen/papan/",
        "/komponen/papan/?keadaan=kosong",
        "/komponen/papan/?keadaan=terputus",
        "/komponen/papan/?keadaan=baru",
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_gallery_shows_a_whole_page(browser, address, language):
    browser.cookies["bahasa"] = language
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert f'<html lang="{language}"' in page
    assert "style=" not in page, "the content security policy forbids styles in attributes"


def test_the_site_can_be_installed(browser):
    answer = browser.get("/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["display"], manifest["theme_color"]) == ("id", "standalone", "#0b4f4a")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_the_service_worker_covers_the_site_and_names_its_version(browser):
    answer = browser.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "__VERSION__" not in answer.content.decode()
    assert len(answer.content) <= 3000


def test_static_files_are_kept_forever_because_their_name_changes(browser):
    page = browser.get("/komponen/").content.decode()
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = asyncio.run(served(address))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


async def served(address):
    """What the server answers, files included (Django's test client sees pages only)."""
    from pendopo.project.asgi import application

    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(address, headers={"Accept-Encoding": "gzip"})
