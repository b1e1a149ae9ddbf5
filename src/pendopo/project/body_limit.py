"""Refuses what is too large before it arrives: Django would first write all of it to a disk.

A browser says how much it will send. What says nothing (chunked) is not sent by browsers and is refused as well.
"""

import re
import shutil
import tempfile
from typing import Any

from asgiref.sync import sync_to_async

#: Pages that take files of evidence or inventories, and those that take deliveries of data.
_FILES = re.compile(r"/(data-dukung|penilaian|inventaris)/")
_DELIVERIES = re.compile(r"/rumah-data/kirim/")
#: Fields and boundaries around a file.
_AROUND = 1_000_000
#: Bytes of any other form; Django itself allows far less for its fields.
_FORM = 2_500_000


class BodyLimit:
    """An ASGI application around Django's, with the sizes in bytes that pages of files may take."""

    def __init__(self, app: Any, *, file_bytes: int, delivery_bytes: int = 0) -> None:
        self._app = app
        self._file_bytes = file_bytes
        self._delivery_bytes = delivery_bytes

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand over what fits; answer the rest at once, without reading it."""
        size = _announced(scope)
        limit = self._limit(scope["path"])
        if size is None or size > limit:
            await _refuse(send, "large")
        elif size > _FORM and not await sync_to_async(_has_room)(size):
            await _refuse(send, "full")
        else:
            await self._app(scope, receive, send)

    def _limit(self, path: str) -> int:
        if _FILES.match(path):
            return self._file_bytes + _AROUND
        return self._delivery_bytes + _AROUND if _DELIVERIES.match(path) else _FORM


def _announced(scope: Any) -> int | None:
    """The size of the body as announced; None when it is not."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() else None


def _has_room(size: int) -> bool:
    """Whether the folder in which Django collects a body has room for it and for its parts."""
    return shutil.disk_usage(tempfile.gettempdir()).free > 3 * size


async def _refuse(send: Any, why: str) -> None:
    from pendopo.design.trouble import no_space_page, too_large_page

    page = await sync_to_async(too_large_page if why == "large" else no_space_page)()
    headers = [(name.lower().encode(), value.encode()) for name, value in page.items()]
    headers.append((b"content-length", str(len(page.content)).encode()))
    await send({"type": "http.response.start", "status": page.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": page.content})
