"""The queue as evidence: how many were served, how long they waited, service by service."""

from collections.abc import Sequence
from datetime import date

from pendopo.assessment.domain.providers import Gathered, Table
from pendopo.directory.queries import offices, services_of
from pendopo.queue.queries import MonthCounts, month_counts

_HEADS = (
    "Bulan",
    "Nomor diambil",
    "Dilayani",
    "Tidak hadir",
    "Dibatalkan",
    "Tidak sempat dilayani",
    "Median menunggu",
)
_QUESTION = (
    "Semua nomor antrean kantor ini pada hari-hari tersebut, dihitung menurut layanan, bulan, dan akhirnya. Menunggu "
    "adalah menit dari mengambil nomor sampai dipanggil, dibulatkan ke atas; median, bukan rata-rata. Sumber: "
    "queue.queries.month_counts."
)
_HINT = (
    "Dihimpun oleh sistem dari antrean. Dapat mendukung indikator layanan publik (59/2020: 42 sampai 47; Pemdi: 19 dan "
    "20). Periksa dan lengkapi sebelum dipakai."
)


class QueueStatistics:
    """One draft per office that gave any number."""

    name = "antrean"
    title = "Statistik antrean layanan publik"

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        found = []
        for office in offices():
            counts = month_counts(office.id, first, last) if office.government_id == government_id else ()
            if counts:
                names = {service.id: f"{service.code} · {service.name}" for service in services_of(office.id)}
                tables = _tables(counts, names)
                found.append(
                    Gathered(self.name, self.title, office.name, _QUESTION, _HINT, first, last, tables)
                )
        return found


def _tables(counts: tuple[MonthCounts, ...], names: dict[int, str]) -> tuple[Table, ...]:
    services = dict.fromkeys(one.service_id for one in counts)
    return tuple(
        Table(
            names.get(service, f"Layanan {service}"),
            _HEADS,
            tuple(_row(one) for one in counts if one.service_id == service),
        )
        for service in services
    )


def _row(one: MonthCounts) -> tuple[str, ...]:
    wait = "" if one.wait is None else f"{one.wait} menit"
    figures = (one.taken, one.served, one.no_show, one.cancelled, one.unserved)
    return (one.month, *map(str, figures), wait)
