"""The scripts that this site serves, as its record names them."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from pendopo.design.web.installable import worker_script

VERSION = version("pendopo")
_FOLDER = "design"


def served_scripts() -> dict[str, str]:
    """Address to SHA-256 of every script that a page of ours may load, the service worker included."""
    folder = Path(str(finders.find(f"{_FOLDER}/verify.js"))).parent
    files = {
        static(f"{_FOLDER}/{file.name}"): file.read_bytes()
        for file in sorted(folder.glob("*.js"))
        if file.name != "sw.js"
    }
    files["/sw.js"] = worker_script().encode()
    return {address: hashlib.sha256(content).hexdigest() for address, content in files.items()}
