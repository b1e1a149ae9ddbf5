"""Where the public record keeps its files."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pendopo.ledger.domain import names, notes
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.files.writing import write_first, write_whole


@dataclass(frozen=True)
class Archive:
    """`host` begins the origins of new keys; `data` holds keys and public files, `memory` what was signed last.

    `memory` should lie on another disk than the database and outside its backups: it is what notices that an old
    backup was restored.
    """

    host: str
    data: Path
    memory: Path

    def signers(self, log: str) -> tuple[notes.Signer, ...]:
        """The keys that sign the log, the first of them its own; made when there are none.

        Raises `notes.NoteRejected` for a key file that cannot be read.
        """
        name = names.promise_origin(self.host) if log == names.PROMISES else names.origin(self.host, log)
        file = self.key_file(log)
        if not file.exists():
            signer = notes.new_signer(name, secrets.token_bytes(32))
            write_first(file, f"{signer.written}\n".encode())
        return tuple(notes.parse_signer(line) for line in file.read_text().splitlines() if line.strip())

    def keep_signers(self, log: str, signers: Sequence[notes.Signer]) -> None:
        """Replace the keys that sign the log."""
        written = "".join(f"{one.written}\n" for one in signers)
        write_whole(self.key_file(log), written.encode(), 0o600)

    def signer(self, log: str) -> notes.Signer:
        """The log's own key; see `signers`."""
        return self.signers(log)[0]

    def open(self, log: str, note: bytes | str) -> Checkpoint:
        """The checkpoint in `note`, signed by one of the log's keys. Raises `NoteRejected`."""
        first, *others = self.signers(log)
        for signer in others:
            with suppress(notes.NoteRejected):
                return open_checkpoint(note, signer.verifier)[0]
        return open_checkpoint(note, first.verifier)[0]

    def key_file(self, log: str) -> Path:
        """The file with the keys of a log, readable for the program alone."""
        return self.data / "keys" / f"{log}.key"

    def published_size(self, log: str) -> int:
        """How many entries the published checkpoint covers; 0 when there is none that holds."""
        try:
            return self.open(log, (self.public(log) / "checkpoint").read_bytes()).size
        except (FileNotFoundError, notes.NoteRejected):
            return 0

    def public(self, log: str) -> Path:
        """The folder of a log that is served as it is."""
        return self.data / "log" / log

    def remembered(self, log: str) -> str | None:
        """The checkpoint that was signed last, as a note; None when none ever was."""
        try:
            return (self.memory / f"{log}.checkpoint").read_text()
        except FileNotFoundError:
            return None

    def remember(self, log: str, note: str, before: str | None) -> None:
        """Put `note` in the place of `before`, before it leaves the house.

        Raises `SignedElsewhere` when another one stands there: somebody else signs with our key.
        """
        if self.remembered(log) != before:
            raise SignedElsewhere(log)
        write_whole(self.memory / f"{log}.checkpoint", note.encode())


class SignedElsewhere(Exception):
    """What was signed last is not what we know: a second program signs this log."""

    def __init__(self, log: str) -> None:
        super().__init__(
            f"log {log}: a second program has signed with its key; stop it, then compare both databases"
        )


def archive_of(settings: Mapping[str, Any]) -> Archive:
    """The archive that the settings of the environment describe."""
    data = Path(settings["PENDOPO_DATA"]).absolute()
    memory = settings["PENDOPO_RECORD_MEMORY"]
    host = urlsplit(settings["PENDOPO_BASE_URL"]).netloc
    return Archive(host, data, Path(memory).absolute() if memory else data / "record-memory")
