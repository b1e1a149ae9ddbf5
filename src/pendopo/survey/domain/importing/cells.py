"""Single cells: scores, days and bands of the profile as people write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from pendopo.kernel.days import Month
from pendopo.survey.domain.framework import Element, ProfileField
from pendopo.survey.domain.importing.headings import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan january", "februari pebruari feb february", "maret mar march", "april apr",
         "mei may", "juni jun june", "juli jul july", "agustus agu ags agt aug august",
         "september sep sept", "oktober okt oct october", "november nopember nov nop",
         "desember des dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(?P<y>[12]\d{3})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?:[ T].*)?")
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>[12]\d{3})(?:[ ,].*)?")
_WORDED = re.compile(r"(?:[a-z]+ )?(?:(?P<d>\d{1,2}) )?(?P<m>[a-z]+) (?P<y>[12]\d{3})(?: \d.*)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_NO_ANSWER = {"", "-", "–", "—", "n/a", "tidak menjawab", "tidak diisi", "kosong"}


class Slip(Enum):
    """Why a score was not understood."""

    DECIMAL_COMMA = "decimal-comma"
    FRACTION = "fraction"
    RANGE = "range"
    TEXT = "text"


@dataclass(frozen=True)
class Score:
    """A score that was read: 1 to 4, 0 for "not answered"; `tidied` when it was written as 4,0."""

    value: int
    tidied: bool = False


def read_score(element: Element, text: str) -> Score | Slip:
    """The score in a cell: a number of the scale, the text of an option, or nothing."""
    if text.casefold() in _NO_ANSWER:
        return Score(0)
    if _DECIMAL.fullmatch(text):
        whole, _, rest = text.replace(",", ".").partition(".")
        if rest.strip("0"):
            return Slip.DECIMAL_COMMA if "," in text else Slip.FRACTION
        return _in_scale(element, whole, tidied=True)
    if re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return _in_scale(element, text)
    wanted = plain(re.sub(r"^[1-4][.) ]+", "", text))
    for option in element.options:
        if wanted and plain(option.text) == wanted:
            return Score(option.score)
    return Slip.TEXT


def _in_scale(element: Element, digits: str, *, tidied: bool = False) -> Score | Slip:
    value = int(digits) if len(digits) < 10 else -1
    return Score(value, tidied) if value in {option.score for option in element.options} else Slip.RANGE


@dataclass(frozen=True)
class Dated:
    """A day, or only its month. `swappable`: day and month could be the other way round (03/04/2024)."""

    month: Month
    day: date | None
    swappable: bool = False


@lru_cache(maxsize=4096)
def read_date(text: str, *, month_first: bool = False) -> Dated | None:
    """The day or month in a cell; None for what is none."""
    if found := _ISO.fullmatch(text):
        return _dated(found["y"], found["m"], found["d"])
    if found := _SLASHED.fullmatch(text):
        first, second = found["a"], found["b"]
        if month_first:
            first, second = second, first
        dated = _dated(found["y"], second, first)
        both = int(found["a"]) <= 12 and int(found["b"]) <= 12 and found["a"] != found["b"]
        return Dated(dated.month, dated.day, both) if dated else None
    found = _WORDED.fullmatch(plain(text))
    if found and found["m"] in _MONTHS:
        return _dated(found["y"], str(_MONTHS[found["m"]]), found["d"])
    return None


@lru_cache(maxsize=4096)
def only_month_first(text: str) -> bool | None:
    """Whether a day can only be read with the month first (True) or only last (False); None when both fit."""
    found = _SLASHED.fullmatch(text)
    if found is None or (int(found["a"]) <= 12) == (int(found["b"]) <= 12):
        return None
    return int(found["b"]) > 12


def _dated(year: str, month: str, day: str | None) -> Dated | None:
    if not 1 <= int(month) <= 12:
        return None
    try:
        exact = date(int(year), int(month), int(day)) if day else None
    except ValueError:
        return None
    return Dated(Month(int(year), int(month)), exact)


#: How files write what the bands of the profile mean.
_BANDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "jenis-kelamin": {
        "perempuan": ("p", "perempuan", "wanita", "pr", "female"),
        "laki-laki": ("l", "laki laki", "pria", "lk", "lelaki", "male"),
    },
    "pendidikan": {
        "tidak-sekolah": ("tidak sekolah", "belum sekolah"),
        "sd": ("sd", "mi"),
        "smp": ("smp", "mts", "sltp"),
        "sma": ("sma", "smk", "ma", "slta", "stm"),
        "diploma": ("d1", "d2", "d3", "diploma", "d i", "d ii", "d iii"),
        "s1": ("s1", "d4", "sarjana", "d iv", "s 1"),
        "s2-s3": ("s2", "s3", "magister", "doktor", "pascasarjana", "s 2", "s 3"),
    },
    "pekerjaan": {
        "asn": ("pns", "asn", "pppk", "pegawai negeri"),
        "tni-polri": ("tni", "polri", "tni polri", "polisi"),
        "swasta": ("swasta", "karyawan swasta", "pegawai swasta", "karyawan", "buruh"),
        "wirausaha": ("wirausaha", "wiraswasta", "pengusaha", "pedagang", "usaha"),
        "pertanian": ("petani", "nelayan", "tani"),
        "rumah-tangga": ("irt", "ibu rumah tangga", "rumah tangga"),
        "pelajar": ("pelajar", "mahasiswa", "pelajar mahasiswa", "siswa"),
        "lainnya": ("lainnya", "lain lain", "lain"),
    },
}


def read_band(field: ProfileField, text: str) -> str | None:
    """The band that a cell means: by its name, in the words of files, or an age in years; None when unclear."""
    wanted = plain(text)
    if not wanted:
        return field.unanswered
    for code, name in field.bands:
        if wanted in (plain(code), plain(name)):
            return code
    if field.code == "usia" and re.fullmatch(r"\d{1,3}( tahun| th)?", wanted):
        return _band_of_age(field, int(wanted.split()[0]))
    for code, words in _BANDS.get(field.code, {}).items():
        if wanted in words and code in dict(field.bands):
            return code
    return None


def _band_of_age(field: ProfileField, years: int) -> str | None:
    """The band with these years; a band's code says its bounds: "26-35", "di-bawah-17", "di-atas-65"."""
    for code, _ in field.bands:
        bounds = [int(number) for number in re.findall(r"\d+", code)]
        if len(bounds) == 2 and bounds[0] <= years <= bounds[1]:
            return code
        if code.startswith("di-bawah") and bounds and years < bounds[0]:
            return code
        if code.startswith("di-atas") and bounds and bounds[0] < years <= 120:
            return code
    return None
