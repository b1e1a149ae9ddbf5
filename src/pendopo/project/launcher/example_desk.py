"""What a Walidata finds on the desk of the demo: a data set that is late, files with faults, one that was sent back.

All figures here are invented, and the titles say so.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from pendopo.accounts.queries import account_named
from pendopo.datahouse import queries
from pendopo.datahouse.actions import arriving, inspecting
from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.domain.arrivals import Way
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.directory.queries import OfficeView
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.days import Month
from pendopo.project.launcher.example_data import STEWARD, Example, House, metadata_of, person, schema_of
from pendopo.project.launcher.example_people import PRODUCERS

#: How long ago the monthly data were sent: two of their days have passed since.
_LATE = timedelta(days=75)
_PERMITS, _PEOPLE, _TRAINING = "contoh-izin-terbit", "contoh-penduduk-kecamatan", "contoh-pelatihan"
_KECAMATAN = {"35.76.01": "Prajurit Kulon", "35.76.02": "Magersari", "35.76.03": "Kranggan"}
#: A file of a later month, with what goes wrong most: words for figures, a code that does not exist, a sum that
#: is none.
_FAULTY = """bulan,kode_wilayah,kecamatan,baru,perpanjangan,semua
{month},35.76.01,Prajurit Kulon,21,14,35
{month},35.76.02,Magersari,sembilan belas,11,30
{month},35.76.30,Kranggan,17,9,26
{month},35.76.03,Kranggan,17,9,27
"""
_WORKSHOPS = (
    "tanggal,kegiatan,peserta\n2026-09-14,Menulis metadata,24\n2026-10-05,Membaca laporan kiriman,31\n"
)


def build(lake: Path, *, office: OfficeView, now: datetime) -> None:
    """Make those that are not there yet."""
    there = {one.slug for one in queries.work_of(SYSTEM)}
    if account_named(STEWARD) is None or _PERMITS in there:
        return
    House(lake, office.government_id, now - _LATE).bring(_permits(now))
    House(lake, office.government_id, now).bring(_people())
    month = Month.of(now.date()).previous()
    _send(_PERMITS, f"izin-{month}.csv", _FAULTY.format(month=month), PRODUCERS["dpmptsp"], now)
    _plan_training(office, lake, now)
    _send(_TRAINING, "pelatihan.csv", _WORKSHOPS, PRODUCERS["diskominfo"], now)


def _send(slug: str, name: str, text: str, producer: str, now: datetime) -> None:
    """As with the form: the file is looked at, and checked when its columns are known."""
    house, content = site_house(), text.encode()
    ident = arriving.receive(
        house=house, slug=slug, name=name, chunks=[content], announced=len(content), mode=Mode.REPLACE,
        way=Way.UPLOAD, actor=person(producer), now=now,
    )  # fmt: skip
    inspecting.look_at_columns(house=house, arrival=ident, anew=False, now=now)
    inspecting.check_arrival(house=house, arrival=ident, clock=lambda: now)


def _plan_training(office: OfficeView, lake: Path, now: datetime) -> None:
    example = Example(
        _TRAINING, "diskominfo", (), (), {}, "Pelatihan data (contoh rekaan)",
        "Contoh rekaan: pelatihan bagi Produsen Data. Kiriman pertamanya menunggu arti kolomnya dijelaskan.",
        "pemerintahan", "CC-BY-4.0", Frequency.QUARTERLY, {},
    )  # fmt: skip
    House(lake, office.government_id, now).plan(example)


def _permits(now: datetime) -> Example:
    schema = schema_of(
        ("bulan", "Bulan izin terbit"), ("kode_wilayah", "Kode kecamatan menurut Kemendagri"),
        ("kecamatan", "Kecamatan tempat usaha"), ("baru", "Izin baru"), ("perpanjangan", "Izin yang diperpanjang"),
        ("semua", "Seluruh izin yang terbit"),
        key="bulan",
    )  # fmt: skip
    schema["primaryKey"] = ["bulan", "kode_wilayah"]
    reference = {"resource": "kode-wilayah", "fields": "kode"}
    schema["foreignKeys"] = [{"fields": "kode_wilayah", "reference": reference}]
    schema["rules"] = [
        {"condition": "semua = baru + perpanjangan", "message": "semua harus baru ditambah perpanjangan"}
    ]
    for field in schema["fields"][3:]:
        field |= {"type": "integer"}
        field["msVar"] |= {"satuan": "izin", "ukuran": "jumlah"}
    return Example(
        _PERMITS, "dpmptsp", [one["name"] for one in schema["fields"]], list(_rows(now)), schema,
        "Izin usaha terbit menurut kecamatan (contoh rekaan)",
        "Contoh rekaan: banyaknya izin usaha yang terbit tiap bulan. Kiriman bulan ini terlambat, dan berkas "
        "terakhirnya ditolak karena beberapa baris keliru.",
        "pemerintahan", "CC-BY-4.0", Frequency.MONTHLY,
        metadata_of("Memperlihatkan data yang terlambat.", str(now.year), "Kota Mojokerto (rekaan)",
                    "Kepala Bidang Pelayanan"),
        ("contoh", "izin"),
    )  # fmt: skip


def _rows(now: datetime) -> Iterator[tuple[object, ...]]:
    """The six months before the delivery."""
    month = Month.of((now - _LATE).date())
    for back in range(1, 7):
        month = month.previous()
        for place, (code, name) in enumerate(_KECAMATAN.items()):
            new, again = 35 - 3 * back + 5 * place, 8 + (7 - back) * (place + 1)
            yield str(month), code, name, new, again, new + again


def _people() -> Example:
    schema = schema_of(
        ("kode_wilayah", "Kode kecamatan menurut Kemendagri"), ("kecamatan", "Nama kecamatan"),
        ("laki_laki", "Penduduk laki-laki"), ("perempuan", "Penduduk perempuan"), ("jumlah", "Seluruh penduduk"),
        key="kode_wilayah",
    )  # fmt: skip
    schema["rules"] = [
        {
            "condition": "jumlah = laki_laki + perempuan",
            "message": "jumlah harus laki-laki ditambah perempuan",
        }
    ]
    for field in schema["fields"][2:]:
        field |= {"type": "integer"}
        field["msVar"] |= {"satuan": "jiwa", "ukuran": "jumlah"}
    rows = [
        (code, name, 20_000 + 700 * place, 20_400 + 650 * place, 40_400 + 1_350 * place)
        for place, (code, name) in enumerate(_KECAMATAN.items())
    ]
    return Example(
        _PEOPLE, "setda", [one["name"] for one in schema["fields"]], rows, schema,
        "Penduduk menurut kecamatan (contoh rekaan)",
        "Contoh rekaan: penduduk tiap kecamatan menurut jenis kelamin. Walidata mengembalikannya dengan temuan.",
        "kependudukan", "CC-BY-4.0", Frequency.HALF_YEARLY,
        metadata_of("Memperlihatkan data yang dikembalikan.", "2026", "Kota Mojokerto (rekaan)",
                    "Kepala Bagian Pemerintahan"),
        ("contoh", "penduduk"),
        finding="Sebutkan dari registrasi bulan mana angka ini diambil; tahun saja belum cukup.", sent_back=True,
    )  # fmt: skip
