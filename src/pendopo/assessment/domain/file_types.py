"""Which files can be evidence, and how one is known by its first bytes. Names are text, never paths.

What is not in `KNOWN` is refused: a list of what is allowed can be complete, a list of dangers cannot (OWASP ASVS 5.0,
5.2.2). Old Office formats and anything that browsers run (HTML, SVG) are left out on purpose.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pendopo.assessment.domain.file_refusals import ContentDiffers, LockedOffice, TypeNotAccepted

#: Bytes from the beginning of a file that `check_head` wants to see.
HEAD = 4096
#: Characters of a file name that are kept; the ending always is.
LONGEST_NAME = 150


class Preview(StrEnum):
    """How a file is shown without being run."""

    PAGES = "pages"
    IMAGE = "image"
    TEXT = "text"
    TABLE = "table"
    NONE = "none"


class FileType(StrEnum):
    """An accepted type; the value is kept in the database."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"
    MP4 = "mp4"


@dataclass(frozen=True)
class Known:
    """What is known of a type: its name for people, its media type, its endings, how it is shown."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    preview: Preview


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KNOWN: Mapping[FileType, Known] = {
    FileType.PDF: Known("PDF", "application/pdf", ("pdf",), Preview.PAGES),
    FileType.PNG: Known("PNG", "image/png", ("png",), Preview.IMAGE),
    FileType.JPEG: Known("JPEG", "image/jpeg", ("jpg", "jpeg"), Preview.IMAGE),
    FileType.WEBP: Known("WebP", "image/webp", ("webp",), Preview.IMAGE),
    FileType.DOCX: Known("Word", _OOXML + "wordprocessingml.document", ("docx",), Preview.TEXT),
    FileType.XLSX: Known("Excel", _OOXML + "spreadsheetml.sheet", ("xlsx",), Preview.TABLE),
    FileType.PPTX: Known("PowerPoint", _OOXML + "presentationml.presentation", ("pptx",), Preview.NONE),
    FileType.ODT: Known("OpenDocument", _ODF + "text", ("odt",), Preview.NONE),
    FileType.ODS: Known("OpenDocument", _ODF + "spreadsheet", ("ods",), Preview.TABLE),
    FileType.CSV: Known("CSV", "text/csv; charset=utf-8", ("csv",), Preview.TEXT),
    FileType.TXT: Known("teks biasa", "text/plain; charset=utf-8", ("txt",), Preview.TEXT),
    FileType.MP4: Known("Video MP4", "video/mp4", ("mp4",), Preview.NONE),
}

_BY_ENDING = {ending: kind for kind, known in KNOWN.items() for ending in known.endings}

#: Every ending, as people see it.
ENDINGS = ", ".join(_BY_ENDING)

ZIPPED = frozenset({FileType.DOCX, FileType.XLSX, FileType.PPTX, FileType.ODT, FileType.ODS})
PICTURES = frozenset({FileType.PNG, FileType.JPEG, FileType.WEBP})
PLAIN = frozenset({FileType.CSV, FileType.TXT})

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: Mapping[FileType, re.Pattern[bytes]] = {
    FileType.PDF: re.compile(rb"%PDF-[12]\.\d"),
    FileType.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    FileType.JPEG: re.compile(rb"\xff\xd8\xff"),
    FileType.WEBP: re.compile(rb"RIFF....WEBP", re.DOTALL),
    FileType.MP4: re.compile(rb"....ftyp(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|qt  )", re.DOTALL),
} | {kind: re.compile(rb"PK\x03\x04") for kind in ZIPPED}

#: What a browser would run or draw if it believed its own eyes instead of the name.
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|iframe|object|embed|svg|math|\?xml)", re.IGNORECASE
)


def clean_name(name: str) -> str:
    """The file's name as text to show: no folders, no control or direction signs, not too long.

    "../../etc/passwd" becomes "passwd", and a name that hides its ending behind a right-to-left sign shows it.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    text = re.sub(r"\s+", " ", text).strip(" ").rstrip(". ")
    stem, dot, ending = text.rpartition(".")
    ending = ending[:10]
    if not dot:
        return text[:LONGEST_NAME] or "berkas"
    return f"{stem[: LONGEST_NAME - len(ending) - 1] or 'berkas'}.{ending}"


def type_of_name(name: str) -> FileType:
    """The type that the name's ending claims. Raises `TypeNotAccepted`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _BY_ENDING.get(ending)
    if kind is None:
        raise TypeNotAccepted(name=name, endings=ENDINGS)
    return kind


def check_head(kind: FileType, head: bytes, name: str) -> None:
    """Refuse a file whose first bytes are not those of its claimed type: HTML named .pdf, a program named .png.

    `head` holds the first `HEAD` bytes, or the whole file if it is shorter.
    """
    if kind in PLAIN:
        _check_plain(head, name, kind)
    elif kind in ZIPPED and head.startswith(_COMPOUND):
        raise LockedOffice(name=name)
    elif not _STARTS[kind].match(head):
        raise ContentDiffers(name=name, claimed=KNOWN[kind].name)


def _check_plain(head: bytes, name: str, kind: FileType) -> None:
    foreign = any(start.match(head) for start in _STARTS.values()) or head.startswith(
        (b"MZ", b"\x7fELF", _COMPOUND)
    )
    if foreign or b"\0" in head or _MARKUP.search(head):
        raise ContentDiffers(name=name, claimed=KNOWN[kind].name)
