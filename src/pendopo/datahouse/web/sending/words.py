"""Words and signs of these pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.datahouse.domain.arrivals import Stage, Way
from pendopo.datahouse.domain.due import Punctuality
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.plain_rules import Relation
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.sources import Every, Source
from pendopo.datahouse.domain.workflow import State

STAGES: dict[Stage, tuple[str, Any]] = {
    Stage.RECEIVING: ("waiting", _("Sedang diterima")),
    Stage.READING: ("waiting", _("Sedang dibaca")),
    Stage.WAITING: ("called", _("Menunggu Anda")),
    Stage.CHECKING: ("waiting", _("Sedang diperiksa")),
    Stage.ACCEPTED: ("done", _("Tersimpan")),
    Stage.REFUSED: ("danger", _("Ditolak")),
    Stage.FAILED: ("danger", _("Gagal")),
    Stage.CANCELLED: ("cancelled", _("Dibatalkan")),
}
WAYS = {Way.UPLOAD: _("diunggah"), Way.PUSH: _("dikirim program"), Way.PULL: _("diambil rumah data")}
FREQUENCIES = {
    Frequency.MONTHLY: _("Bulanan"),
    Frequency.QUARTERLY: _("Triwulanan"),
    Frequency.HALF_YEARLY: _("Semesteran"),
    Frequency.YEARLY: _("Tahunan"),
    Frequency.WEEKLY: _("Mingguan"),
    Frequency.DAILY: _("Harian"),
    Frequency.IRREGULAR: _("Tidak berjadwal"),
}
MODES = {
    Mode.REPLACE: (_("Ganti seluruh isinya"), _("Berkas ini memuat data yang lengkap.")),
    Mode.APPEND: (_("Tambahkan barisnya"), _("Berkas ini hanya memuat baris baru.")),
    Mode.UPSERT: (
        _("Perbarui menurut kunci"),
        _("Baris dengan kunci yang sama diganti, yang lain ditambahkan. Perlu kolom kunci."),
    ),
}
ACCESS = {
    Access.OPEN: (_("Terbuka"), _("Siapa saja boleh membaca dan mengunduhnya.")),
    Access.LIMITED: (_("Terbatas"), _("Instansi lain membacanya setelah permintaannya dikabulkan.")),
    Access.CLOSED: (_("Tertutup"), _("Hanya instansi Anda, karena undang-undang mengecualikannya.")),
}
STATES = {
    State.PLANNED: _("Direncanakan"),
    State.DRAFT: _("Draf"),
    State.SUBMITTED: _("Diajukan"),
    State.CHECKED: _("Diperiksa Walidata"),
    State.RETURNED: _("Dikembalikan"),
    State.ADVISED: _("Diperiksa Pembina"),
    State.APPROVED: _("Disetujui"),
    State.PUBLISHED: _("Terbit"),
    State.WITHDRAWN: _("Ditarik"),
}
TYPES = {
    "string": _("Teks"),
    "integer": _("Bilangan bulat"),
    "number": _("Bilangan desimal"),
    "date": _("Tanggal"),
    "datetime": _("Tanggal dan jam"),
    "year": _("Tahun"),
    "boolean": _("Ya atau tidak"),
    "geojson": _("Bentuk di peta (GeoJSON)"),
}
#: Sorts of faults, as the report groups them.
RULES = {
    "type": _("Nilai tidak sesuai jenis kolom"),
    "decimal-sign": _("Tanda desimal bercampur"),
    "excel-date": _("Tanggal yang menjadi angka"),
    "excel-error": _("Kesalahan rumus Excel"),
    "formula-without-value": _("Rumus tanpa hasil"),
    "merged": _("Sel yang digabung"),
    "required": _("Sel wajib yang kosong"),
    "range": _("Nilai di luar batas"),
    "length": _("Panjang teks di luar batas"),
    "pattern": _("Bentuk teks tidak sesuai"),
    "enum": _("Nilai di luar daftar"),
    "unique": _("Nilai yang berulang"),
    "key": _("Kunci yang berulang"),
    "known-key": _("Kunci yang sudah tersimpan"),
    "reference": _("Kode yang tidak dikenal"),
    "rule": _("Aturan antarkolom dilanggar"),
    "columns": _("Banyaknya kolom berbeda"),
    "new-column": _("Kolom baru"),
    "missing-column": _("Kolom hilang"),
    "type-changed": _("Jenis kolom berubah"),
    "heading": _("Kepala tabel tidak jelas"),
    "ambiguous": _("Bilangan yang bermakna ganda"),
}
#: Faults that say that the columns have changed, not that a cell is wrong.
DRIFT = frozenset({"new-column", "missing-column", "type-changed"})


@dataclass(frozen=True)
class PersonalWords:
    """What looks like personal data, and what to do about it."""

    name: Any
    advice: Any


PERSONAL = {
    "nik": PersonalWords(
        _("NIK"), _("NIK tidak boleh terbit. Hapus kolomnya, atau tandai kolomnya tertutup.")
    ),
    "nip": PersonalWords(
        _("NIP"), _("NIP memuat tanggal lahir. Hapus kolomnya, atau tandai kolomnya tertutup.")
    ),
    "surel": PersonalWords(_("Alamat surel"), _("Pastikan ini surel kantor, bukan surel pribadi.")),
    "telepon": PersonalWords(_("Nomor telepon"), _("Pastikan ini nomor kantor, bukan nomor pribadi.")),
    "nama": PersonalWords(
        _("Nama orang"), _("Bila ini nama warga, hapus atau ringkas menjadi jumlah. Nama tempat boleh.")
    ),
    "lahir": PersonalWords(
        _("Tanggal lahir"), _("Ganti dengan tahun lahir atau kelompok umur, atau tandai tertutup.")
    ),
    "tanda-tangan": PersonalWords(
        _("Blok tanda tangan"), _("Hapus baris tanda tangan dari berkasnya; isinya nama dan NIP pejabat.")
    ),
    "alamat": PersonalWords(
        _("Alamat rumah"), _("Ringkas menjadi kelurahan atau desa, atau tandai tertutup.")
    ),
}
OTHER_PERSONAL = PersonalWords(_("Data pribadi"), _("Periksa apakah kolom ini memang boleh terbit."))
SOURCES = {
    Source.POSTGRESQL: "PostgreSQL",
    Source.MYSQL: _("MySQL atau MariaDB"),
    Source.WEB: _("Alamat web (HTTP)"),
    Source.SFTP: _("Server berkas (SFTP)"),
}
EVERY = {
    Every.HOUR: _("Setiap jam"),
    Every.DAY: _("Setiap hari"),
    Every.WEEK: _("Setiap minggu"),
    Every.MONTH: _("Setiap 30 hari"),
}
OUTCOMES: dict[str, tuple[str, Any]] = {
    "running": ("waiting", _("Berjalan")),
    "stored": ("done", _("Tersimpan")),
    "same": ("done", _("Tidak ada yang baru")),
    "waits": ("called", _("Menunggu Anda")),
    "refused": ("danger", _("Ditolak")),
    "failed": ("danger", _("Gagal")),
}
PUNCTUALITY: dict[Punctuality, tuple[str, Any]] = {
    Punctuality.FRESH: ("done", _("Tepat waktu")),
    Punctuality.DUE: ("called", _("Jatuh tempo")),
    Punctuality.LATE: ("danger", _("Terlambat")),
    Punctuality.NEVER: ("closed", _("Belum ada kiriman")),
    Punctuality.FREE: ("open", _("Tanpa jadwal")),
}
RELATIONS = {
    Relation.EQUAL: _("sama dengan (=)"),
    Relation.AT_MOST: _("tidak melebihi, atau tidak sesudah (≤)"),
    Relation.LESS: _("kurang dari, atau sebelum (<)"),
    Relation.AT_LEAST: _("tidak kurang dari, atau tidak sebelum (≥)"),
    Relation.MORE: _("lebih dari, atau sesudah (>)"),
    Relation.OTHER: _("tidak sama dengan (≠)"),
    Relation.FILLED: _("harus diisi"),
}
