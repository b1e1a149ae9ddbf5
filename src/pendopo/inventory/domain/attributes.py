"""What is asked about an element, by part: one list for forms, files and pages (`values.py` reads what is written)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pendopo.inventory.domain.parts import Label, Part


class Form(Enum):
    """How an attribute is written."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    RUPIAH = "rupiah"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Attribute:
    """One question. `key` is stable; `options` are code and label of the choices;"""

    label: Label
    key: str
    form: Form = Form.LINE
    options: tuple[tuple[str, Label], ...] = ()
    hint: Label | None = None


YES_NO = (
    ("ya", Label("Ya")),
    ("tidak", Label("Tidak")),
    ("belum-diketahui", Label("Belum diketahui")),
)
_WEIGHT = (("tinggi", Label("Tinggi")), ("sedang", Label("Sedang")), ("rendah", Label("Rendah")))

DESCRIPTION = Attribute(Label("Keterangan"), "keterangan", Form.TEXT)
OWNER = Attribute(
    Label("Penanggung jawab"),
    "penanggung_jawab",
    hint=Label("Jabatan atau unit kerja, bukan nama orang."),
)
SINCE = Attribute(Label("Dipakai sejak"), "sejak", Form.DAY)
CRITICALITY = Attribute(
    Label("Kekritisan"),
    "kekritisan",
    Form.CHOICE,
    _WEIGHT,
    Label("Tinggi bila layanan kepada warga berhenti tanpanya."),
)
COST = Attribute(Label("Biaya per tahun"), "biaya_tahunan", Form.RUPIAH, hint=Label("Rupiah bulat."))
BACKUP = Attribute(Label("Ada cadangan"), "cadangan", Form.CHOICE, YES_NO)
BACKUP_DAY = Attribute(Label("Cadangan terakhir"), "cadangan_terakhir", Form.DAY)
VALID_TO = Attribute(Label("Berlaku sampai"), "berlaku_sampai", Form.DAY)

