"""The way of a file from a stranger's hand into the store: named, bounded, recognised, looked through, then kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pendopo.assessment.domain.file_refusals import FileEmpty
from pendopo.assessment.domain.file_types import (
    HEAD,
    KNOWN,
    PICTURES,
    PLAIN,
    ZIPPED,
    FileType,
    Preview,
    check_head,
    clean_name,
    type_of_name,
)
from pendopo.assessment.files import workers
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore, Received


@dataclass(frozen=True)
class Accepted:
    """A content that may be kept, and what was found in it. `scanned_by` is empty when no scanner is set."""

    received: Received
    name: str
    kind: FileType
    pages: int
    text: str
    scanned_by: str


@dataclass(frozen=True)
class Intake:
    """Store, scanner and the limit in bytes: what a site has set. Made once by the entry points."""

    store: FileStore
    scanner: Scanner
    limit: int

    @contextmanager
    def accepting(self, chunks: Iterable[bytes], *, name: str) -> Iterator[Accepted]:
        """Receive and examine a file; inside the block it can be kept, after it nothing remains of a file that was not.

        Raises a `FileRefused`, `ScannerAway` or `NoSpace`.
        """
        shown = clean_name(name)
        kind = type_of_name(shown)
        with self.store.receiving(chunks, limit=self.limit, name=shown) as received:
            if not received.size:
                raise FileEmpty(name=shown)
            with received.path.open("rb") as content:
                check_head(kind, content.read(HEAD), shown)
            self.scanner.look(received.path, shown)
            facts = _examine(received, kind, shown)
            yield Accepted(received, shown, kind, facts["pages"], facts["text"], self.scanner.name)

    def preview(self, sha256: str, kind: FileType, page: int) -> bytes:
        """A PDF's page or a picture, drawn anew as PNG."""
        path, name = self.store.checked(sha256), KNOWN[kind].name
        if kind is FileType.PDF:
            return workers.ask("page", path, name=name, kind=kind, argument=str(page))
        return workers.ask("thumb", path, name=name, kind=kind)

    def shown_text(self, sha256: str, kind: FileType) -> dict[str, Any]:
        """{"html", "cut"} of a text document, or {"sheets", "cut"} of a workbook."""
        path, name = self.store.checked(sha256), KNOWN[kind].name
        job = "table" if KNOWN[kind].preview is Preview.TABLE else "text"
        return workers.ask_facts(job, path, name=name, kind=kind)


def _examine(received: Received, kind: FileType, name: str) -> dict[str, Any]:
    if kind is FileType.PDF:
        return workers.ask_facts("pdf", received.path, name=name, kind=kind)
    if kind in PICTURES:
        return workers.ask_facts("picture", received.path, name=name, kind=kind)
    if kind in ZIPPED:
        return workers.ask_facts("zipped", received.path, name=name, kind=kind, argument=kind.value)
    if kind in PLAIN:
        return workers.ask_facts("plain", received.path, name=name, kind=kind)
    return {"pages": 0, "text": ""}
