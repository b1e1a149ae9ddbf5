"""Refusals of the public catalogue."""

from pendopo.kernel.errors import DomainError, Kind, NotFound


class FilterRefused(DomainError):
    """A filter of `package_search` that is not understood whole."""

    code = "filter"
    kind = Kind.INVALID
    message = (
        "Bagian penyaring ini tidak dikenal: {part}. "
        "Yang dikenal misalnya organization:dinkes, -groups:kesehatan, metadata_modified:[2026-11-01T00:00:00Z TO *]."
    )


class SortRefused(DomainError):
    """An order that the catalogue does not have."""

    code = "sort"
    kind = Kind.INVALID
    message = "Urutan “{sort}” tidak dikenal. Yang dikenal: {known}, masing-masing dengan asc atau desc."


class NumberRefused(DomainError):
    """A number of a call that is none, or out of range."""

    code = "number"
    kind = Kind.INVALID
    message = "Isi {name} dengan bilangan bulat dari {least} sampai {most}."


class PartMissing(DomainError):
    """A call without a part that it needs."""

    code = "missing"
    kind = Kind.INVALID
    message = "Bagian {name} wajib diisi."


class PartRefused(DomainError):
    """A part of a call that cannot be read."""

    code = "part"
    kind = Kind.INVALID
    message = "Isi {name} tidak dapat dibaca: {why}."


class SwitchedOff(DomainError):
    """Something that this site does not offer."""

    code = "switched-off"
    kind = Kind.FORBIDDEN
    message = "{what} dimatikan di situs ini. {instead}"


class UnknownPublisher(NotFound):
    """No agency of that name has published something."""

    code = "unknown-publisher"
    message = "Belum ada kumpulan data dari instansi “{name}”. Daftarnya ada di organization_list."


class UnknownTheme(NotFound):
    """There is no such theme."""

    code = "unknown-theme"
    message = "Tema “{name}” tidak ada. Daftarnya ada di group_list."


class ReleaseWithdrawn(DomainError):
    """A release that was taken back: its number and its reason stay, its files are not given any more."""

    code = "withdrawn"
    kind = Kind.GONE
    message = "Rilis {number} dari “{slug}” telah ditarik: {why}"


class TooManyCalls(DomainError):
    """One address asks for rows faster than anybody reads them."""

    code = "too-many"
    kind = Kind.TOO_MANY
    message = "Terlalu banyak permintaan dari jaringan Anda. Coba lagi {retry_after} detik lagi, atau unduh berkasnya."
