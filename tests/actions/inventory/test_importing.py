"""An inventory leaves as a workbook and comes back: equal, or refused with every fault in its cell."""

import io
import uuid
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from django.utils.translation import gettext

from pendopo.directory.models import Office, Service
from pendopo.directory.queries import forget
from pendopo.inventory import actions, queries
from pendopo.inventory.actions import ShownIsOld
from pendopo.inventory.domain import sheets
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.sheets import FileUnreadable, ImportRefused
from pendopo.inventory.exports.table import inventory_csv
from pendopo.inventory.exports.workbook import inventory_xlsx
from pendopo.inventory.models import Change, Element, Link
from pendopo.kernel.errors import Forbidden, NotFound
from tests.inventory_town import JUNE
from tests.town import build_town


def exported(town, **only) -> bytes:
    return inventory_xlsx(
        town.place, queries.elements_of(town.id, **only), queries.link_codes(town.id, **only), {}
    )


def book(tables) -> bytes:
    """A workbook as people make it; "=..." is a formula."""
    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    for title, rows in tables.items():
        page = made.add_worksheet(title)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    page.write_formula(line, column, value, None, "")
                else:
                    page.write(line, column, value)
    made.close()
    return written.getvalue()


def bring(town, raw, who="sekda"):
    return actions.import_workbook(
        actor=town.people[who], now=JUNE, government_id=town.id, name="inventaris.xlsx", raw=raw
    )


def told(refused) -> dict[str, str]:
    return {fault.place: fault.refusal.told(gettext) for fault in refused.value.faults}


def test_what_leaves_comes_back_equal_and_changes_nothing(town):
    town.add("AP-2", "=1+1 dan -hasil", Part.APPLICATION, "bkpsdm", keterangan="Dua\nbaris, 50% & <tanda>",
             sejak="2019-01-31", pengguna=120, jenis="umum", cadangan_terakhir="2026-05-01")  # fmt: skip
    changes = Change.objects.count()
    plan = bring(town, exported(town))
    assert plan.is_empty
    assert (plan.unchanged, plan.links.unchanged, Change.objects.count()) == (6, 4, changes)
    assert exported(town) == exported(town)
    whole = {one.code: replace(one.facts, agency_id=0) for one in queries.elements_of(town.id)}
    links = queries.link_codes(town.id)
    workbook = exported(town)
    elsewhere = _empty_twin(town)
    bring(elsewhere, workbook)
    assert {one.code: replace(one.facts, agency_id=0) for one in queries.elements_of(elsewhere.id)} == whole
    assert queries.link_codes(elsewhere.id) == links


def _empty_twin(town):
    """Another government with agencies of the same names and nothing recorded."""
    from pendopo.directory.models import Agency, Government

    government = Government.objects.create(code="35.99", name="Kabupaten Kembar", level="kabupaten")
    agencies = {
        slug: Agency.objects.create(government=government, slug=slug, name=slug).pk for slug in town.agencies
    }
    from pendopo.kernel.actor import SYSTEM

    return replace(town, government=government, agencies=agencies, people=town.people | {"sekda": SYSTEM})


def test_an_import_adds_changes_and_clears_but_leaves_alone_what_is_not_there(town):
    plan = bring(
        town,
        book(
            {
                "Aplikasi": [
                    ["Nama", "Kode", "Perangkat daerah", "Cadangan terakhir", "Biaya per tahun"],
                    ["Aduan Daring", "ap-1", "KOMINFO", "31/12/2025", ""],
                    ["Presensi", "AP-2", "Dinas Bkpsdm", "2025-12-09", 12_000_000],
                ],
                "Hubungan": [
                    ["Dari", "Hubungan", "Ke", "Tindakan"],
                    ["AP-2", "berjalan di", "IN-1", ""],
                    ["AP-1", "Menyimpan", "DI-1", "lepas"],
                ],
            }
        ),
    )
    assert (len(plan.new), len(plan.changed), len(plan.links.new), len(plan.links.gone)) == (1, 1, 1, 1)
    kept = town.element("AP-1").facts.values
    assert (kept["cadangan_terakhir"], "biaya_tahunan" in kept, kept["cadangan"]) == (
        "2025-12-31",
        False,
        "ya",
    )
    assert town.element("AP-2").facts.values["biaya_tahunan"] == 12_000_000
    assert ("AP-1", Relation.HOLDS, "DI-1") not in queries.link_codes(town.id)
    assert queries.history(town.element("AP-2").id)[-1].words == "Impor inventaris.xlsx"


