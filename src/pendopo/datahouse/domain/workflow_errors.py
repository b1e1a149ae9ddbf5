"""Refusals on the way of a data set to publication."""

from pendopo.kernel.errors import DomainError, Kind


class StepNotPossible(DomainError):
    """The data set stands elsewhere than the step needs; mostly somebody else was faster."""

    code = "data-wrong-state"
    message = (
        "Langkah “{step}” tidak dapat dilakukan karena kumpulan data ini sekarang berstatus “{state}”. "
        "Muat ulang halaman."
    )


class CheckerIsSubmitter(DomainError):
    """Nobody checks what he has submitted himself."""

    code = "data-own-submission"
    kind = Kind.FORBIDDEN
    message = "Anda sendiri yang mengajukan data ini. Pemeriksaan dan persetujuan harus dilakukan orang lain."


class FindingsUnanswered(DomainError):
    """Data that were sent back are submitted again without an answer to each finding."""

    code = "data-findings-open"
    message = "Masih ada {count} temuan yang belum ditanggapi. Tanggapi satu per satu, lalu ajukan lagi."


class NothingToReturn(DomainError):
    """Data are sent back with findings, or not at all."""

    code = "data-no-findings"
    message = "Catat sedikitnya satu temuan sebelum mengembalikan, supaya Produsen Data tahu apa yang harus diperbaiki."


class FindingsStand(DomainError):
    """Data are not approved while findings say what is wrong with them."""

    code = "data-findings-stand"
    message = "Ada {count} temuan dalam pemeriksaan ini. Kembalikan datanya, atau hapus temuan yang keliru."


class NotReady(DomainError):
    """Something that publication needs is missing; the page lists it."""

    code = "data-not-ready"
    message = "Belum siap terbit: {count} hal masih kurang. Yang pertama: {first}"


class NeverPublic(DomainError):
    """A NIK is never published, whoever finds a reason."""

    code = "data-nik-never"
    kind = Kind.FORBIDDEN
    message = (
        "NIK tidak pernah boleh terbit. Minta Produsen Data menutup kolomnya atau mengirim data tanpa NIK."
    )


class NotWithdrawable(DomainError):
    """The release is withdrawn already, or was never made."""

    code = "data-not-withdrawable"
    message = "Rilis ini sudah ditarik, atau tidak ada."
