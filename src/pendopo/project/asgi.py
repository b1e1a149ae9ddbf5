"""The one ASGI application: the API goes to small handlers, built files from memory, everything else to Django.

Why two ways: a phone that asks for its ticket costs a tenth as much here as through Django's request cycle
(docs/decisions/0003-one-process-two-ways.md).
"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.project.settings")

from django.core.asgi import get_asgi_application

django_pages = get_asgi_application()

from django.conf import settings
from servestatic import ServeStaticASGI

from pendopo.datahouse.queries.downloads import download
from pendopo.live.hub import hub
from pendopo.project.api import health, router
from pendopo.project.body_limit import BodyLimit
from pendopo.project.data_files import PATH as DATA_FILE
from pendopo.project.data_files import DataFiles
from pendopo.project.log_files import LogFiles
from pendopo.project.witness import witness

pages = BodyLimit(
    django_pages,
    file_bytes=settings.ENV["PENDOPO_EVIDENCE_MB"] * 1_000_000,
    delivery_bytes=settings.ENV["PENDOPO_DELIVERY_MB"] * 1_000_000,
)
#: A name with the hash of its content (`citizen.0123456789ab.css`) never means another content.
_HASHED = r"\.[0-9a-f]{12}\.\w+$"
static = ServeStaticASGI(
    pages, settings.STATIC_ROOT, "static/", immutable_file_test=_HASHED, allow_all_origins=False
)
data_files = DataFiles(download, settings.PENDOPO_LAKE)
log_files = LogFiles(Path(settings.ENV["PENDOPO_DATA"]).absolute() / "log")


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Dispatch by path."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        path = scope["path"]
        if path.startswith("/api/v1/"):
            await router(scope, receive, send)
        elif path.startswith("/log/"):
            await log_files(scope, receive, send)
        elif DATA_FILE.fullmatch(path):
            await data_files(scope, receive, send)
        elif path in ("/healthz", "/readyz", "/metrics"):
            await health(scope, receive, send)
        elif path.startswith("/witness/"):
            await witness(scope, receive, send)
        elif path.startswith("/static/"):
            await static(scope, receive, send)
        else:
            await pages(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    """The hub listens while the process lives."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
