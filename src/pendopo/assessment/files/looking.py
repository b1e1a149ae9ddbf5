"""What a worker finds out about a file before it is kept: whole, open, without anything that acts by itself.

Runs in the confined process only (`worker.py`). Every reader is given bounds, because files lie about their size.
"""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pendopo.assessment.files.bounds import PAGES, PIXELS, TEXT, Refused
from pendopo.assessment.files.scanner import EICAR


def pdf(path: Path) -> dict[str, Any]:
    """Pages and text of a PDF that opens, is not locked, and has no actions, programs or files inside."""
    import pypdfium2 as pdfium

    from pendopo.assessment.files.pdf_actions import require_inert

    content = path.read_bytes()
    _no_test_virus(content)
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise Refused("locked" if "assword" in str(fault) else "broken") from None
    pages = len(document)
    if not pages:
        raise Refused("broken")
    if pages > PAGES:
        raise Refused("heavy")
    require_inert(content, document)
    return {"pages": pages, "text": _pdf_text(document)}


def _pdf_text(document: Any) -> str:
    import pypdfium2 as pdfium

    texts, length = [], 0
    for number in range(len(document)):
        try:
            page = document[number]
            words = page.get_textpage().get_text_bounded()
        except pdfium.PdfiumError:
            raise Refused("broken") from None
        texts.append(words)
        length += len(words)
        page.close()
        if length > TEXT:
            break
    return clean("\n".join(texts))


def picture(path: Path) -> dict[str, Any]:
    """Width and height of a picture that can be read to its end and is not enormous."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    _no_test_virus(path.read_bytes())
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
            if getattr(opened, "n_frames", 1) > 200:
                raise Refused("heavy")
            opened.load()
            return {"pages": 1, "text": "", "width": opened.width, "height": opened.height}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("deep") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused("broken") from None


def plain(path: Path) -> dict[str, Any]:
    """The text of a file that is text: UTF-8 without signs that no text has."""
    content = path.read_bytes()
    _no_test_virus(content)
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", "replace")
    if "\0" in words:
        raise Refused("differs")
    return {"pages": 1, "text": clean(words[:TEXT])}


def zipped(path: Path, kind: str) -> dict[str, Any]:
    """The text of an Office document whose package is what it says and holds nothing that acts."""
    from pendopo.assessment.files.packages import check_package, words

    try:
        with zipfile.ZipFile(path) as package:
            check_package(package, kind)
            return {"pages": 1, "text": clean(words(package, kind)[:TEXT])}
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, ElementTree.ParseError):
        raise Refused("broken") from None


def clean(text: str) -> str:
    """Text that PostgreSQL can keep: no zero bytes, no control signs, spaces joined."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]+", " ", text)
    return re.sub(r"[ \t]+", " ", text).strip().encode()[:TEXT].decode("utf-8", "ignore")


def _no_test_virus(content: bytes) -> None:
    if EICAR in content:
        raise Refused("infected", "EICAR")
