"""What looks like personal data: numbers of people, phones, addresses of mail, names.

Structure of a NIK (16 digits): region of first registration, day of birth (women + 40), month, year, serial from
0001. NIP of civil servants (18 digits): YYYYMMDD of birth, YYYYMM of appointment, sex 1 or 2, serial.
"""

import re
from datetime import date

#: Kinds in the order of their weight: the first that fits names a cell.
KINDS = ("nip", "nik", "surel", "telepon", "nama")
#: For the engine (RE2): which cells are worth a closer look.
CANDIDATES = {
    "nip": r"(^|\D)\d{8} ?\d{6} ?\d ?\d{3}(\D|$)",
    "nik": r"(^|\D)\d{16}(\D|$)",
    "surel": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "telepon": r"(^|\D)(\+62|62|0)[ -]?8\d{1,3}[ -]?\d{3,4}[ -]?\d{2,5}(\D|$)",
}
#: Columns whose heading says that they hold names of people.
NAME_HEADINGS = re.compile(
    r"(^|_)(nama(_(lengkap|pegawai|penduduk|pasien|siswa|kepala_keluarga|ibu|ayah|pemilik|pemohon|penerima))?|name)$"
)
_NIP = re.compile(r"(?<!\d)(\d{8}) ?(\d{6}) ?([12]) ?(\d{3})(?!\d)")
_NIK = re.compile(r"(?<!\d)(\d{2})\d{4}(\d{2})(\d{2})(\d{2})(\d{4})(?!\d)")


def is_nik(text: str) -> bool:
    """Whether a run of 16 digits in `text` is built like a NIK."""
    return any(_nik_fits(found) for found in _NIK.finditer(text))


def _nik_fits(found: re.Match[str]) -> bool:
    province, day, month, year, serial = (int(part) for part in found.groups())
    day = day - 40 if day > 40 else day
    return (
        11 <= province <= 97
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
