"""Previews, made in the worker: pictures drawn anew, or words and tables. The file itself is never sent to be shown."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

from pendopo.assessment.files.bounds import PIXELS, Refused

#: Width of a page's picture in pixels: readable on a phone when enlarged, about 100 kB.
WIDTH = 1100
ROWS, COLUMNS, SHEETS = 200, 30, 10
CELL = 300
HTML = 500_000

#: What a text document keeps of its form. No pictures, no styles, no scripts; addresses only to the web.
TAGS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "strong",
    "em",
    "br",
    "a",
}
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6"}


def pdf_page(path: Path, number: int) -> bytes:
    """Page `number` (from 1) as PNG, `WIDTH` pixels wide; never more pixels than `PIXELS` whatever the page claims."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
        if not 1 <= number <= len(document):
            raise Refused("broken")
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), (3 * WIDTH) / max(height, 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except pdfium.PdfiumError:
        raise Refused("broken") from None
    return _png(picture)


def picture(path: Path) -> bytes:
    """The picture drawn anew as PNG: whatever else the file holds (places, comments, programs) stays behind."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
            opened.draft("RGB", (WIDTH * 2, WIDTH * 2))
            drawn = ImageOps.exif_transpose(opened)
            drawn.thumbnail((WIDTH, WIDTH * 3))
            return _png(drawn.convert("RGB"))
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise Refused("broken") from None


def _png(drawn: Any) -> bytes:
    """PNG of the pixels alone."""
    written = io.BytesIO()
    drawn.quantize(128).save(written, "PNG", optimize=False)
    return written.getvalue()


def word_text(path: Path) -> dict[str, Any]:
    """The words of a .docx as HTML of a few harmless tags; headings begin below those of the page around it."""
    import mammoth
    import nh3

    try:
        with path.open("rb") as content:
            html = mammoth.convert_to_html(
                content,
                convert_image=mammoth.images.img_element(lambda image: {}),
                external_file_access=False,
            ).value
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, IndexError):
        raise Refused("broken") from None
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    for old, new in reversed(_HEADINGS.items()):
        cleaned = cleaned.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    cut = len(cleaned) > HTML
    return {
        "html": nh3.clean(cleaned[:HTML], tags=TAGS | set(_HEADINGS.values())) if cut else cleaned,
        "cut": cut,
    }


def tables(path: Path) -> dict[str, Any]:
    """The first rows of each sheet, as texts; formulas are shown by the value that was saved."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names[:SHEETS]
        sheets = [_sheet(name, book.get_sheet_by_name(name)) for name in names]
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise Refused("broken") from None
    return {"sheets": sheets, "cut": len(book.sheet_names) > SHEETS}


def _sheet(name: str, sheet: Any) -> dict[str, Any]:
    rows = sheet.to_python(nrows=ROWS + 1)
    cut = len(rows) > ROWS or any(len(row) > COLUMNS for row in rows)
    return {
        "name": name,
        "cut": cut,
        "rows": [[_cell(value) for value in row[:COLUMNS]] for row in rows[:ROWS]],
    }


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:CELL]
