"""What comes in as evidence, and what is refused: OWASP ASVS 5.0, chapter 5 (in 4.0.3: chapter 12), as tests.

Success and refusal go the same way through the same intake, so a refusal cannot pass for the wrong reason.
"""

import io
import zipfile

import hypothesis
import pytest
from hypothesis import strategies as st
from PIL import Image

from pendopo.assessment.domain.file_refusals import FileRefused
from pendopo.assessment.domain.file_types import FileType, clean_name, type_of_name
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import EICAR, Scanner
from pendopo.assessment.files.store import FileStore
from pendopo.kernel.errors import DomainError
from tests import evidence_files as made

LIMIT = 2_000_000


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    return Intake(FileStore(tmp_path_factory.mktemp("evidence")), Scanner(""), LIMIT)


def refused(intake: Intake, name: str, content: bytes) -> str:
    """The code with which a file is refused; nothing of it may remain."""
    with pytest.raises(DomainError) as refusal, intake.accepting([content], name=name):
        pass
    assert "{" not in str(refusal.value)
    return refusal.value.code


GOOD = {
    "peraturan.pdf": (made.pdf, FileType.PDF, 2, "Pasal 5"),
    "layar.png": (made.picture, FileType.PNG, 1, ""),
    "foto.JPG": (lambda: made.picture("JPEG"), FileType.JPEG, 1, ""),
    "foto.webp": (lambda: made.picture("WEBP"), FileType.WEBP, 1, ""),
    "laporan.docx": (made.word, FileType.DOCX, 1, "audit keamanan"),
    "daftar.xlsx": (made.workbook, FileType.XLSX, 1, "Kependudukan"),
    "paparan.pptx": (made.slides, FileType.PPTX, 1, "Paparan"),
    "notula.odt": (made.open_document, FileType.ODT, 1, "Notula rapat"),
    "data.csv": (lambda: b"\xef\xbb\xbfnama;nilai\nA;1\n", FileType.CSV, 1, "nama;nilai"),
    "catatan.txt": (lambda: b"Disepakati bersama.", FileType.TXT, 1, "Disepakati"),
    "rekaman.mp4": (lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 64, FileType.MP4, 0, ""),
}


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_accepted_with_its_pages_and_words(intake: Intake, name: str) -> None:
    make, kind, pages, words = GOOD[name]
    with intake.accepting([make()], name=name) as accepted:
        assert (accepted.kind, accepted.pages) == (kind, pages)
        assert words in accepted.text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("laman.pdf", b"<!doctype html><script>alert(1)</script>", "file-content"),
        ("program.png", b"MZ\x90\0" + b"\0" * 99, "file-content"),
        ("gambar.pdf", made.picture(), "file-content"),
        ("lukisan.txt", b"<svg xmlns='x' onload='alert(1)'/>", "file-content"),
        ("catatan.csv", b"a;b\n\0\0", "file-content"),
        ("tabel.txt", made.workbook(), "file-content"),
        ("tabel.docx", made.workbook(), "file-content"),
        ("laman.html", b"<html>", "file-type"),
        ("lukisan.svg", b"<svg/>", "file-type"),
        ("makro.docm", made.word(), "file-type"),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-type"),
        ("arsip.zip", made.package({}), "file-type"),
        ("tanpa-akhiran", b"halo", "file-type"),
        ("kosong.pdf", b"", "file-empty"),
        ("besar.txt", b"a" * (LIMIT + 1), "file-too-large"),
    ],
)
def test_a_file_is_what_its_name_says_or_is_refused(
    intake: Intake, name: str, content: bytes, code: str
) -> None:
    """ASVS 5.2.1 (size), 5.2.2 (ending and first bytes agree)."""
    assert refused(intake, name, content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made.locked_pdf(), "file-locked"),
        (made.pdf()[:300], "file-broken"),
        (b"%PDF-1.7\nnothing", "file-broken"),
        (made.pdf_with_attachment(), "file-active"),
        (made.pdf_of(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "file-active"),
        (made.pdf_of(b"<</S/J#61vaScript/JS(app.alert(1))>>"), "file-active"),
        (made.pdf_of(b"<< /S /Launch /F (cmd.exe) >>"), "file-active"),
        (made.pdf_of(b"<< /S /SubmitForm /F (http://x) >>"), "file-active"),
        (made.pdf_of(b"<< /S /JavaScript /JS (1) >>", packed=True), "file-active"),
        (made.pdf_of(b"<< /S /JavaScript /JS (1) >>", packed=True, dictionary=b"/Type 9 0 R"), "file-active"),
        (
            made.pdf_of(b"<< >>") + b"6 0 obj << /Type /ObjStm /Filter /LZWDecode >> stream\n??\nendstream",
            "file-active",
        ),
        (made.pdf() + EICAR, "file-infected"),
    ],
)
def test_a_pdf_that_is_locked_broken_or_acts_is_named(intake: Intake, content: bytes, code: str) -> None:
    """ASVS 5.4.3 (malicious content), and plain words for what happens to honest people."""
    assert refused(intake, "dokumen.pdf", content) == code


