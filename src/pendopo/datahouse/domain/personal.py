"""What looks like personal data: numbers of people, phones, addresses of mail, names, birthdays, signature blocks.

Structure of a NIK (16 digits): region of first registration, day of birth (women + 40), month, year, serial from
0001. NIP of civil servants (18 digits): YYYYMMDD of birth, YYYYMM of appointment, sex 1 or 2, serial.
"""

import re
from datetime import date

#: Kinds in the order of their weight: the first that fits names a cell.
KINDS = ("nip", "nik", "surel", "telepon", "nama", "lahir", "alamat", "tanda-tangan")
#: For the engine (RE2): which cells are worth a closer look.
CANDIDATES = {
    "nip": r"(^|\D)\d{8} ?\d{6} ?\d ?\d{3}(\D|$)",
    "nik": r"(^|\D)\d{16}(\D|$)",
    "surel": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "telepon": r"(^|\D)(\+62|62|0)[ -]?8\d{1,3}[ -]?\d{3,4}[ -]?\d{2,5}(\D|$)",
}
_PEOPLE = (
    "lengkap|pegawai|petugas|pejabat|guru|dokter|penduduk|warga|pasien|siswa|murid|kepala_keluarga|kk|ibu|ayah|wali|"
    "orang_tua|anak|istri|suami|pemilik|pemohon|penerima(_manfaat)?|peserta|anggota|ketua|direktur|penanggung_jawab"
)
#: Columns whose heading says what they hold, in small letters with underscores -> the kind.
HEADINGS = {
    "nama": re.compile(rf"(^|_)(nama(_({_PEOPLE}))?|name|full_name)$"),
    "lahir": re.compile(
        r"(^|_)((tanggal|tgl|hari)_lahir|ttl|tempat_tanggal_lahir|birth_?(date|day)|dob)(_|$)"
    ),
    "alamat": re.compile(rf"(^|_)alamat(_(rumah|tinggal|domisili|ktp|{_PEOPLE}))?$"),
}
#: First two digits of a NIK: provinces of Kepmendagri 300.2.2-2138/2025.
PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98))
)
_SIGNED = re.compile(
    r"\bNIP\b[\s.:]*\d{8}|^\s*(mengetahui|mengesahkan|menyetujui|ditandatangani|yang membuat)\b|"
    r"^\s*(a\.?n\.?|plt\.?|plh\.?)?\s*kepala (dinas|badan|bidang|bagian|puskesmas|sekolah)\b.*,?\s*$|"
    r"^\s*pembina (utama|tk|tingkat)\b",
    re.IGNORECASE,
)
_NIP = re.compile(r"(?<!\d)(\d{8}) ?(\d{6}) ?([12]) ?(\d{3})(?!\d)")
_NIK = re.compile(r"(?<!\d)(\d{2})\d{4}(\d{2})(\d{2})(\d{2})(\d{4})(?!\d)")


def looks_personal(text: str) -> bool:
    """Whether a text is worth a closer look."""
    return any(re.search(pattern, text) for pattern in CANDIDATES.values())


def is_nik(text: str) -> bool:
    """Whether a run of 16 digits in `text` is built like a NIK."""
    return any(_nik_fits(found) for found in _NIK.finditer(text))


def _nik_fits(found: re.Match[str]) -> bool:
    province, day, month, year, serial = (int(part) for part in found.groups())
    day = day - 40 if day > 40 else day
    return (
        province in PROVINCES
        and serial > 0
        and any(_is_day(century + year, month, day) for century in (1900, 2000))
    )


def is_nip(text: str) -> bool:
    """Whether a run of 18 digits in `text` is built like a NIP."""
    return any(
        _is_day(int(born[:4]), int(born[4:6]), int(born[6:]))
        and 1940 <= int(since[:4]) <= 2100
        and 1 <= int(since[4:]) <= 12
        for born, since, _, _ in _NIP.findall(text)
    )


def heading_kind(heading: str) -> str | None:
    """What a column holds by its heading, or None when the heading does not say that it is about people."""
    return next((kind for kind, pattern in HEADINGS.items() if pattern.search(heading)), None)


def is_signature(text: str) -> bool:
    """Whether a cell at the end of a table belongs to the block in which an official signs."""
    return bool(_SIGNED.search(text))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year >= 1900


def kind_of(text: str, candidate: str) -> bool:
    """Whether a cell that the engine took for `candidate` really is one."""
    if candidate == "nik":
        return is_nik(text)
    return is_nip(text) if candidate == "nip" else True
