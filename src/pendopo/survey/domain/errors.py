"""Why an answer is refused."""

from pendopo.kernel.errors import DomainError, Kind


class UnknownCode(DomainError):
    """The code is well written, but was never issued."""

    code = "unknown-code"
    kind = Kind.NOT_FOUND
    message = "Kode survei ini tidak dikenal. Periksa kembali kode yang Anda terima setelah dilayani."


class CodeExpired(DomainError):
    """The days in which the code could be answered are over; `last_day` was the last of them."""

    code = "expired"
    kind = Kind.GONE
    message = "Kode survei ini sudah tidak berlaku. Batas menjawabnya {last_day}."


class AlreadyAnswered(DomainError):
    """The code was used once, and a code is used only once."""

    code = "already-answered"
    kind = Kind.CONFLICT
    message = "Kode survei ini sudah dipakai. Setiap kode hanya dapat dijawab satu kali."
