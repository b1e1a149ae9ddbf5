"""What a column is, from what stands above it. Elements are found by code and by name, and both are compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

DATE, SERVICE = "tanggal", "layanan"
#: Columns that say who answered. They are neither read nor kept.
PERSONAL = "pribadi"
#: Columns that were computed from others.
COMPUTED = "hitungan"
COMMENT = "saran"
IGNORED = ""

#: Words that name an element wherever they stand in a heading, also inside a whole question. "Saran" alone is
#: mostly a comment, so U8 needs its own word; words of one element do not occur in the names of another.
_NAMES: tuple[tuple[str, str], ...] = (
    ("U1", r"persyaratan|syarat"),
    ("U2", r"sistem mekanisme|mekanisme|prosedur|alur pelayanan|kemudahan prosedur"),
    ("U4", r"biaya|tarif"),
    ("U5", r"produk|spesifikasi|hasil pelayanan|hasil layanan"),
    ("U6", r"kompetensi|kemampuan|keterampilan"),
    ("U7", r"perilaku|sikap|kesopanan|keramahan|sopan|ramah"),
    ("U8", r"pengaduan|aduan|keluhan"),
    ("U9", r"sarana|prasarana|fasilitas"),
    ("U3", r"waktu penyelesaian|waktu pelayanan|waktu layanan|kecepatan|ketepatan waktu|cepat|waktu"),
)
_CODE = re.compile(r"(?:u|unsur|u ?nsur ke)\s*0?(?P<number>[1-9]\d?)\b")
#: Questions by their place in a questionnaire: many ask U9 before U8.
_BY_PLACE = re.compile(r"(?:p|q|no|soal|pertanyaan|pertanyaan ke|question)\s*0?(?P<number>[1-9])")
_OTHERS: tuple[tuple[str, str], ...] = (
    (PERSONAL, r"nama( lengkap| responden| anda)?|nik|no(mor)? (hp|telepon|telp|wa|ktp)|telepon|whatsapp|hp|"
               r"e ?mail|alamat( e ?mail)?|username|tanggal lahir|tgl lahir|tanda tangan|ip( address)?"),
    (DATE, r"tanggal.*|tgl.*|timestamp|cap waktu|stempel waktu|date|hari tanggal|waktu (pengisian|survei|mengisi)|"
           r"bulan|periode|submitted( at)?"),
    (SERVICE, r"(nama |jenis )?(layanan|pelayanan)( yang (anda )?(diterima|diurus|dinilai|digunakan))?|"
              r"(nama )?unit (layanan|pelayanan)|service|keperluan"),
    ("jenis-kelamin", r"(jenis )?kelamin.*|jk|l p|gender|sex"),
    ("usia", r"usia.*|umur.*|kelompok (usia|umur)|age"),
    ("pendidikan", r"pendidikan.*|education"),
    ("pekerjaan", r"pekerjaan.*|profesi|occupation"),
    (COMPUTED, r"no(mor)?( urut| responden)?|nrr.*|jumlah.*|total.*|rata rata.*|rerata.*|ikm|indeks.*|mutu.*|"
               r"nilai (ikm|akhir|konversi|skm|total|rata rata)|kinerja.*|skor( total)?|bobot.*|ket(erangan)?|id"),
    (COMMENT, r"(kritik|saran|masukan|komentar|catatan|pesan)( dan | atau | )?.*"),
)  # fmt: skip
_OTHER_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _OTHERS)
_NAME_PATTERNS = tuple((code, re.compile(rf"\b(?:{words})\b")) for code, words in _NAMES)


@dataclass(frozen=True)
class Meaning:
    """What a heading says. `by_name` and `by_code` may name different elements; `by_place` is only a number."""

    by_code: str = ""
    by_name: str = ""
    by_place: str = ""
    other: str = ""

    @property
    def role(self) -> str:
        """What the column is taken for. A name says more than a number: numbers differ between questionnaires."""
        return self.by_name or self.by_code or self.by_place or self.other

    @property
    def is_element(self) -> bool:
        return bool(self.by_code or self.by_name or self.by_place)

    @property
    def contradicts(self) -> bool:
        """The code and the name mean different elements: "U8 Sarana dan prasarana"."""
        return bool(self.by_code and self.by_name and self.by_code != self.by_name)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Small letters and digits without accents, single spaces: how headings and names are compared."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def meaning_of(heading: str) -> Meaning:
    """What a heading says about its column; nothing for one that we do not know."""
    text = plain(heading)
    if not text:
        return Meaning()
    code = _CODE.match(text)
    rest = text[code.end() :].strip() if code else text
    name = _element_named(rest)
    if code:
        return Meaning(by_code=f"U{code['number']}", by_name=name)
    for role, pattern in _OTHER_PATTERNS:
        if pattern.fullmatch(text):
            return Meaning(other=role)
    if by_place := _BY_PLACE.fullmatch(text):
        return Meaning(by_place=f"U{by_place['number']}")
    return Meaning(by_name=name)


def _element_named(text: str) -> str:
    """The element whose words come first in the text: a question may mention the words of others later."""
    found = [(match.start(), code) for code, words in _NAME_PATTERNS if (match := words.search(text))]
    return min(found)[1] if found else ""
