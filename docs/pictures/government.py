"""What a government sees of itself, and what everybody sees of it: maturity, roadmap, inventory, data."""

from playwright.sync_api import Page

from pictures.camera import DESK, PHONE, Camera
from pictures.demo import Demo


def government(camera: Camera, demo: Demo) -> None:
    """From the announced index to the data that anybody may take."""
    phone, desk = camera.device(PHONE), camera.device(DESK)
    camera.show(desk, "/kematangan/", "kematangan")
    _roadmap(camera, demo, phone)
    _data(camera, demo, desk)


def _roadmap(camera: Camera, demo: Demo, phone: Page) -> None:
    phone.goto(f"{camera.base}/demo/")
    promises = phone.locator("a[href^='/komitmen/']").get_attribute("href")
    if promises is None:
        raise RuntimeError("the demo has no roadmap")
    camera.show(phone, promises, "komitmen")
    roadmap = f"/peta-rencana/{promises.strip('/').rpartition('/')[2]}/"
    lead = camera.signed_in(demo.person("coordinator"))
    camera.show(lead, f"{roadmap}ringkasan/", "ringkasan-pimpinan")
    camera.show(lead, "/verifikasi/pasang/", "verifikasi")
    camera.show(lead, "/inventaris/35.16/peta/", "peta-hubungan")
    lead.goto(f"{camera.base}{roadmap}rencana/")
    plan = lead.locator(f"main a[href^='{roadmap}rencana/']").first.get_attribute("href")
    if plan is None:
        raise RuntimeError("the demo has no computed plan")
    lead.goto(f"{camera.base}{plan}")
    lead.locator("main svg").first.scroll_into_view_if_needed()
    camera.keep(lead, "rencana")


def _data(camera: Camera, demo: Demo, desk: Page) -> None:
    camera.show(desk, "/data/", "data-terbuka")
    desk.goto(f"{camera.base}/data/ikm-bulanan-3576/")
    camera.keep(desk, "kumpulan-data")
    analyst = camera.signed_in(demo.person("analyst"))
    camera.show(analyst, "/rumah-data/tanya/", "tanya-data")
    steward = camera.signed_in(demo.person("data-steward"))
    camera.show(steward, "/rumah-data/", "rumah-data")
