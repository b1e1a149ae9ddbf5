"""The data house as evidence: which agencies share data, how fresh, and who is late against the calendar."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.assessment.domain.providers import Gathered, Table
from pendopo.datahouse.queries.connectedness import AgencyConnection, Board, DatasetStanding, board
from pendopo.directory.queries import governments

_ZONE = ZoneInfo(settings.TIME_ZONE)
_HINT = (
    "Dihimpun oleh sistem dari rumah data. Dapat mendukung penerapan manajemen data dan layanan data terbuka (59/2020: "
    "23 dan 43), tata kelola data dan interoperabilitas data (Pemdi: 5 dan 18). Periksa dan lengkapi sebelum dipakai."
)
_QUESTION = (
    "Instansi dan kecamatan yang kirimannya sudah lolos pemeriksaan rumah data, dan keadaan tiap kumpulan data "
    "terhadap jadwalnya pada hari terakhir masa ini. Terlambat: lewat hari jatuh tempo menurut frekuensi, dalam hari "
    "kerja. Sumber: datahouse.queries.connectedness.board."
)
_AGENCIES = (
    "Instansi",
    "Kumpulan data terkirim",
    "Direncanakan",
    "Terlambat",
    "Kiriman terakhir",
    "Sel terisi (%)",
)
_DATASETS = ("Kumpulan data", "Instansi", "Frekuensi", "Kiriman terakhir", "Jatuh tempo", "Keadaan")


class Connectedness:
    """One draft for the government, once any agency has delivered."""

    name = "rumah-data"
    title = "Keterhubungan dengan rumah data"

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        code = next((one.code for one in governments() if one.id == government_id), None)
        found = board(code, day=last, zone=_ZONE) if code else None
        if found is None or not found.connected:
            return ()
        title = f"{found.connected} dari {len(found.agencies)} instansi terhubung ({found.share.replace('.', ',')}%)"
        tables = (Table(title, _AGENCIES, tuple(map(_agency, found.agencies))), _datasets(found))
        return (Gathered(self.name, self.title, found.name, _QUESTION, _HINT, first, last, tables),)


def _agency(one: AgencyConnection) -> tuple[str, ...]:
    return (
        one.name, str(one.delivered), str(one.datasets), str(one.late),
        one.freshest.isoformat() if one.freshest else "", (one.filled or "").replace(".", ","),
    )  # fmt: skip


def _datasets(found: Board) -> Table:
    return Table("Kumpulan data menurut jadwal", _DATASETS, tuple(map(_dataset, found.datasets)))


def _dataset(one: DatasetStanding) -> tuple[str, ...]:
    return (
        one.title, one.agency, one.frequency.value, one.delivered_on.isoformat() if one.delivered_on else "",
        one.standing.due.isoformat() if one.standing.due else "", one.standing.state.value,
    )  # fmt: skip
