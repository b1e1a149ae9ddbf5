"""Previews show without running, and a virus scanner that is set is always asked."""

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pendopo.assessment.domain.file_refusals import FileInfected, ScannerAway
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore
from tests import evidence_files as made

LIMIT = 2_000_000


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    return Intake(FileStore(tmp_path_factory.mktemp("evidence")), Scanner(""), LIMIT)


def test_previews_are_drawn_anew_and_hold_nothing_of_the_file(intake: Intake) -> None:
    secret = b"RAHASIA-DI-EXIF"
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    Image.new("RGB", (40, 30)).save(photo, "JPEG", exif=exif)
    shown = _kept(intake, "foto.jpg", photo.getvalue())
    assert shown.startswith(b"\x89PNG")
    assert secret in photo.getvalue()
    assert secret not in shown
    page = Image.open(io.BytesIO(_kept(intake, "peraturan.pdf", made.pdf(), page=2)))
    assert page.width == 1100


def test_a_word_preview_keeps_words_and_drops_everything_that_runs(intake: Intake) -> None:
    with intake.accepting([made.word("<script>alert(1)</script>")], name="a.docx") as accepted:
        intake.store.keep(accepted.received)
    shown = intake.shown_text(accepted.received.sha256, accepted.kind)["html"]
    assert shown == "<h3>Laporan</h3><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_table_preview_is_bounded(intake: Intake) -> None:
    rows: list[list[object]] = [[number] * 40 for number in range(300)]
    with intake.accepting([made.workbook(rows)], name="a.xlsx") as accepted:
        intake.store.keep(accepted.received)
    (sheet,) = intake.shown_text(accepted.received.sha256, accepted.kind)["sheets"]
    assert (len(sheet["rows"]), len(sheet["rows"][0]), sheet["cut"]) == (200, 30, True)


def _kept(intake: Intake, name: str, content: bytes, page: int = 1) -> bytes:
    with intake.accepting([content], name=name) as accepted:
        intake.store.keep(accepted.received)
    return intake.preview(accepted.received.sha256, accepted.kind, page)


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """A clamd that speaks INSTREAM and takes whatever contains "wabah" for a virus."""
    address = str(tmp_path / "clamd.ctl")
    seen: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        threading.Thread(target=_clamd, args=(server, seen), daemon=True).start()
        yield address, seen


def _clamd(server: socket.socket, seen: list[bytes]) -> None:
    while True:
        try:
            link = server.accept()[0]
        except OSError:
            return
        with link, link.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = b""
            while size := int.from_bytes(said.read(4), "big"):
                content += said.read(size)
            seen.append(content)
            link.sendall(b"stream: Uji.Wabah FOUND\0" if b"wabah" in content else b"stream: OK\0")


def test_a_configured_scanner_sees_every_byte_and_its_word_counts(
    clamd: tuple[str, list[bytes]], intake: Intake
) -> None:
    """ASVS 5.4.3: files are scanned; the answer names the virus."""
    address, seen = clamd
    guarded = Intake(intake.store, Scanner(address), LIMIT)
    content = b"bersih " * 20_000
    with guarded.accepting([content], name="a.txt") as accepted:
        assert accepted.scanned_by == "clamav"
    assert seen == [content]
    with (
        pytest.raises(FileInfected, match="Wabah"),
        guarded.accepting([b"ada wabah di sini"], name="b.txt"),
    ):
        pass


def test_nothing_passes_while_a_configured_scanner_is_away(intake: Intake, tmp_path: Path) -> None:
    guarded = Intake(intake.store, Scanner(str(tmp_path / "nobody.ctl")), LIMIT)
    with pytest.raises(ScannerAway), guarded.accepting([b"halo"], name="a.txt"):
        pass
