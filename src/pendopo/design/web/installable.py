"""What makes the site installable and its tickets readable offline: the manifest and the service worker."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from pendopo.design.public import public

BRAND = "#0b4f4a"
PAPER = "#f8f4ea"
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest. Nothing asks people to install; those who want to, can.

    Browsers fetch it without cookies, so it speaks the source language.
    """
    icons = [
        {"src": static(f"design/icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    page = {
        "id": "/",
        "name": "pendopo: antrean dan layanan publik",
        "short_name": "pendopo",
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": PAPER,
        "icons": icons,
    }
    response = JsonResponse(page, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@cache
def worker_script() -> str:
    """The built worker, with a version that follows from what the saved pages are made of."""
    parts = [
        Path(finders.find(f"design/{name}")).read_bytes() for name in ("sw.js", "citizen.css", "offline.js")
    ]
    version = hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
    return parts[0].decode().replace("__VERSION__", version)


@public
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that its scope is the whole site. Browsers ask again on each visit."""
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
