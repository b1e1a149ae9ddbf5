"""Five data sets of three agencies, each sent in another way, from nothing to the catalogue that others harvest.

What people decide is done in a browser, with axe on the way; the rest by the same forms without one.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults
from tests.forms import Person

pytestmark = pytest.mark.browser

HOME = "/rumah-data/kirim/"
VISITS = "Puskesmas,Kunjungan,,\n,Baru,Lama,Semua\nGedongan,40,80,{0}\nWates,25,50,75\n"
TREES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"taman": name, "luas": size},
         "geometry": {"type": "Point", "coordinates": [112.43, -7.47]}}
        for name, size in (("Benteng Pancasila", 5200), ("Alun-alun", 9800))
    ],
}  # fmt: skip


def workbook() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([("jenjang", "murid"), ("SD", 8120), ("SMP", 4310)]):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


#: Short name: agency, title, theme, columns, and the file; none for what a program sends.
SETS: dict[str, tuple[str, str, str, list[str], tuple[str, bytes] | None]] = {
    "murid-per-jenjang": ("dikbud", "Murid menurut jenjang", "pendidikan", ["jenjang", "murid"],
                          ("murid.xlsx", workbook())),
    "kelas-per-jenjang": ("dikbud", "Ruang kelas menurut jenjang", "pendidikan", ["jenjang", "kelas"],
                          ("kelas.json", json.dumps([{"jenjang": "SD", "kelas": 310}]).encode())),
    "taman-kota": ("dlh", "Taman kota", "lingkungan", ["taman", "luas", "geometry"],
                   ("taman.geojson", json.dumps(TREES).encode())),
    "debu-harian": ("dlh", "Debu di udara tiap hari", "lingkungan", ["hari", "pm25"], None),
}  # fmt: skip
TITLE = "Kunjungan menurut puskesmas"


def begin(person: Person, slug: str, title: str) -> None:
    agency = (
        person.read(HOME + "baru/").partition('name="instansi"')[2].partition('value="')[2].partition('"')[0]
    )
    typed = {"instansi": agency, "nama": title, "ringkasan": f"{title}, dicatat petugas setiap bulan.",
             "frekuensi": "monthly", "akses": "terbuka", "singkat": slug}  # fmt: skip
    assert person.send(HOME + "baru/", typed)[0] == f"{HOME}ke/{slug}/"


def deliver(person: Person, slug: str, file: tuple[str, bytes]) -> None:
    place, _ = person.send(f"{HOME}ke/{slug}/", {}, files={"berkas": file})
    assert "Tersimpan sebagai versi 1" in person.send(place, {"lakukan": "periksa"})[1]


def push(hall: Hall, person: Person, slug: str) -> None:
    """With a key that its owner made on a page; the first columns wait for a look."""
    page = person.send(f"{HOME}ke/{slug}/kunci/", {"nama": "Alat pemantau", "cara": "replace"})[1]
    key = "pdp_" + page.partition("pdp_")[2][:43]
    lines = "".join(json.dumps({"hari": f"2026-11-{day:02}", "pm25": 20 + day}) + "\n" for day in (1, 2, 3))
    with httpx.Client(base_url=hall.address, headers={"authorization": f"Bearer {key}"}) as program:
        place = program.post(f"/api/v1/data/{slug}/deliveries", headers={"idempotency-key": "satu"}).headers[
            "location"
        ]
        program.patch(place, content=lines.encode(), headers={"upload-offset": "0"}).raise_for_status()
        state = program.post(f"{place}/finish").json()["state"]
    assert state == "waiting"
    ident = place.rpartition("/")[2]
    assert "Tersimpan sebagai versi 1" in person.send(f"{HOME}berkas/{ident}/", {"lakukan": "periksa"})[1]


def described(title: str, theme: str, columns: list[str]) -> dict[str, str]:
    about: dict[str, str] = {
        "judul": title, "ringkasan": f"{title} menurut catatan petugas, untuk merencanakan layanan.",
        "akses": "terbuka", "lisensi": "CC-BY-4.0", "frekuensi": "monthly", "tema": theme, "kata-kunci": "cerita",
        "tujuan": "Merencanakan layanan.", "cara_pengumpulan_data": "catatan administrasi",
        "penanggung_jawab": "Kepala Bidang Data", "referensi_waktu": "Oktober 2026",
        "cakupan_wilayah": "Seluruh kota",
    }  # fmt: skip
    for name in columns:
        about |= {
            f"kolom-{name}-definisi": f"{name.capitalize()} yang dicatat", f"kolom-{name}-standar": "belum berstandar",
            f"kolom-{name}-satuan": "unit",
        }  # fmt: skip
    return about


def govern(producer: Person, steward: Person, slug: str, typed: dict[str, str]) -> None:
    """Described and submitted by its agency, checked and published by the Walidata."""
    page = f"/rumah-data/data/{slug}/"
    producer.send(f"{page}keterangan/", typed)
    producer.send(page, {"langkah": "ajukan"})
    steward.send(page, {"langkah": "periksa"})
    steward.send(f"{page}periksa/", {"langkah": "setujui"})
    assert "Rilis 1 (versi 1)" in steward.send(f"{page}terbit/", {})[1]


@pytest.fixture(scope="module")
def sessions(hall: Hall) -> dict[str, str]:
    return hall.site.data_people("dinkes", "dikbud", "dlh")


@pytest.fixture(scope="module")
def people(hall: Hall, sessions: dict[str, str]) -> Iterator[dict[str, Person]]:
    made = {name: Person(hall.address, session) for name, session in sessions.items()}
    yield made
    for one in made.values():
        one.leave()


@contextmanager
def opened(hall: Hall, browser: Browser, session: str) -> Iterator[Page]:
    """The phone of somebody who has signed in."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": session, "url": hall.address}])
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sent(page: Page, text: str) -> None:
    page.set_input_files(
        "#berkas", {"name": "kunjungan.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page, "Kirim berkas")


def first_file(page: Page, address: str) -> None:
    """Headings over two lines and a rule, chosen from lists; what breaks it is told before anything is decided."""
    page.goto(address)
    sent(page, VISITS.format(121))
    page.select_option("#baris-kepala", "2")
    press(page, "Baca ulang berkas")
    page.get_by_role("link", name="Tambah aturan").click()
    page.get_by_role("link", name="Tambah aturan antarkolom").click()
    press(page, "Simpan aturan")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Pilih kolom dari daftar")
    assert faults(page) == []
    page.select_option("#kolom", "kunjungan_semua")
    page.select_option("#banding_1", "kunjungan_baru")
    page.select_option("#banding_2", "kunjungan_lama")
    press(page, "Simpan aturan")
    expect(page.get_by_text("1 dari 2 baris akan ditolak")).to_be_visible()
    assert all_faults(page) == []
    page.get_by_role("link", name="Semua kolom").click()
    press(page, "Batalkan kiriman")


def second_file(page: Page, address: str) -> None:
    page.goto(address)
    sent(page, VISITS.format(120))
    page.select_option("#baris-kepala", "2")
    press(page, "Baca ulang berkas")
    press(page, "Periksa dan simpan")
    expect(page.get_by_text("Tersimpan sebagai versi 1")).to_be_visible()
    page.get_by_role("link", name="Lengkapi metadata dan ajukan kepada Walidata").click()
    expect(page.locator("h1")).to_have_text(TITLE)


def test_five_data_sets_come_from_three_agencies_and_are_harvested(
    hall: Hall, browser: Browser, sessions: dict[str, str], people: dict[str, Person]
) -> None:
    for slug, (agency, title, theme, columns, file) in SETS.items():
        begin(people[agency], slug, title)
        deliver(people[agency], slug, file) if file else push(hall, people[agency], slug)
        govern(people[agency], people["walidata"], slug, described(title, theme, columns))

    begin(people["dinkes"], "kunjungan-puskesmas", TITLE)
    with opened(hall, browser, sessions["dinkes"]) as producer:
        first_file(producer, f"{hall.address}{HOME}ke/kunjungan-puskesmas/")
        second_file(producer, f"{hall.address}{HOME}ke/kunjungan-puskesmas/")
        described_and_submitted(producer, hall.address, people["dinkes"])
        with opened(hall, browser, sessions["walidata"]) as steward:
            found_wanting(steward, f"{hall.address}/rumah-data/")
            mended(producer)
            published(steward)

    place = "/rumah-data/data/kelas-per-jenjang/"
    why = "Satuannya keliru; rilis berikutnya memperbaikinya."
    people["walidata"].send(place, {"langkah": "tarik", "rilis": "1", "alasan": why})
    harvested = harvest(hall.address)
    assert set(SETS) - {"kelas-per-jenjang"} | {"kunjungan-puskesmas"} <= set(harvested)
    assert "kelas-per-jenjang" not in harvested
    assert {one["format"] for one in harvested["taman-kota"]["resources"]} >= {"CSV", "JSON"}


def described_and_submitted(producer: Page, address: str, person: Person) -> None:
    """What is missing is told first. The description itself is typed without the browser."""
    press(producer, "Ajukan")
    expect(producer.locator(".govuk-error-summary")).to_be_visible()
    producer.get_by_role("link", name="Ubah keterangan").click()
    assert faults(producer) == []
    page = "/rumah-data/data/kunjungan-puskesmas/"
    columns = ["Puskesmas", "kunjungan_baru", "kunjungan_lama", "kunjungan_semua"]
    typed = described(TITLE, "kesehatan", columns)
    person.send(f"{page}keterangan/", typed)
    producer.goto(f"{address}{page}")
    press(producer, "Ajukan")


def found_wanting(steward: Page, address: str) -> None:
    steward.goto(address)
    assert all_faults(steward) == []
    steward.get_by_role("link", name=TITLE).click()
    press(steward, "Mulai memeriksa")
    steward.get_by_text("Catat temuan").click()
    steward.get_by_label("Isi data").check()
    steward.get_by_label("Apa yang harus diperbaiki?").fill("Wates tampaknya terlalu rendah.")
    press(steward, "Simpan temuan")
    assert faults(steward) == []
    press(steward, "Kembalikan dengan temuan")


def mended(producer: Page) -> None:
    producer.reload()
    producer.get_by_label("Apa yang sudah Anda perbaiki?").fill("Sudah dicocokkan, angkanya benar.")
    assert faults(producer) == []
    press(producer, "Simpan tanggapan")
    press(producer, "Ajukan")


def published(steward: Page) -> None:
    steward.reload()
    press(steward, "Mulai memeriksa")
    press(steward, "Setujui")
    steward.get_by_role("link", name="Lihat lalu terbitkan").click()
    assert faults(steward) == []
    press(steward, "Terbitkan")
    expect(steward.get_by_text("Rilis 1 (versi 1)")).to_be_visible()
    assert faults(steward) == []


def harvest(address: str) -> dict[str, dict[str, Any]]:
    """By the loop of ckanext-harvest: pages until an empty one, two identical ones are a fault."""
    found: dict[str, dict[str, Any]] = {}
    before, start = b"", 0
    while True:
        wish = {"rows": 2, "start": start, "sort": "id asc"}
        page = httpx.get(f"{address}/api/3/action/package_search", params=wish).raise_for_status().content
        assert page != before
        before, start = page, start + 2
        if not (results := json.loads(page)["result"]["results"]):
            return found
        assert not found.keys() & {one["name"] for one in results}
        found |= {one["name"]: one for one in results}
