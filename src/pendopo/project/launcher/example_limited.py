"""One data set of the demo that is not open to everybody, and an analyst who waits to be let in.

All of it is invented and says so. Its NIK name a kecamatan 99 of Kota Mojokerto, which does not exist (the city has
01 to 03), so that they cannot be the number of anybody; the house finds and hides them like real ones.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from pendopo.accounts.queries import account_named
from pendopo.datahouse import queries
from pendopo.datahouse.actions.protecting import request_access
from pendopo.datahouse.answering.site import site_key
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.policy import Access, Reach
from pendopo.datahouse.domain.protection import Protection, Treatment
from pendopo.datahouse.queries.analysts import analyst
from pendopo.directory.queries import OfficeView
from pendopo.kernel.actor import SYSTEM
from pendopo.project.launcher.example_data import STEWARD, Example, House, metadata_of, person, schema_of

SLUG = "contoh-pemohon-izin"
ANALYST = "analis"
_KECAMATAN = ("Magersari", "Prajurit Kulon", "Kranggan")
_TRADES = ("kuliner", "kerajinan", "jasa")
_PEOPLE = 60
_PURPOSE = "Menghitung lama pengurusan izin menurut kecamatan untuk laporan tahunan (contoh peragaan)."


def build(lake: Path, *, office: OfficeView, now: datetime) -> None:
    """Make both, unless the data set is there already."""
    if account_named(STEWARD) is None or SLUG in {one.slug for one in queries.work_of(SYSTEM)}:
        return
    House(lake, office.government_id, now).bring(_example())
    asker = person(ANALYST)
    request_access(
        actor=asker, now=now, analyst=analyst(actor=asker, agency="", today=now.date(), key=site_key()), slug=SLUG,
        purpose=_PURPOSE, wish=Reach.AGGREGATES.value, until=now.date() + timedelta(days=90),
    )  # fmt: skip


def _example() -> Example:
    schema = schema_of(
        ("nik", "NIK rekaan; kecamatan 99 tidak ada"), ("kecamatan", "Kecamatan tempat usaha"),
        ("bidang", "Bidang usaha"), ("hari", "Lama pengurusan izin"),
        key="nik",
    )  # fmt: skip
    schema["fields"][3] |= {"type": "integer"}
    schema["fields"][3]["msVar"] |= {"satuan": "hari kerja"}
    return Example(
        SLUG, "dpmptsp", ("nik", "kecamatan", "bidang", "hari"), list(_rows()), schema,
        "Pemohon izin usaha (contoh rekaan)",
        "Contoh rekaan untuk memperlihatkan data terbatas: siapa yang boleh bertanya, dan apa yang terlihat. "
        "Tidak ada orang di baliknya; semua NIK memakai kecamatan 99, yang tidak ada.",
        "pemerintahan", "", Frequency.MONTHLY,
        metadata_of("Memperlihatkan data terbatas.", "2026", "Kota Mojokerto (rekaan)", "Kepala Bidang Pelayanan"),
        ("contoh",), access=Access.LIMITED,
        protection=Protection({"nik": Treatment.HASHED}),
    )  # fmt: skip


def _rows() -> Iterator[tuple[str, str, str, int]]:
    """Sixty people who do not exist."""
    for number in range(1, _PEOPLE + 1):
        nik = f"357699010100{number:04d}"
        yield nik, _KECAMATAN[number % 3], _TRADES[number // 3 % 3], 2 + number * number % 11
