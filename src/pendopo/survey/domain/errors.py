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


class KioskEnded(DomainError):
    """The device is no survey kiosk (any more)."""

    code = "kiosk-ended"
    kind = Kind.FORBIDDEN
    message = "Layar ini belum dipasang sebagai kios survei, atau sudah dilepas. Panggil petugas kantor ini."


class UnitCodeEnded(DomainError):
    """The code on the wall was replaced or taken away."""

    code = "unit-code-ended"
    kind = Kind.GONE
    message = "Kode QR ini sudah diganti. Pindai kode yang tergantung di unit layanan sekarang."


class AnsweredLately(DomainError):
    """This device has answered for this unit today."""

    code = "answered-today"
    kind = Kind.CONFLICT
    message = "Dari gawai ini survei untuk unit ini sudah diisi hari ini. Satu kunjungan cukup satu jawaban."


class TooFast(DomainError):
    """More answers than people could give come from one place."""

    code = "too-many"
    kind = Kind.TOO_MANY
    message = "Terlalu banyak jawaban dalam waktu singkat dari tempat ini. Coba lagi sebentar lagi."


class SheetTaken(DomainError):
    """A sheet with this number was typed in already."""

    code = "sheet-taken"
    kind = Kind.CONFLICT
    message = "Lembar nomor {number} untuk layanan dan bulan ini sudah diketik. Periksa nomor pada kertas."


class SamePerson(DomainError):
    """Who typed a sheet does not check it."""

    code = "same-person"
    kind = Kind.FORBIDDEN
    message = "Lembar ini Anda ketik sendiri. Petugas lain yang harus memeriksanya."


class SheetDone(DomainError):
    """Somebody else was faster."""

    code = "sheet-done"
    kind = Kind.CONFLICT
    message = (
        "Lembar ini sudah diperiksa petugas lain dan sudah dihitung. Lanjutkan dengan lembar berikutnya."
    )