#: Sheet, row and column (from 0), what is planted there; the fault is expected in that cell.
PLANTED = [
    ("Aplikasi", 5, 0, "AP 5!", "Kode “AP 5!” tidak sesuai"),
    ("Aplikasi", 17, 0, "A-0003", "sudah ada di Aplikasi!A4"),
    ("Aplikasi", 40, 0, "IN-1", "sudah dipakai pada bagian Infrastruktur"),
    ("Aplikasi", 77, 1, "dinas-luar", "Perangkat daerah “dinas-luar” tidak dikenal"),
    ("Aplikasi", 120, 1, "", "Isi perangkat daerah"),
    ("Aplikasi", 160, 2, "", "Beri nama unsur"),
    ("Aplikasi", 199, 3, "Rusak", "Keadaan “Rusak” tidak dikenal"),
    ("Aplikasi", 230, 4, "mungkin", "Ada cadangan: “mungkin” tidak dikenal"),
    ("Aplikasi", 260, 5, "30 Februari 2026", "“30 Februari 2026” bukan tanggal"),
    ("Aplikasi", 300, 6, "-5", "“-5” bukan bilangan bulat"),
    ("Aplikasi", 301, 6, "1,5 juta", "bukan bilangan bulat"),
    ("Aplikasi", 350, 7, "x" * 201, "paling banyak 200 huruf"),
    ("Aplikasi", 400, 6, "=1/0", "Rumus di sel ini"),
    ("Layanan", 12, 0, "", "Kode “” tidak sesuai"),
    ("Hubungan", 3, 2, "A-9999", "Tidak ada unsur dengan kode “A-9999”"),
    ("Hubungan", 9, 1, "memiliki", "Hubungan “memiliki” tidak dikenal"),
    ("Hubungan", 20, 1, "berjalan di", "tidak berlaku dari layanan ke aplikasi"),
]


def test_a_thousand_rows_with_seventeen_planted_errors_name_all_their_cells(town):
    heads = ["Kode", "Perangkat daerah", "Nama", "Keadaan", "Ada cadangan", "Cadangan terakhir",
             "Biaya per tahun", "Pembuat"]  # fmt: skip
    tables = {
        "Aplikasi": [heads]
        + [
            [f"A-{n:04}", "dinkes", f"Aplikasi {n}", "Dipakai", "Ya", "2026-05-01", n * 1000, "Tim sendiri"]
            for n in range(1, 601)
        ],
        "Layanan": [["Kode", "Perangkat daerah", "Nama"]]
        + [[f"L-{n:04}", "dinkes", f"Layanan {n}"] for n in range(1, 251)],
        "Hubungan": [["Dari", "Hubungan", "Ke"]]
        + [[f"L-{n:04}", "memakai", f"A-{n:04}"] for n in range(50, 200)],
    }
    assert sum(len(rows) - 1 for rows in tables.values()) == 1_000
    sound = book(tables)
    for sheet, row, column, value, _ in PLANTED:
        tables[sheet][row][column] = value
    with pytest.raises(ImportRefused) as refused:
        bring(town, book(tables))
    found = told(refused)
    expected = {f"{sheet}!{'ABCDEFGH'[column]}{row + 1}": words for sheet, row, column, _, words in PLANTED}
    assert set(found) == set(expected)
    assert [place for place, words in expected.items() if words not in found[place]] == []
    assert not Element.objects.filter(code="A-0001").exists()
    plan = bring(town, sound)
    assert (len(plan.new), len(plan.links.new)) == (850, 150)


def test_people_of_an_agency_import_for_it_alone(town):
    foreign = town.add("AP-2", "Presensi", Part.APPLICATION, "bkpsdm")
    plan = bring(town, exported(town), who="staf")
    assert plan.is_empty
    rows = [
        ["Kode", "Perangkat daerah", "Nama"],
        [foreign, "bkpsdm", "Nama lain"],
        ["AP-3", "dinkes", "Baru"],
    ]
    links = [["Dari", "Hubungan", "Ke"], [foreign, "berjalan di", "IN-1"]]
    with pytest.raises(ImportRefused) as refused:
        bring(town, book({"Aplikasi": rows, "Hubungan": links}), who="staf")
    assert set(told(refused)) == {"Aplikasi!B2", "Aplikasi!B3", "Hubungan!A2"}
    for who in ("kepala", "peserta"):
        with pytest.raises(Forbidden):
            bring(town, exported(town), who=who)


