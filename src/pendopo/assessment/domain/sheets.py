"""How a framework is laid out as a workbook: one description for writing and for reading it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Columns of levels are called "tingkat 3"; in golden cases the columns are the items' codes.
LEVEL_COLUMN = "level:"
#: Fields that hold several things: one per line, or between commas where they are single words.
LINES, WORDS = frozenset({"notes"}), frozenset({"must_have", "related_indicators"})


@dataclass(frozen=True)
class Columns:
    """A sheet: the fields of the framework file by the words in its first row (in small letters).

    `level_word` begins the heads of columns that hold something per level or per item.
    """

    sheet: str
    key: str
    columns: Mapping[str, str]
    needed: frozenset[str] = field(default_factory=frozenset)
    level_word: str | None = None

    def key_of(self, heading: str) -> str | None:
        """The field that a column holds, None for an unknown or empty heading."""
        words = heading.strip().lower()
        if words in self.columns:
            return self.columns[words]
        if self.level_word is not None and words.startswith(self.level_word):
            code = words.removeprefix(self.level_word).strip()
            return LEVEL_COLUMN + code if code.replace("-", "").isdigit() else None
        return None


HEAD = Columns(
    "Kerangka",
    "",
    {
        "id": "id",
        "versi": "version",
        "judul": "title.id",
        "judul dalam bahasa inggris": "title.en",
        "berlaku dari": "valid_from",
        "berlaku sampai": "valid_to",
        "tahun pertama": "first_year",
        "tahun terakhir": "last_year",
        "menggantikan": "supersedes",
        "bahasa": "locale",
        "lisensi": "licence",
        "status": "status",
        "checksum": "checksum",
        "angka terverifikasi": "verification.numbers",
        "kriteria terverifikasi": "verification.criteria",
        "keterangan verifikasi": "verification.note",
        "catatan": "notes",
        "tingkat terendah": "scale.min",
        "tingkat tertinggi": "scale.max",
        "cara menghitung": "scoring.method",
        "satuan bobot": "scoring.weight_unit",
        "desimal indeks": "scoring.index_decimals",
        "pembulatan": "scoring.rounding",
        "bila tingkat kosong": "scoring.missing_rule",
        "aturan tingkat": "scoring.level_rule",
        "predikat dibaca dari": "scoring.predicate_from",
    },
)
LEGAL = Columns(
    "Dasar hukum",
    "legal_basis",
    {"jenis": "kind", "nomor": "number", "tahun": "year", "judul": "title", "alamat": "url"},
    frozenset({"kind", "number", "year", "title"}),
)
SOURCES = Columns("Sumber", "sources", {"apa": "what", "di mana": "where"}, frozenset({"what", "where"}))
PREDICATES = Columns(
    "Predikat",
    "predicates",
    {
        "predikat": "name",
        "dari": "min",
        "termasuk batas bawah": "min_inclusive",
        "sampai": "max",
        "termasuk batas atas": "max_inclusive",
        "sebutan lain": "label",
    },
    frozenset({"name", "min", "min_inclusive", "max", "max_inclusive"}),
)
LADDERS = Columns(
    "Jenjang",
    "ladders",
    {"jenjang": "id", "nama jenjang": "name", "tingkat": "n", "nama tingkat": "level", "arti": "description"},
    frozenset({"id", "name", "n", "level"}),
)
#: What usually proves a level of a ladder.
EVIDENCE = Columns(
    "Data dukung",
    "evidence_required",
    {
        "jenjang": "ladder",
        "tingkat": "n",
        "kode": "id",
        "uraian": "text",
        "jenis": "kind",
        "harus memuat": "must_have",
    },
    frozenset({"ladder", "n", "id", "text", "kind"}),
)
NODES = Columns(
    "Kelompok",
    "nodes",
    {
        "kode": "id",
        "jenis": "kind",
        "nomor": "number",
        "nama": "title",
        "bobot": "weight",
        "induk": "parent",
        "uraian": "description",
    },
    frozenset({"id", "kind", "number", "title", "weight"}),
)
INDICATORS = Columns(
    "Indikator",
    "indicators",
    {
        "nomor": "number",
        "kelompok": "parent",
        "nama": "title",
        "bobot": "weight",
        "dijawab berapa kali": "repeat",
        "jenjang": "ladder",
        "pertanyaan": "question",
        "penjelasan": "explanation",
        "catatan penilaian": "assessment_note",
        "instansi pembina": "steward",
        "indikator terkait": "related_indicators",
    },
    frozenset({"number", "title", "weight"}),
    "tingkat",
)
ROUNDS = Columns(
    "Tahap",
    "rounds",
    {
        "kode": "id",
        "nama": "name",
        "peran": "role",
        "urutan": "order",
    },
    frozenset({"id", "name", "role", "order"}),
)
CASES = Columns(
    "Kasus acuan",
    "golden",
    {"kasus": "id", "sumber": "source", "indeks": "index", "predikat": "predicate"},
    frozenset({"id", "source", "index"}),
    "",
)
#: Sheets that a workbook must have; sources and golden cases may be left out.
SHEETS = tuple(one.sheet for one in (HEAD, PREDICATES, LADDERS, NODES, INDICATORS, ROUNDS))
