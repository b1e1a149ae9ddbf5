"""The expected refusals of the queue."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from pendopo.kernel.days import zone_label
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class NotNow(DomainError):
    """Numbers cannot be had at present. `opens_at` (in the zone of the office) is when the door opens again, or
    None when no day is in sight.
    """

    again: ClassVar[str] = "Buka lagi {day} pukul {opens_at:%H.%M} {zone}."

    def __init__(self, opens_at: datetime | None, **facts: object) -> None:
        super().__init__(opens_at=opens_at, **facts)

    def told(self, translate: Callable[[str], str]) -> str:
        sentence, opens_at = super().told(translate), self.facts["opens_at"]
        if not isinstance(opens_at, datetime) or not isinstance(opens_at.tzinfo, ZoneInfo):
            return sentence
        day, zone = translate(_DAYS[opens_at.weekday()]), zone_label(opens_at.tzinfo)
        return f"{sentence} {translate(self.again).format(day=day, opens_at=opens_at, zone=zone)}"


class Closed(NotNow):
    """No numbers are given now: outside the hours, a holiday, or the day was closed by the office."""

    code = "closed"
    message = "Layanan {service} sedang tidak membuka nomor antrean."


class QuotaExhausted(NotNow):
    """All numbers of the day are taken."""

    code = "quota-exhausted"
    message = "Nomor antrean {service} hari ini sudah habis ({quota} nomor)."


class AlreadyHolding(DomainError):
    """The holder has an open ticket of this service today."""

    code = "already-holding"
    message = "Anda masih memegang nomor {number} untuk layanan ini. Gunakan nomor itu atau batalkan dahulu."


class TooMany(DomainError):
    """One address takes numbers faster than people do."""

    code = "too-many"
    kind = Kind.TOO_MANY
    message = "Terlalu banyak permintaan dari jaringan ini. Coba lagi {retry_after} detik lagi."


class KeyReused(Invalid):
    """An Idempotency-Key came again with another wish: a fault in the client, never a second ticket."""

    def __init__(self) -> None:
        super().__init__(
            "Idempotency-Key ini sudah dipakai untuk permintaan lain. Buat kunci baru.", "Idempotency-Key"
        )


class WrongState(DomainError):
    """The ticket is not in a state from which this step can be taken."""

    code = "wrong-state"
    message = (
        "Langkah ini tidak dapat dilakukan karena status nomor sudah berubah ({state}). Muat ulang halaman."
    )


class CounterBusy(DomainError):
    """The counter still holds a ticket."""

    code = "counter-busy"
    message = "Loket masih melayani nomor {number}. Selesaikan dahulu sebelum memanggil berikutnya."


class AlreadyGiven(DomainError):
    """A survey code was given for this ticket; it is not stored, so it cannot be shown again."""

    code = "already-given"
    message = "Kode survei untuk nomor ini sudah diberikan dan tidak dapat ditampilkan lagi."


class UnknownTicket(NotFound):
    """No ticket has this identifier."""

    message = "Nomor antrean ini tidak ditemukan. Periksa tautannya atau ambil nomor baru."


class UnknownService(Invalid):
    """No such service, or it is not given any more."""

    def __init__(self) -> None:
        super().__init__(
            "Layanan ini tidak ada atau sudah tidak dilayani. Pilih layanan lain dari daftar.", "service"
        )


class OtherOffice(Invalid):
    """A transfer may not leave the building."""

    def __init__(self) -> None:
        super().__init__("Pilih layanan di kantor yang sama untuk pengalihan.", "service")
