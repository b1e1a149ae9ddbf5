"""Refusals on the way of a data set to publication."""

from pendopo.kernel.errors import DomainError, Kind


class StepNotPossible(DomainError):
    """The data set stands elsewhere than the step needs; mostly somebody else was faster."""

    code = "data-wrong-state"
    message = "Kumpulan data ini sedang berstatus “{state}”, sehingga langkah “{step}” tidak dapat dilakukan. Muat ulang halaman."


class CheckerIsSubmitter(DomainError):
    """Nobody checks what he has submitted himself."""

    code = "data-own-submission"
    kind = Kind.FORBIDDEN
    message = "Anda yang mengajukan data ini. Pemeriksaan dan persetujuan harus dilakukan orang lain."
