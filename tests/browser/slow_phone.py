"""A phone of 2018, as far as Chromium can play one."""

from playwright.sync_api import Page

#: Its browser knows no Ed25519: the page then loads its own.
WITHOUT_ED25519 = """
const own = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, key, name, ...rest) =>
  name === "Ed25519" ? Promise.reject(new DOMException("", "NotSupportedError")) : own(form, key, name, ...rest);
"""


def slow_down(page: Page) -> None:
    """A quarter of this machine's speed from now on."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
