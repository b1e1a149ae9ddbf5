"""What is asked about the activity behind a data set: MS-Keg of Peraturan BPS 5/2020, in plain questions.

Keys are those that INDAH and Satu Data Indonesia exchange. Which of them the regulation itself requires could not be
read from its text; `needed` marks those without which a reader cannot judge the data, and the house asks for these.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 4_000


class Kind(StrEnum):
    """How an answer is typed."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """One key of the metadata. `choices` are the answers of a `CHOICE`."""

    key: str
    label: str
    hint: str = ""
    kind: Kind = Kind.LINE
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Block:
    """Questions that belong together, as the form of BPS groups them."""

    key: str
    title: str
    questions: tuple[Question, ...]


def _choice(key: str, label: str, *choices: str, needed: bool = False) -> Question:
    return Question(key, label, kind=Kind.CHOICE, choices=choices, needed=needed)


def _text(key: str, label: str, hint: str = "", *, needed: bool = False) -> Question:
    return Question(key, label, hint, Kind.TEXT, needed=needed)


BLOCKS: tuple[Block, ...] = (
    Block("kegiatan", "Kegiatan", (
        Question("judul_kegiatan", "Nama kegiatan yang menghasilkan data", "Misalnya: Pencatatan kunjungan pelayanan"),
        Question("tahun", "Tahun kegiatan", "Misalnya: 2026"),
        _choice("jenis_statistik", "Jenis statistik", "dasar", "sektoral", "khusus"),
        _choice("cara_pengumpulan_data", "Data berasal dari mana?", "catatan administrasi", "pencacahan lengkap",
                "survei", "cara lain", needed=True),
        Question("sektor_kegiatan", "Sektor kegiatan"),
        Question("identitas_rekomendasi", "Nomor rekomendasi BPS", "Bila kegiatan ini sudah mendapat rekomendasi."),
    )),
    Block("penanggung-jawab", "Siapa yang bertanggung jawab", (
        Question("penanggung_jawab", "Unit atau jabatan yang dapat ditanya",
                 "Tulis jabatannya, bukan nama orang. Misalnya: Kepala Bidang Pelayanan", needed=True),
        Question("kontak", "Telepon atau surel kantor", "Bukan nomor pribadi."),
    )),
    Block("perencanaan", "Perencanaan", (
        _text("latar_belakang", "Mengapa data ini dikumpulkan?"),
        _text("tujuan", "Untuk apa data ini dipakai?", needed=True),
        Question("referensi_waktu", "Data ini tentang kurun waktu apa?", "Misalnya: Januari–Oktober 2026", needed=True),
    )),
    Block("desain", "Cara mengumpulkan", (
        _choice("kegiatan_dilakukan", "Kegiatan dilakukan", "sekali", "berulang"),
        Question("cakupan_wilayah", "Wilayah yang dicakup", "Misalnya: seluruh Kota Mojokerto", needed=True),
        _text("metode", "Bagaimana data dikumpulkan?", "Siapa mencatat, dengan apa, dan kapan."),
        Question("sarana", "Sarana", "Misalnya: wawancara, formulir kertas, aplikasi"),
        Question("unit_pengumpulan", "Satu baris data mewakili apa?", "Misalnya: satu kecamatan dalam satu bulan"),
        Question("level_estimasi", "Tingkat penyajian", "Misalnya: kecamatan"),
        Question("variabel_disaggregasi", "Dipilah menurut", "Misalnya: kecamatan, jenis kelamin"),
    )),
    Block("sampel", "Sampel (hanya untuk survei)", (
        Question("metode_sampel", "Cara memilih sampel"),
        Question("kerangka_sampel", "Kerangka sampel"),
        Question("fraksi_sampel", "Bagian yang diambil"),
        Question("sampling_error", "Perkiraan kesalahan sampel"),
    )),
    Block("kualitas", "Mutu dan pengolahan", (
        _text("pemeriksaan_kualitas", "Bagaimana data diperiksa sebelum dikirim?"),
        _text("pengolahan", "Apa yang diubah sejak dicatat?", "Misalnya: baris ganda dihapus, alamat dihilangkan."),
        _text("keterbatasan", "Apa yang perlu diketahui pembaca?", "Misalnya: bulan Mei tidak lengkap."),
    )),
    Block("sdi", "Kode Satu Data Indonesia", (
        Question("id_mskeg", "Kode metadata kegiatan", "Bila sudah ada di INDAH."),
        Question("id_sds", "Kode standar data", "Misalnya: SD00001.00.00"),
        Question("kodereferensi", "Kode referensi yang dipakai", "Misalnya: kode wilayah Kemendagri"),
        Question("satuan", "Satuan utama"),
        Question("ukuran", "Ukuran utama", "Misalnya: jumlah, rata-rata, persentase"),
    )),
)  # fmt: skip
QUESTIONS: Mapping[str, Question] = {one.key: one for block in BLOCKS for one in block.questions}
NEEDED = tuple(one for one in QUESTIONS.values() if one.needed)

_EMPTY_WORDS = {
    "na",
    "nihil",
    "tidak ada",
    "tidakada",
    "kosong",
    "none",
    "null",
    "test",
    "tes",
    "x",
    "xxx",
    "tbd",
}


def says_nothing(text: object) -> bool:
    """Whether a text only looks like an answer: "-", "n/a", "..." and the like."""
    plain = re.sub(r"[\W_]+", " ", str(text or "")).strip().lower()
    return not plain or plain in _EMPTY_WORDS or plain.replace(" ", "") in _EMPTY_WORDS