_OF_PART: dict[Part, tuple[Attribute, ...]] = {
    Part.PROCESS: (
        Attribute(Label("Urusan pemerintahan"), "urusan"),
        CRITICALITY,
        Attribute(Label("Kode rujukan nasional"), "kode_rujukan"),
    ),
    Part.SERVICE: (
        Attribute(
            Label("Jenis layanan"),
            "jenis",
            Form.CHOICE,
            (("publik", Label("Layanan publik")), ("administrasi", Label("Administrasi pemerintahan"))),
        ),
        Attribute(Label("Penerima"), "penerima"),
        Attribute(
            Label("Cara memperoleh"),
            "saluran",
            Form.CHOICE,
            (
                ("daring", Label("Daring")),
                ("tatap-muka", Label("Tatap muka")),
                ("keduanya", Label("Daring dan tatap muka")),
            ),
        ),
        CRITICALITY,
    ),
    Part.APPLICATION: (
        Attribute(
            Label("Fungsi"),
            "fungsi",
            hint=Label("Satu kata yang sama untuk aplikasi sejenis, misalnya presensi atau persuratan."),
        ),
        Attribute(
            Label("Jenis aplikasi"),
            "jenis",
            Form.CHOICE,
            (("umum", Label("Aplikasi umum")), ("khusus", Label("Aplikasi khusus"))),
            Label("Aplikasi umum dipakai bersama oleh banyak instansi (Perpres 95/2018)."),
        ),
        Attribute(Label("Alamat"), "alamat"),
        Attribute(
            Label("Tempat berjalan"),
            "hosting",
            Form.CHOICE,
            (
                ("pusat-data-nasional", Label("Pusat data nasional")),
                ("pusat-data-daerah", Label("Pusat data daerah")),
                ("server-sendiri", Label("Server perangkat daerah")),
                ("awan", Label("Layanan awan")),
                ("pusat", Label("Dikelola kementerian atau provinsi")),
                ("belum-diketahui", Label("Belum diketahui")),
            ),
        ),
        BACKUP,
        BACKUP_DAY,
        Attribute(
            Label("Lisensi"),
            "lisensi",
            Form.CHOICE,
            (
                ("terbuka", Label("Sumber terbuka")),
                ("milik-daerah", Label("Milik daerah")),
                ("sewa", Label("Sewa atau langganan")),
                ("belum-diketahui", Label("Belum diketahui")),
            ),
        ),
        Attribute(Label("Pembuat"), "pembuat"),
        Attribute(Label("Jumlah pengguna"), "pengguna", Form.NUMBER),
        CRITICALITY,
        COST,
    ),
    Part.DATA: (
        Attribute(
            Label("Walidata"), "walidata", hint=Label("Unit yang mengelola dan menyebarluaskan data ini.")
        ),
        Attribute(
            Label("Sifat"),
            "sifat",
            Form.CHOICE,
            (("terbuka", Label("Terbuka")), ("terbatas", Label("Terbatas")), ("rahasia", Label("Rahasia"))),
        ),
        Attribute(Label("Memuat data pribadi"), "data_pribadi", Form.CHOICE, YES_NO),
        Attribute(
            Label("Pemutakhiran"),
            "pemutakhiran",
            Form.CHOICE,
            (
                ("terus-menerus", Label("Terus-menerus")),
                ("bulanan", Label("Bulanan")),
                ("tahunan", Label("Tahunan")),
                ("tidak-tentu", Label("Tidak tentu")),
            ),
        ),
        CRITICALITY,
    ),
    Part.INFRASTRUCTURE: (
        Attribute(
            Label("Jenis infrastruktur"),
            "jenis",
            Form.CHOICE,
            (
                ("server", Label("Server")),
                ("jaringan", Label("Jaringan")),
                ("penyimpanan", Label("Penyimpanan")),
                ("pusat-data", Label("Pusat data")),
                ("awan", Label("Layanan awan")),
                ("lain", Label("Lainnya")),
            ),
        ),
        Attribute(Label("Lokasi"), "lokasi"),
        Attribute(Label("Kapasitas"), "kapasitas"),
        BACKUP,
        BACKUP_DAY,
        Attribute(Label("Dukungan pembuat berakhir"), "dukungan_berakhir", Form.DAY),
        CRITICALITY,
        COST,
    ),
    Part.SECURITY: (
        Attribute(
            Label("Jenis pengamanan"),
            "jenis",
            Form.CHOICE,
            (
                ("teknis", Label("Teknis")),
                ("prosedur", Label("Prosedur")),
                ("organisasi", Label("Organisasi")),
                ("uji", Label("Uji dan audit")),
            ),
        ),
        Attribute(Label("Diuji terakhir"), "uji_terakhir", Form.DAY),
        VALID_TO,
        COST,
    ),
    Part.PEOPLE: (
        Attribute(
            Label("Jumlah orang"), "jumlah", Form.NUMBER, hint=Label("Yang dapat menjalankan peran ini.")
        ),
        Attribute(Label("Kompetensi"), "kompetensi", Form.TEXT),
        Attribute(Label("Sertifikat"), "sertifikat"),
        VALID_TO,
    ),
    Part.POLICY: (
        Attribute(
            Label("Jenis kebijakan"),
            "jenis",
            Form.CHOICE,
            (
                ("perda", Label("Peraturan daerah")),
                ("perkada", Label("Peraturan kepala daerah")),
                ("keputusan", Label("Keputusan")),
                ("edaran", Label("Surat edaran")),
                ("sop", Label("Prosedur standar")),
                ("pusat", Label("Peraturan pusat")),
            ),
        ),
        Attribute(Label("Nomor"), "nomor"),
        Attribute(Label("Ditetapkan"), "ditetapkan", Form.DAY),
        VALID_TO,
        Attribute(Label("Tautan naskah"), "tautan"),
    ),
    Part.BUDGET: (
        Attribute(Label("Tahun anggaran"), "tahun", Form.NUMBER),
        Attribute(Label("Nilai"), "nilai", Form.RUPIAH, hint=Label("Rupiah bulat.")),
        Attribute(
            Label("Sumber dana"),
            "sumber",
            Form.CHOICE,
            (
                ("apbd", Label("APBD")),
                ("apbn", Label("APBN")),
                ("hibah", Label("Hibah")),
                ("lain", Label("Sumber lain")),
            ),
        ),
        Attribute(Label("Kode rekening"), "rekening"),
    ),
}
_WITHOUT_DAY = {Part.POLICY, Part.BUDGET, Part.PEOPLE}


def attributes_of(part: Part) -> tuple[Attribute, ...]:
    """Everything that is asked about elements of a part, in the order of forms and columns."""
    since = () if part in _WITHOUT_DAY else (SINCE,)
    return (DESCRIPTION, OWNER, *since, *_OF_PART[part])


def keys(attributes: Iterable[Attribute]) -> tuple[str, ...]:
    """Their keys, in order."""
    return tuple(one.key for one in attributes)
