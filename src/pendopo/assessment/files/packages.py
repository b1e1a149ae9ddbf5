"""Zipped Office documents from the inside: bounds, no programs, nothing fetched from elsewhere. Part of the worker."""

import re
import zipfile
from xml.etree import ElementTree

from pendopo.assessment.files.bounds import ENTRIES, RATIO, SMALL, TEXT, UNPACKED, Refused
from pendopo.assessment.files.scanner import EICAR

_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_ENCRYPTED = 0x1
#: Parts of a package that hold programs or foreign objects.
_PROGRAMS = re.compile(
    r"vbaProject|vbaData|activeX|oleObject|macrosheets?/|customUI|/ctrlProps/"
    r"|^(Basic|Scripts|Object [^/]*)/|\.(bin|exe|dll|js|vbs|hta|html?|svg)$",
    re.IGNORECASE,
)
#: Binary parts that every spreadsheet program writes and nothing runs.
_HARMLESS = re.compile(
    r"(printerSettings|/fontdata|\.fntdata|layout-cache|customProperty)[^/]*$", re.IGNORECASE
)
#: Relations to other places that are fetched without a tap; links that a reader taps are kept.
_FETCHED = re.compile(
    r"Type=\"[^\"]*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|package)\"", re.IGNORECASE
)
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def check_package(package: zipfile.ZipFile, kind: str) -> None:
    """Refuse bombs, locked parts, programs, and packages of another kind than `kind`; reads every part once."""
    entries = package.infolist()
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise Refused("deep")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused("broken")
    _check_kind(package, kind)
    total = 0
    for entry in entries:
        total += _check_part(package, entry, left=UNPACKED - total)


def _check_kind(package: zipfile.ZipFile, kind: str) -> None:
    names = set(package.namelist())
    if kind in _ODF:
        if "mimetype" not in names or _small(package, "mimetype").strip() != _ODF[kind].encode():
            raise Refused("differs")
        if b"encryption-data" in _small(package, "META-INF/manifest.xml"):
            raise Refused("locked")
        return
    if _MAIN[kind] not in names or "[Content_Types].xml" not in names:
        raise Refused("differs")
    if b"macroEnabled" in _small(package, "[Content_Types].xml"):
        raise Refused("active", "makro")


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, *, left: int) -> int:
    """The true size of a part, read in pieces so that a lie about it ends the reading."""
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("locked")
    if name.startswith("/") or ".." in name.split("/") or "\\" in name:
        raise Refused("broken")
    if _PROGRAMS.search(name) and not _HARMLESS.search(name):
        raise Refused("active", "makro atau objek tersemat")
    size, head, relations = 0, b"", b""
    with package.open(entry) as part:
        while piece := part.read(256 * 1024):
            size += len(piece)
            head = head or piece
            if EICAR in piece:
                raise Refused("infected", "EICAR")
            if name.endswith(".rels") and len(relations) < 4_000_000:
                relations += piece
            if size > left or (size > SMALL and size > RATIO * max(entry.compress_size, 1)):
                raise Refused("deep")
    _check_inside(name, head, relations)
    return size


def _check_inside(name: str, head: bytes, relations: bytes) -> None:
    if head.startswith(_ARCHIVES):
        raise Refused("deep")
    if head.startswith((b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")):
        raise Refused("active", "program atau objek tersemat")
    if name.endswith((".xml", ".rels")) and re.search(rb"<!(DOCTYPE|ENTITY)", head, re.IGNORECASE):
        raise Refused("active", "definisi XML")
    for relation in re.findall(rb"<Relationship\b[^>]*>", relations):
        text = relation.decode("utf-8", "replace")
        if re.search(r"TargetMode=\"External\"", text, re.IGNORECASE) and _FETCHED.search(text):
            raise Refused("active", "rujukan ke berkas lain")


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(2_000_000)


_PARTS = {
    "docx": r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml",
    "xlsx": r"xl/(sharedStrings|worksheets/sheet\d+)\.xml",
    "pptx": r"ppt/(slides|notesSlides)/\w+\.xml",
    "odt": r"content\.xml",
    "ods": r"content\.xml",
}


def words(package: zipfile.ZipFile, kind: str) -> str:
    """The text of all parts that hold text, for the search; the order of the parts does not matter to it."""
    found: list[str] = []
    length = 0
    wanted = re.compile(_PARTS[kind])
    for name in sorted(package.namelist()):
        if not wanted.fullmatch(name):
            continue
        with package.open(name) as part:
            # Definitions were refused, expat bounds expansion, and this process is confined.
            for _, element in ElementTree.iterparse(part):  # noqa: S314
                if element.text and not element.tag.endswith(("}f", "}v")):
                    found.append(element.text)
                    length += len(element.text)
                if element.tag.endswith(("}p", "}si", "}c")):
                    found.append(" ")
                element.clear()
                if length > TEXT:
                    return "".join(found)
    return "".join(found)
