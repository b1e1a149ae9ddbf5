"""Devices with a screen, and the pictures that are taken of it."""

import io
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

PHONE, DESK, SCREEN = (360, 740), (1280, 800), (1280, 720)
#: Our screens have a few flat colours and the edges of letters, so nobody sees the difference; files shrink to half.
_COLOURS = 256


class Camera:
    """Takes pictures of `base` into a folder."""

    def __init__(self, browser: Browser, base: str, folder: Path) -> None:
        self.base = base
        self._browser, self._folder = browser, folder

    def device(self, size: tuple[int, int]) -> Page:
        """A fresh device with a screen of this size."""
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, locale="id-ID", reduced_motion="reduce"
        )
        return context.new_page()

    def signed_in(self, person: dict[str, Any]) -> Page:
        """A desk at which this person works."""
        page = self.device(DESK)
        page.goto(f"{self.base}/masuk/")
        page.fill("#login", person["username"])
        page.fill("#password", person["password"])
        page.locator("main form button").click()
        page.wait_for_load_state()
        return page

    def show(self, page: Page, path: str, name: str) -> None:
        """Open a page and keep its picture."""
        page.goto(f"{self.base}{path}" if path.startswith("/") else path)
        self.keep(page, name)

    def keep(self, page: Page, name: str) -> None:
        """A picture of what is on the screen now."""
        page.wait_for_timeout(600)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
        picture.save(self._folder / f"{name}.png", optimize=True)
