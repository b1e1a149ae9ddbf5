"""Data sets that the house fills by itself, from what the other apps have made public already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pendopo.datahouse.domain.description import NO_STANDARD, Description
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.policy import Access

#: Fewest people of whom a median is told.
SMALLEST = 5


@dataclass(frozen=True)
class OwnColumn:
    """A column with its meaning; `unit` for figures."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    measure: str = ""
    key: bool = False


@dataclass(frozen=True)
class OwnData:
    """One data set; `name` begins its short name, the code of the government ends it."""

    name: str
    title: str
    summary: str
    purpose: str
    period: str
    theme: str
    tags: tuple[str, ...]
    columns: tuple[OwnColumn, ...]

    def slug(self, government_code: str) -> str:
        """The short name: "antrean-bulanan-3576"."""
        return f"{self.name}-{government_code.replace('.', '')}"

    def schema(self) -> dict[str, Any]:
        """Its Table Schema."""
        return {
            "fields": [_field(one) for one in self.columns],
            "primaryKey": [one.name for one in self.columns if one.key],
        }

    def said(self, government: str) -> Description:
        """What is said about it."""
        metadata: Mapping[str, str] = {
            "cara_pengumpulan_data": "catatan administrasi", "penanggung_jawab": "Walidata", "tujuan": self.purpose,
            "referensi_waktu": self.period, "cakupan_wilayah": government,
        }  # fmt: skip
        return Description(
            title=f"{self.title} {government}", summary=self.summary, access=Access.OPEN, licence="CC-BY-4.0",
            frequency=Frequency.DAILY, theme=self.theme, tags=self.tags, metadata=metadata,
            columns={one.name: {"standar": NO_STANDARD} for one in self.columns},
        )  # fmt: skip


def _field(one: OwnColumn) -> dict[str, Any]:
    about = {"nama": one.name, "definisi": one.meaning, "ukuran": one.measure, "satuan": one.unit}
    kept: dict[str, Any] = {
        "name": one.name, "type": one.type, "msVar": {name: text for name, text in about.items() if text},
    }  # fmt: skip
    return kept | ({"scale": 2} if one.type == "number" else {})


_PLACE = (
    OwnColumn("kantor", "string", "Kantor layanan tempat nomor antrean diambil", key=True),
    OwnColumn("kode_layanan", "string", "Kode layanan di papan panggilan", key=True),
    OwnColumn("layanan", "string", "Layanan yang diambil nomor antreannya"),
    OwnColumn("bulan", "string", "Bulan kalender, ditulis tahun-bulan", key=True),
)


def _count(name: str, meaning: str) -> OwnColumn:
    return OwnColumn(name, "integer", meaning, "nomor antrean", "jumlah")


QUEUE = OwnData(
    "antrean-bulanan",
    "Antrean layanan per bulan",
    "Nomor antrean yang diambil dan bagaimana berakhirnya, menurut kantor, layanan, dan bulan, sampai kemarin.",
    "Melihat beban loket dan waktu menunggu warga.",
    "Sejak kantor memakai antrean ini sampai hari sebelum pembaruan",
    "pemerintahan",
    ("antrean", "layanan publik"),
    (
        *_PLACE,
        _count("diambil", "Nomor antrean yang diambil"),
        _count("dilayani", "Nomor antrean yang selesai dilayani"),
        _count("tidak_hadir", "Nomor antrean yang dipanggil tetapi pemegangnya tidak hadir"),
        _count("dibatalkan", "Nomor antrean yang dibatalkan pemegangnya"),
        _count("tidak_terlayani", "Nomor antrean yang belum dilayani saat kantor tutup"),
        OwnColumn(
            "menit_menunggu",
            "integer",
            "Median menit dari mengambil nomor sampai dipanggil; kosong bila kurang dari lima orang dilayani",
            "menit",
            "median",
        ),
    ),
)
SURVEY = OwnData(
    "ikm-bulanan",
    "Indeks kepuasan masyarakat per bulan",
    "Indeks kepuasan masyarakat yang sudah diumumkan, menurut kantor, instansi, layanan, dan bulan.",
    "Membandingkan mutu layanan dari waktu ke waktu.",
    "Dua belas bulan terakhir yang telah berakhir",
    "pemerintahan",
    ("ikm", "survei kepuasan"),
    (
        OwnColumn("bulan", "string", "Bulan kalender, ditulis tahun-bulan", key=True),
        OwnColumn(
            "jenis", "string", "Apa yang dinilai: pemerintah, kantor, instansi, atau layanan", key=True
        ),
        OwnColumn("kunci", "string", "Tanda yang dinilai, sama dengan alamat halaman indeksnya", key=True),
        OwnColumn(
            "yang_dinilai", "string", "Sebutan pemerintah, kantor, instansi, atau layanan yang dinilai"
        ),
        OwnColumn("jawaban", "integer", "Jawaban yang dihitung", "jawaban", "jumlah"),
        OwnColumn("ikm", "number", "Indeks kepuasan masyarakat, 25 sampai 100", "indeks", "rata-rata"),
        OwnColumn("mutu", "string", "Mutu pelayanan menurut indeks, A sampai D"),
    ),
)
MATURITY = OwnData(
    "indeks-kematangan",
    "Indeks kematangan pemerintahan digital",
    "Indeks SPBE dan penerusnya yang sudah diumumkan atau disahkan, menurut tahun dan pedoman penilaiannya.",
    "Memantau kemajuan pemerintahan digital dari tahun ke tahun.",
    "Tahun penilaian",
    "teknologi",
    ("spbe", "pemerintahan digital"),
    (
        OwnColumn("tahun", "year", "Tahun penilaian", key=True, unit="tahun"),
        OwnColumn("pedoman", "string", "Pedoman yang dipakai menilai", key=True),
        OwnColumn("indeks", "number", "Indeks kematangan", "indeks", "rata-rata tertimbang"),
        OwnColumn("predikat", "string", "Predikat menurut pedoman itu"),
    ),
)
ROADMAP = OwnData(
    "komitmen-peta-rencana",
    "Komitmen perangkat daerah pada peta rencana",
    "Inisiatif yang dijanjikan kepala perangkat daerah, keadaannya, dan tonggak yang tercapai atau terlambat.",
    "Mengikuti apakah yang dijanjikan sungguh dikerjakan.",
    "Keadaan pada hari pembaruan",
    "teknologi",
    ("peta rencana", "komitmen"),
    (
        OwnColumn("peta", "string", "Tanda peta rencana", key=True),
        OwnColumn("instansi", "string", "Perangkat daerah yang berjanji", key=True),
        OwnColumn("kode", "string", "Kode inisiatif dalam peta rencana", key=True),
        OwnColumn("inisiatif", "string", "Judul inisiatif ketika dijanjikan"),
        OwnColumn("mulai", "year", "Tahun mulai yang dijanjikan", unit="tahun"),
        OwnColumn("selesai", "year", "Tahun selesai yang dijanjikan", unit="tahun"),
        OwnColumn("keadaan", "string", "Keadaan inisiatif sekarang"),
        OwnColumn("tonggak_tercapai", "integer", "Tonggak yang sudah dicapai", "tonggak", "jumlah"),
        OwnColumn("tonggak_terlambat", "integer", "Tonggak yang lewat waktunya", "tonggak", "jumlah"),
        OwnColumn("tonggak_menanti", "integer", "Tonggak yang belum tiba waktunya", "tonggak", "jumlah"),
        OwnColumn("contoh", "boolean", "Apakah peta rencana ini hanya contoh"),
    ),
)
ALL = (QUEUE, SURVEY, MATURITY, ROADMAP)
