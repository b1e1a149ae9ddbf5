"""The browser of the tests: Debian's Chromium, installed where we may."""

import os
import shutil
import subprocess
import sys

#: The shell without a window's toolbars draws the same pages, and opens them in a third of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "Install Chromium (Debian: apt install chromium-headless-shell), or set PENDOPO_NO_BROWSER=1 to leave its tests out."


def find_chromium() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return os.environ.get("PENDOPO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure_chromium() -> str | None:
    """Find Chromium, or install Debian's when we are root; without one, say so and return None."""
    if os.environ.get("PENDOPO_NO_BROWSER") == "1":
        return None
    if path := find_chromium():
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("pendopo: installing chromium for the browser tests", file=sys.stderr)
        _install()
    path = find_chromium()
    if path is None:
        print(f"pendopo: no Chromium here, so the browser tests will fail. {ADVICE}", file=sys.stderr)
    return path


def _install() -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", SHELL, "fonts-dejavu-core"]):
        done = subprocess.run(
            ["apt-get", "-qq", *words], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"pendopo: apt-get {words[0]} failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
