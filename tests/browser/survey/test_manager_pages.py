"""Files of three shapes come in through the browser; somebody answers at the kiosk by the exit, with a keyboard too."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import DESK, all_faults, faults
from tests.unit.survey.files import form_csv, office_workbook, semicolon_csv

IMPORTS = "/ruang-kerja/survei/impor/"


def signed_in(hall: Hall, phone: BrowserContext, role: str) -> Page:
    """A page of this person, who has signed in."""
    session = hall.site.session(hall.sign_ins[role]["id"])
    phone.add_cookies([{"name": "sessionid", "value": session, "url": hall.address}])
    return phone.new_page()


def upload(page: Page, hall: Hall, file: Path) -> None:
    page.goto(hall.address + IMPORTS)
    page.set_input_files("#berkas", file)
    page.get_by_role("button", name="Lihat isi berkas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa isi berkas")


def read_again(page: Page) -> None:
    page.get_by_role("button", name="Baca ulang dengan pilihan ini").click()
    expect(page.locator("#temuan")).to_have_text("Siap dimasukkan")


def bring_in(page: Page) -> None:
    page.get_by_role("button", name="Masukkan").click()
    expect(page.get_by_role("button", name="Batalkan impor ini")).to_be_visible()


def test_files_of_three_shapes_are_matched_and_brought_in(
    hall: Hall, phone: BrowserContext, tmp_path: Path
) -> None:
    page = signed_in(hall, phone, "survey-manager")
    files = {"kantor.xlsx": office_workbook(), "formulir.csv": form_csv(), "excel.csv": semicolon_csv()}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    upload(page, hall, tmp_path / "kantor.xlsx")
    expect(page.get_by_text("2 nama layanan belum dikenal")).to_be_visible()
    assert all_faults(page) == []
    for field in page.locator('select[name^="layanan-"]').all():
        field.select_option(index=1)
    read_again(page)
    bring_in(page)
    upload(page, hall, tmp_path / "formulir.csv")
    page.locator('select[name^="layanan-"]').first.select_option(index=1)
    read_again(page)
    expect(page.locator(".app-score__figure")).to_have_text("83,33")
    bring_in(page)
    upload(page, hall, tmp_path / "excel.csv")
    page.select_option('select[name="layanan"]', index=2)
    page.fill("#bulan", "2024-03")
    read_again(page)
    bring_in(page)
    page.fill("#alasan", "Hanya untuk mencoba")
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_text("Hanya untuk mencoba")).to_be_visible()
    assert all_faults(page) == []


def test_the_kiosk_by_the_exit_is_answered_by_touch_and_by_keyboard(
    hall: Hall, phone: BrowserContext
) -> None:
    page = signed_in(hall, phone, "officer")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.goto(f"{hall.address}/survei/kios/{hall.office}/pasang/")
    page.fill("#nama", "Pintu keluar")
    page.get_by_role("button", name="Jadikan gawai ini kios survei").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Layanan apa yang baru Anda terima?")
    assert faults(page) == []
    page.get_by_role("link", name="Dinas Kependudukan").click()
    page.get_by_role("link", name="Akta kelahiran").click()
    expect(page.get_by_text("Pertanyaan 1 dari 9")).to_be_visible()
    assert faults(page) == []
    for number in range(1, 9):
        expect(page.get_by_text(f"Pertanyaan {number} dari 9")).to_be_visible()
        page.locator(".app-tile--face").nth(2).click()
    expect(page.get_by_text("Pertanyaan 9 dari 9")).to_be_visible()
    page.locator(".app-tile--face").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih atas penilaian Anda")
    assert faults(page) == []


def test_a_sheet_is_typed_with_digits_alone(hall: Hall, phone: BrowserContext) -> None:
    page = signed_in(hall, phone, "supervisor")
    page.goto(f"{hall.address}/ruang-kerja/survei/kertas/")
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#U1")).to_be_focused()
    page.keyboard.type("343432341")
    expect(page.locator("#U9")).to_have_value("1")
    assert all_faults(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lembar 1 tersimpan")).to_be_visible()
