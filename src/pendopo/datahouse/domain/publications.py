"""The making of a release, which takes minutes for large data: asked for, carried out, stopped, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from pendopo.kernel.errors import DomainError


class Stage(StrEnum):
    """Where the making of one release stands."""

    WAITING = "waiting"
    """For its turn in the worker."""
    MAKING = "making"
    """Files are being written; nothing is public yet."""
    DONE = "done"
    FAILED = "failed"
    """The sentence says why; nothing became public, and it can be asked for again."""
    STOPPED = "stopped"
    """Somebody stopped it before anything became public."""


#: From -> to. A release is made, or nothing is; a trigger of the database holds the same pairs.
WAYS: Mapping[Stage, frozenset[Stage]] = {
    Stage.WAITING: frozenset({Stage.MAKING, Stage.STOPPED}),
    Stage.MAKING: frozenset({Stage.DONE, Stage.FAILED, Stage.STOPPED}),
}
OPEN = frozenset(WAYS)

#: Cells of a version whose files are made while the Walidata waits: a second or two.
AT_ONCE = 100_000
#: A process that makes files says every second that it lives; after so much silence another one begins anew.
SILENT = timedelta(minutes=1)
#: How often it is begun before it is told as failed: what takes its machine along must not do so for ever.
MOST_TRIES = 3


class BeingPublished(DomainError):
    """One release of a data set is made at a time."""

    code = "data-being-published"
    message = "Versi ini sedang diterbitkan. Tunggu sampai selesai, atau hentikan dahulu."


class PublicationOver(DomainError):
    """There is nothing left to stop."""

    code = "data-publication-over"
    message = "Penerbitan ini sudah berakhir. Muat ulang halaman untuk melihat hasilnya."


class ProposalChanged(DomainError):
    """What would become public is not what the Walidata has read."""

    code = "data-proposal-changed"
    message = (
        "Keterangan atau perlindungan data ini berubah sesudah Anda membacanya, jadi tidak ada yang terbit. "
        "Baca sekali lagi, lalu terbitkan."
    )


class MakingBroke(DomainError):
    """The process that made the files has ended before its work."""

    code = "data-making-broke"
    message = (
        "Pembuatan berkas terhenti sebelum selesai, mungkin karena memori server penuh. "
        "Tidak ada yang terbit. Terbitkan lagi; bila terulang, hubungi pengelola sistem."
    )


@dataclass(frozen=True)
class Wanted:
    """A release that is to be made. `at_once`: in a second or two, so that somebody may wait for it."""

    id: UUID
    at_once: bool


def at_once(rows: int, columns: int) -> bool:
    """Whether the files of so many cells are made while somebody waits."""
    return rows * columns <= AT_ONCE
