"""One visit to the hall: take a number, be called, be served, answer; and what became of the answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from playwright.sync_api import Page

from pictures.camera import DESK, PHONE, SCREEN, Camera
from pictures.demo import Demo

SERVICE = "ktp-el"
SCORES = (4, 3, 3, 4, 3, 4, 4, 3, 4)


def visit(camera: Camera, demo: Demo) -> None:
    """From the front page to the index."""
    phone = camera.device(PHONE)
    camera.show(phone, "/", "beranda")
    camera.show(camera.device(DESK), f"/kios/{demo.office}/", "kios")
    for priority in (False, False, True, False):
        demo.take(priority=priority)
    camera.show(phone, f"/layanan/{demo.office}/{SERVICE}/", "layanan")
    phone.get_by_role("button", name="Ambil nomor antrean").click()
    phone.wait_for_url("**/t/*/")
    address, ticket = phone.url, phone.url.rstrip("/").rpartition("/")[2]
    camera.show(phone, address, "nomor")
    for priority in (False, True, False):
        demo.take(priority=priority)
    demo.call_until(ticket)
    camera.show(phone, address, "dipanggil")
    camera.show(camera.device(SCREEN), f"/papan/{demo.office}/", "papan")
    camera.show(camera.signed_in(demo.person("officer")), f"/loket/{demo.counter}/", "loket")
    demo.call(f"/tickets/{ticket}/finish", {})
    phone.goto(address)
    _answer(camera, phone)
    year = datetime.now(UTC).year
    camera.show(camera.device(DESK), f"/kepuasan/{demo.office}/?periode={year}", "indeks")


def _answer(camera: Camera, phone: Page) -> None:
    phone.get_by_role("button", name="Isi survei").click()
    phone.wait_for_url("**/survei/")
    phone.get_by_role("button", name="Lanjutkan").click()
    phone.wait_for_url("**/pertanyaan/1/")
    camera.keep(phone, "survei")
    phone.get_by_role("link", name="Jawab semua pertanyaan dalam satu halaman").click()
    for number, score in enumerate(SCORES, 1):
        phone.check(f"input[name=U{number}][value='{score}']", force=True)
    for _ in ("answers", "profile"):
        phone.get_by_role("button", name="Lanjutkan").click()
    phone.get_by_role("button", name="Kirim jawaban").click()
    phone.wait_for_url("**/survei/bukti/")


@contextmanager
def standing_still(camera: Camera) -> Iterator[None]:
    """Pause the simulated day, and let it run on as before."""
    page = camera.device(DESK)
    page.goto(f"{camera.base}/demo/")
    before = page.locator("button[aria-pressed=true]").get_attribute("value")
    page.locator("button[name=speed][value='0']").click()
    page.wait_for_timeout(1000)
    try:
        yield
    finally:
        page.locator(f"button[name=speed][value='{before}']").click()
