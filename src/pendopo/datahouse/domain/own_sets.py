"""Data sets that the house fills by itself, from what the other apps have made public already."""

from pendopo.datahouse.domain.own_data import OwnColumn, OwnData

#: Fewest people of whom a median is told.
SMALLEST = 5
#: What a row of the survey is about, the widest first; `queries.feeds` writes these words.
LEVELS = ("pemerintah", "instansi", "kantor", "layanan")

_NAME = {"minLength": 1, "maxLength": 300}
_COUNT = {"minimum": 0}
_YEAR = {"minimum": 2015, "maximum": 2100}


def _month() -> OwnColumn:
    pattern = {"pattern": r"[12]\d{3}-(0[1-9]|1[0-2])"}
    return OwnColumn("bulan", "string", "Bulan kalender, ditulis tahun-bulan", key=True, limits=pattern)


def _named(name: str, meaning: str, *, key: bool = False) -> OwnColumn:
    return OwnColumn(name, "string", meaning, key=key, limits=_NAME)


def _count(name: str, meaning: str, unit: str = "nomor antrean") -> OwnColumn:
    return OwnColumn(name, "integer", meaning, unit, "jumlah", limits=_COUNT)


QUEUE = OwnData(
    "antrean-bulanan",
    "Antrean layanan per bulan",
    "Nomor antrean yang diambil dan bagaimana berakhirnya, menurut kantor, layanan, dan bulan, sampai kemarin.",
    "Melihat beban loket dan waktu menunggu warga.",
    "Sejak kantor memakai antrean ini sampai hari sebelum pembaruan",
    "pemerintahan",
    ("antrean", "layanan publik"),
    (
        _named("kantor", "Kantor layanan tempat nomor antrean diambil", key=True),
        _named("kode_layanan", "Kode layanan di papan panggilan", key=True),
        _named("layanan", "Layanan yang diambil nomor antreannya"),
        _month(),
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
            limits=_COUNT,
        ),
    ),
    {
        "judul_kegiatan": "Pencatatan antrean layanan",
        "latar_belakang": "Nomor antrean dicatat agar warga dilayani menurut gilirannya.",
        "metode": "Program mencatat kapan tiap nomor diambil, dipanggil, dan selesai, lalu menghitungnya.",
        "unit_pengumpulan": "satu layanan di satu kantor dalam satu bulan",
        "level_estimasi": "layanan",
        "variabel_disaggregasi": "kantor, layanan, bulan",
        "keterbatasan": "Bulan terakhir belum lengkap; orang yang datang tanpa mengambil nomor tidak terhitung.",
    },
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
        _month(),
        OwnColumn(
            "jenis",
            "string",
            "Apa yang dinilai: pemerintah, instansi, kantor, atau layanan",
            key=True,
            limits={"enum": list(LEVELS)},
        ),
        _named("kunci", "Tanda yang dinilai, sama dengan alamat halaman indeksnya", key=True),
        _named("yang_dinilai", "Sebutan pemerintah, instansi, kantor, atau layanan yang dinilai"),
        OwnColumn(
            "ikm",
            "number",
            "Indeks kepuasan masyarakat, 25 sampai 100",
            "indeks",
            "rata-rata",
            limits={"minimum": 25, "maximum": 100},
        ),
        OwnColumn(
            "mutu",
            "string",
            "Mutu pelayanan menurut indeks, A sampai D",
            limits={"enum": ["A", "B", "C", "D"]},
        ),
        _count("jawaban", "Jawaban yang dihitung", "jawaban"),
    ),
    {
        "judul_kegiatan": "Survei Kepuasan Masyarakat",
        "latar_belakang": "PermenPANRB 14/2017 mewajibkan penyelenggara layanan menanyai penggunanya.",
        "metode": "Yang selesai dilayani mendapat satu kode dan boleh menjawab sembilan pertanyaan tanpa nama.",
        "unit_pengumpulan": "satu yang dinilai dalam satu bulan",
        "level_estimasi": "pemerintah, instansi, kantor, dan layanan",
        "variabel_disaggregasi": "jenis yang dinilai, bulan",
        "keterbatasan": "Hanya yang cukup jawabannya; baris instansi, kantor, dan layanan termasuk dalam pemerintah.",
    },
    level="jenis",
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
        OwnColumn("tahun", "year", "Tahun penilaian", key=True, unit="tahun", limits=_YEAR),
        _named("pedoman", "Pedoman yang dipakai menilai", key=True),
        OwnColumn(
            "indeks",
            "number",
            "Indeks kematangan",
            "indeks",
            "rata-rata tertimbang",
            limits={"minimum": 0, "maximum": 5},
        ),
        _named("predikat", "Predikat menurut pedoman itu"),
    ),
    {
        "judul_kegiatan": "Penilaian kematangan pemerintahan digital",
        "latar_belakang": "Setiap pemerintah daerah dinilai dengan pedoman Kementerian PANRB.",
        "metode": "Yang diumumkan dicatat dengan sumbernya; penilaian sendiri dihitung dari tingkat indikator.",
        "unit_pengumpulan": "satu penilaian dalam satu tahun",
        "level_estimasi": "pemerintah daerah",
        "variabel_disaggregasi": "tahun, pedoman",
        "keterbatasan": "Angka menurut pedoman yang berbeda tidak dapat dibandingkan langsung.",
    },
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
        _named("peta", "Tanda peta rencana", key=True),
        _named("instansi", "Perangkat daerah yang berjanji", key=True),
        _named("kode", "Kode inisiatif dalam peta rencana", key=True),
        _named("inisiatif", "Judul inisiatif ketika dijanjikan"),
        OwnColumn("mulai", "year", "Tahun mulai yang dijanjikan", unit="tahun", limits=_YEAR),
        OwnColumn("selesai", "year", "Tahun selesai yang dijanjikan", unit="tahun", limits=_YEAR),
        _named("keadaan", "Keadaan inisiatif sekarang"),
        _count("tonggak_tercapai", "Tonggak yang sudah dicapai", "tonggak"),
        _count("tonggak_terlambat", "Tonggak yang lewat waktunya", "tonggak"),
        _count("tonggak_menanti", "Tonggak yang belum tiba waktunya", "tonggak"),
        OwnColumn("contoh", "boolean", "Apakah peta rencana ini hanya contoh"),
    ),
    {
        "judul_kegiatan": "Peta rencana pemerintahan digital",
        "latar_belakang": "Kepala perangkat daerah menyatakan janjinya, dan umum boleh menagihnya.",
        "metode": "Program membandingkan pernyataan yang tercatat dengan keadaan inisiatif dan tonggaknya hari ini.",
        "unit_pengumpulan": "satu inisiatif yang dijanjikan satu perangkat daerah",
        "level_estimasi": "inisiatif",
        "variabel_disaggregasi": "peta rencana, perangkat daerah",
        "keterbatasan": "Hanya inisiatif yang sudah dinyatakan; usulan tidak termuat.",
    },
)
ALL = (QUEUE, SURVEY, MATURITY, ROADMAP)
