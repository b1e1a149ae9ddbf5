"""The browser of the tests: Debian's Chromium, installed where we may."""

import os
import shutil
import sys

from pendopo.project.launcher.debian import install, may_install

#: The shell without a window's toolbars draws the same pages, and opens them in a third of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "Install Chromium (Debian: apt install chromium-headless-shell), "
    "or set PENDOPO_NO_BROWSER=1 to leave its tests out."
)


def find_chromium() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return os.environ.get("PENDOPO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure_chromium() -> str | None:
    """Find Chromium, or install Debian's when we are root; without one, say so and return None."""
    if os.environ.get("PENDOPO_NO_BROWSER") == "1":
        return None
    if path := find_chromium():
        return path
    if may_install():
        install("chromium for the browser tests", SHELL, "fonts-dejavu-core")
    path = find_chromium()
    if path is None:
        print(f"pendopo: no Chromium here, so the browser tests will fail. {ADVICE}", file=sys.stderr)
    return path
