"""Whether a PDF would act by itself: run scripts, start programs, send data, carry other files. Part of the worker.

Asked twice, because each way has holes: PDFium counts scripts and attachments where the standard puts them, and all
object texts are searched for the names of actions, those inside packed object streams included. Names are written
with signs as numbers by some (/J#61vaScript); links to addresses that contain "/JavaScript" are harmless.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from pendopo.assessment.files.bounds import Refused

#: Bytes of unpacked objects; the objects of a document of 2,000 pages need a tenth.
MOST = 60_000_000
_PIECE = 64 * 1024
_GAP = rb"(?:[\x00\s\[\]<>(){}]|/S|/Subtype|/Type)"
_ACTS = (
    (re.compile(_GAP + rb"/(?:JavaScript|Rendition)(?![A-Za-z0-9])"), "JavaScript"),
    (re.compile(_GAP + rb"/Launch(?![A-Za-z0-9])"), "perintah membuka program"),
    (re.compile(_GAP + rb"/(?:SubmitForm|ImportData)(?![A-Za-z0-9])"), "perintah mengirim data"),
    (re.compile(_GAP + rb"/(?:FileAttachment|EmbeddedFile)(?![A-Za-z0-9])"), "berkas terlampir"),
    (re.compile(_GAP + rb"/(?:RichMedia|Movie|Sound)(?![A-Za-z0-9])"), "media"),
)
_NAME = re.compile(rb"#([0-9a-fA-F]{2})")
_BEGIN = re.compile(rb"(?<!end)stream\r?\n")
#: How an object stream begins: pairs of object number and offset.
_PAIRS = re.compile(rb"\s*\d+\s+\d+\s")
_XFA = (2, 3)


def require_inert(content: bytes, document: Any) -> None:
    """Raise `Refused` when the document holds something that acts, or objects that cannot be looked into."""
    import pypdfium2.raw as raw

    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        raise Refused("active", "JavaScript")
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        raise Refused("active", "berkas terlampir")
    if raw.FPDF_GetFormType(document.raw) in _XFA:
        raise Refused("active", "formulir XFA")
    plain = _plain_names(content)
    _search(plain)
    seen = 0
    for objects in _object_streams(content):
        _search(_plain_names(objects))
        seen += 1
    if seen < len(re.findall(rb"/ObjStm(?![A-Za-z0-9])", plain)):
        raise Refused("locked" if b"/Encrypt" in plain else "active", "bagian yang tidak dapat diperiksa")


def _search(objects: bytes) -> None:
    for pattern, what in _ACTS:
        if pattern.search(objects):
            raise Refused("active", what)


def _plain_names(objects: bytes) -> bytes:
    return _NAME.sub(lambda sign: bytes([int(sign[1], 16)]), objects)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Every stream that unpacks to something that begins like an object stream, whatever its dictionary says.

    Where it ends is decided by the packed data and not by the word "endstream", which may stand inside it.
    """
    total = 0
    for begin in _BEGIN.finditer(content):
        head = _inflate(content, begin.end(), 256)
        if head is None or not _PAIRS.match(head):
            continue
        objects = _inflate(content, begin.end(), MOST - total + 1) or b""
        total += len(objects)
        if total > MOST:
            raise Refused("deep")
        yield objects


def _inflate(content: bytes, start: int, most: int) -> bytes | None:
    """At most `most` bytes of what is packed from `start` on; None when nothing is."""
    engine, plain = zlib.decompressobj(), b""
    parts: list[bytes] = []
    length = 0
    while start < len(content) and not engine.eof and length < most:
        try:
            plain = engine.decompress(
                engine.unconsumed_tail or content[start : start + _PIECE], most - length
            )
        except zlib.error:
            return b"".join(parts) or None
        if not engine.unconsumed_tail:
            start += _PIECE
        parts.append(plain)
        length += len(plain)
    return b"".join(parts)