def test_a_pdf_that_only_links_to_a_page_about_scripts_is_accepted(intake: Intake) -> None:
    source = '#link("https://contoh.go.id/docs/Web/JavaScript")[pedoman]'
    with intake.accepting([made.pdf(source)], name="pedoman.pdf") as accepted:
        assert accepted.kind is FileType.PDF


def bomb() -> bytes:
    return made.package({"word/document.xml": b"0" * 30_000_000})


def lying_bomb() -> bytes:
    """The directory of the zip says one byte, the part unpacks to thirty million."""
    content = bytearray(bomb())
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (1).to_bytes(4, "little")
    return bytes(content)


RELATION = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://x/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (bomb(), {"file-bomb"}),
        (lying_bomb(), {"file-bomb", "file-broken"}),
        (
            made.package({f"word/{number}.xml": b"" for number in range(5000)} | {"word/document.xml": b""}),
            {"file-bomb"},
        ),
        (made.word_with("word/media/dalam.zip", made.package({"a": b"b"})), {"file-bomb"}),
        (made.word_with("word/vbaProject.bin", b"x"), {"file-active"}),
        (made.word_with("word/activeX/activeX1.xml", b"x"), {"file-active"}),
        (made.word_with("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"), {"file-active"}),
        (made.word_with("word/media/gambar.png", b"MZ program"), {"file-active"}),
        (made.word_with("word/media/virus.txt", EICAR), {"file-infected"}),
        (made.word_with("word/_rels/settings.xml.rels", RELATION), {"file-active"}),
        (made.word_with("word/isi.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), {"file-active"}),
        (made.word_with("../../etc/passwd", b"x"), {"file-broken"}),
        (made.word()[:-60], {"file-broken"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, {"file-locked"}),
    ],
)
def test_an_office_file_cannot_burst_act_or_hide_others(
    intake: Intake, content: bytes, codes: set[str]
) -> None:
    """ASVS 5.2.3 (compressed files: unpacked size and number of files), 5.2.5 (no links out), 5.4.3."""
    assert refused(intake, "laporan.docx", content) in codes


def test_open_documents_with_programs_or_a_password_are_refused(intake: Intake) -> None:
    assert refused(intake, "a.odt", made.open_document(extra={"Basic/Standard/m.xml": b"x"})) == "file-active"
    locked = {"META-INF/manifest.xml": b"<m:encryption-data/>"}
    assert refused(intake, "a.odt", made.open_document(extra=locked)) == "file-locked"
    assert refused(intake, "a.odt", made.open_document("spreadsheet")) == "file-content"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(intake: Intake) -> None:
    """ASVS 5.2.6: a small file can claim an enormous canvas."""
    huge = io.BytesIO()
    Image.new("1", (30_000, 20_000)).save(huge, "PNG")
    assert refused(intake, "luas.png", huge.getvalue()) == "file-bomb"
    assert refused(intake, "putus.png", made.picture()[:-200]) == "file-broken"


def test_the_test_virus_is_found_without_any_scanner(intake: Intake) -> None:
    assert refused(intake, "uji.txt", EICAR) == "file-infected"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sari\\SK Wali Kota.pdf", "SK Wali Kota.pdf"),
        ("laporan\u202efdp.docx", "laporanfdp.docx"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("  .pdf", "berkas.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("", "berkas"),
    ],
)
def test_a_file_name_is_text_and_never_a_path(given: str, shown: str) -> None:
    """ASVS 5.3.2: paths are made of the content's hash alone."""
    assert clean_name(given) == shown


@hypothesis.given(st.text(max_size=300))
def test_any_name_becomes_one_line_without_folders(name: str) -> None:
    shown = clean_name(name)
    assert shown
    assert len(shown) <= 150 or "." not in shown[:150]
    assert not set(shown) & set("/\\\0\r\n\u202e")


@hypothesis.settings(max_examples=15)
@hypothesis.given(st.sampled_from(sorted(GOOD)), st.binary(max_size=40), st.integers(0, 3000))
def test_damaged_files_are_accepted_or_refused_with_a_reason(
    intake: Intake, name: str, noise: bytes, at: int
) -> None:
    """Fuzz: never anything but an expected refusal, and never a file left behind."""
    content = GOOD[name][0]()
    at = min(at, len(content))
    try:
        with intake.accepting([content[:at] + noise + content[at + len(noise) :]], name=name) as accepted:
            assert accepted.kind is type_of_name(name)
    except FileRefused as refusal:
        told = str(refusal)
    else:
        told = name
    assert name in told
    assert not list(intake.store.path("0" * 64).parents[2].glob("incoming/*"))


def test_a_package_with_two_parts_of_one_name_is_refused(intake: Intake) -> None:
    """Two readers would see two documents."""
    content = io.BytesIO(made.word())
    with zipfile.ZipFile(content, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", b"<lain/>")
    assert refused(intake, "a.docx", content.getvalue()) == "file-broken"
