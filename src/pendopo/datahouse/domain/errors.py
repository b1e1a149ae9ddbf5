"""Refusals of the data house."""

from typing import ClassVar

from pendopo.datahouse.domain.findings import Report
from pendopo.kernel.errors import DomainError, Kind, NotFound


class UnknownDataset(NotFound):
    """There is no data set of that name."""

    code = "unknown-dataset"
    message = "Kumpulan data “{slug}” tidak ada. Periksa namanya."


class UnknownVersion(NotFound):
    """The data set has no such version."""

    code = "unknown-version"
    message = "Kumpulan data “{slug}” tidak mempunyai versi {version}."


class UnknownAgency(NotFound):
    """No agency has that short name."""

    code = "unknown-agency"
    message = "Instansi “{agency}” tidak ditemukan. Yang dikenal: {known}."


class AmbiguousAgency(DomainError):
    """Agencies of several governments have that short name; `candidates` tells how each is written."""

    code = "ambiguous-agency"
    kind = Kind.INVALID
    message = "“{agency}” dapat berarti lebih dari satu instansi. Tulis salah satu: {candidates}."


class NotTheOwner(DomainError):
    """A data set belongs to the agency that delivered it first."""

    code = "not-the-owner"
    kind = Kind.FORBIDDEN
    message = "Kumpulan data “{slug}” milik {owner}. Pakai nama lain, atau kirim atas nama pemiliknya."


class NameRefused(DomainError):
    """The name of a data set is its table in SQL, so that not every text is one."""

    code = "dataset-name"
    kind = Kind.INVALID
    message = (
        "“{slug}” tidak dapat menjadi nama kumpulan data. "
        "Pakai huruf kecil, angka, dan tanda hubung, paling panjang 60, diawali huruf; misalnya penduduk-2026."
    )


class SchemaRefused(DomainError):
    """A schema that cannot be used; `where` names the place in it."""

    code = "schema"
    kind = Kind.INVALID
    message = "Skema tidak dapat dipakai. {where}: {why}."


class FileRefused(DomainError):
    """The file as a whole cannot be read; `why` says what is the matter and what to do."""

    code = "file"
    kind = Kind.INVALID
    message = "Berkas {name} tidak dapat dibaca: {why}."


class DeliveryRefused(DomainError):
    """The file was read, and holds faults, all of them in `report`; nothing was stored."""

    code = "delivery-refused"
    kind = Kind.INVALID
    message = "Kiriman ditolak: {count} kesalahan. Tidak ada yang disimpan; perbaiki lalu kirim lagi."

    def __init__(self, report: Report) -> None:
        super().__init__(count=report.fault_count)
        self.report = report


class OvertakenDelivery(DomainError):
    """Somebody delivered to the same data set while this file was being checked."""

    code = "overtaken"
    message = "Kiriman lain untuk “{slug}” baru saja disimpan. Kirim lagi berkas Anda."


class NothingToAdopt(NotFound):
    """No other engine has written to the table since the newest version."""

    code = "nothing-to-adopt"
    message = "Tidak ada tulisan mesin lain pada “{slug}” yang menunggu diterima."


class AdoptionRefused(DomainError):
    """What another engine wrote cannot become a version; `why` names the reason."""

    code = "adoption-refused"
    kind = Kind.INVALID
    message = "Tulisan mesin lain pada “{slug}” tidak dapat diterima: {why}."


class QueryRefused(DomainError):
    """The question is not one that may be asked here."""

    code = "query-refused"
    kind = Kind.INVALID
    message = "Pertanyaan tidak dapat dijalankan: {why}."


class QueryTooHeavy(DomainError):
    """The question took more time or memory than anybody gets."""

    code = "query-too-heavy"
    kind = Kind.TOO_MANY
    message = "Pertanyaan dihentikan karena melewati batas ({limit}). Persempit syaratnya atau kurangi gabungan tabel."


class FilesMissing(DomainError):
    """The files of a version are gone or changed: a matter for the operator."""

    code = "files-missing"
    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    message = "Berkas versi {version} dari “{slug}” tidak lengkap. Hubungi pengelola sistem."
