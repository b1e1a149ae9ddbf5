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


class SlipVoid(DomainError):
    """The slip was left over and its secret published; it answers nothing any more."""

    code = "void"
    kind = Kind.GONE
    message = "Slip ini sudah dibatalkan sebagai sisa dan tidak dapat dipakai menjawab."


class SlipTooEarly(DomainError):
    """The slip is for a later day; `first_day` is that day."""

    code = "too-early"
    kind = Kind.CONFLICT
    message = "Slip ini baru berlaku mulai {first_day}."