def test_a_service_is_tied_to_the_directory_by_its_address(town):
    service = build_town(services=1, slug="mpp-inventaris").services[0]
    Office.objects.filter(slug="mpp-inventaris").update(government=town.government)
    forget()
    rows = [["Kode", "Perangkat daerah", "Nama", "Layanan direktori"], ["LA-1", "kominfo", "Pengaduan warga"]]
    with pytest.raises(ImportRefused) as refused:
        bring(town, book({"Layanan": [rows[0], [*rows[1], "mpp-lain/layanan-1"]]}))
    assert set(told(refused)) == {"Layanan!D2"}
    bring(town, book({"Layanan": [rows[0], [*rows[1], "mpp-inventaris/layanan-1"]]}))
    assert town.element("LA-1").facts.service_id == service.pk
    services = queries.directory_services(town.id)
    whole = inventory_xlsx(town.place, queries.elements_of(town.id), queries.link_codes(town.id), services)
    assert bring(town, whole).is_empty
    Service.objects.filter(pk=service.pk).delete()
    assert (town.element("LA-1").facts.service_id, town.element("LA-1").version) == (None, 2)


def test_unknown_sheets_and_columns_are_named(town):
    with pytest.raises(ImportRefused) as refused:
        bring(town, book({"Aplikasi": [["Kode", "Nama", "Nama", "Warna"]], "Catatan": [["x"]]}))
    assert set(told(refused)) == {"Aplikasi!C1", "Aplikasi!D1", "Aplikasi!A1", "Catatan!A1"}


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0 lama", b"Kode;Nama"])
def test_files_that_are_no_workbooks_are_refused(town, raw):
    with pytest.raises(FileUnreadable):
        bring(town, raw)


def test_files_that_would_fill_the_machine_or_run_something_are_refused(town):
    def packed(**parts) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name.replace("__", "/") + ".xml", content)
        return written.getvalue()

    far = (
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    for raw, words in (
        (packed(xl__worksheets__sheet1=far), "paling banyak"),
        (packed(xl__worksheets__sheet1=b" " * 61_000_000), "jauh lebih besar"),
        (packed(xl__vbaProject=b"x"), "makro"),
    ):
        with pytest.raises(FileUnreadable) as refused:
            bring(town, raw)
        assert words in str(refused.value)


def test_what_was_shown_is_what_is_imported(town):
    raw = book({"Aplikasi": [["Kode", "Perangkat daerah", "Nama"], ["AP-1", "kominfo", "Aduan Baru"]]})
    ident, common = uuid.uuid4(), {"now": JUNE, "government_id": town.id}
    staff = town.people["staf"]
    actions.take_upload(actor=staff, upload_id=ident, name="a.xlsx", raw=raw, **common)
    shown = queries.upload(town.id, ident, actor=staff)
    with pytest.raises(NotFound):
        queries.upload(town.id, ident, actor=town.people["sekda"])
    town.relate("AP-1", Relation.PROTECTED_BY, town.add("KE-1", "Uji penetrasi", Part.SECURITY))
    before = town.element("AP-1").facts
    actions.change_element(actor=staff, code="AP-1", seen=1, facts=replace(before, name="Diubah"), **common)
    with pytest.raises(ShownIsOld):
        actions.import_upload(actor=staff, upload_id=ident, seen=shown.plan.digest, **common)
    again = queries.upload(town.id, ident, actor=staff)
    actions.import_upload(actor=staff, upload_id=ident, seen=again.plan.digest, **common)
    assert town.element("AP-1").facts.name == "Aduan Baru"
    with pytest.raises(NotFound):
        queries.upload(town.id, ident, actor=staff)
    assert Link.objects.count() == 5


def test_the_table_for_other_programs_computes_nothing(town):
    town.add("AP-2", "=SUM(A1:A9)", Part.APPLICATION, keterangan="+62 31")
    table = inventory_csv(town.place, queries.elements_of(town.id))
    assert "'=SUM(A1:A9)" in table
    assert "'+62 31" in table
    assert len(table.splitlines()) == 7
    assert sheets.columns_of(Part.SERVICE)[-1] == sheets.DIRECTORY
