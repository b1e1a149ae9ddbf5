"""Files as people and attackers send them, made on the spot: small, and each with exactly one thing about it."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import docx
import typst
import xlsxwriter
from PIL import Image
from pypdf import PdfReader, PdfWriter

TEXT = "= Peraturan Wali Kota\nArsitektur SPBE Kota Uji, Pasal 5. #pagebreak() Lampiran kedua."


@cache
def pdf(source: str = TEXT) -> bytes:
    """A PDF of two pages, as typesetters make it."""
    return bytes(
        typst.compile(f"#set document(date: none)\n{source}".encode(), format="pdf", ignore_system_fonts=True)
    )


def locked_pdf(password: str = "rahasia") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(password, algorithm="AES-256")
    return _written(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("isi.exe", b"MZ")
    return _written(writer)


def pdf_of(action: bytes, *, packed: bool = False, dictionary: bytes = b"/Type /ObjStm") -> bytes:
    """A PDF whose catalogue opens with `action`; `packed` hides it in an object stream."""
    page = b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >> endobj\n"
    pages = b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
    catalog = b"1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >> endobj\n"
    body = b"%PDF-1.5\n" + catalog + pages + page
    if packed:
        objects = zlib.compress(b"4 0 " + action)
        head = dictionary + b" /N 1 /First 4 /Filter /FlateDecode /Length %d" % len(objects)
        body += b"5 0 obj << " + head + b" >> stream\n" + objects + b"\nendstream endobj\n"
    else:
        body += b"4 0 obj " + action + b" endobj\n"
    return body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (11, 79, 74)).save(written, kind)
    return written.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    document.add_heading("Laporan", 1)
    for paragraph in paragraphs or ("Laporan pelaksanaan audit keamanan.",):
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def workbook(rows: list[list[object]] | None = None) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("Daftar")
    for number, row in enumerate(rows or [["Layanan", "Jumlah"], ["Kependudukan", 1250]]):
        sheet.write_row(number, 0, row)
    book.close()
    return written.getvalue()


def slides() -> bytes:
    return package(
        {"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": b"<a:t xmlns:a='a'>Paparan</a:t>"}
    )


def open_document(kind: str = "text", extra: Mapping[str, bytes] | None = None) -> bytes:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument." + kind.encode(),
        "META-INF/manifest.xml": b"<m/>",
        "content.xml": b"<o xmlns='o'><p>Notula rapat</p></o>",
    }
    return package({**parts, **(extra or {})}, types=False)


def package(parts: Mapping[str, bytes], *, types: bool = True) -> bytes:
    """A zip with these parts, and a list of types as Office wants it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        if types:
            made.writestr("[Content_Types].xml", b"<Types/>")
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def word_with(name: str, content: bytes) -> bytes:
    """A Word document with one part more."""
    written = io.BytesIO(word())
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return written.getvalue()


def _written(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
