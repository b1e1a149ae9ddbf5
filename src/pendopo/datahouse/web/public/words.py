"""Words of the public pages."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.datahouse.domain.picture import NO_MEASURE, Way
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.schema import Field
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up

FREQUENCIES = {
    "irregular": _("Tidak berkala"),
    "daily": _("Setiap hari"),
    "weekly": _("Setiap minggu"),
    "monthly": _("Setiap bulan"),
    "quarterly": _("Setiap triwulan"),
    "half-yearly": _("Setiap semester"),
    "yearly": _("Setiap tahun"),
}
ACCESS = {Access.OPEN: _("Terbuka"), Access.LIMITED: _("Terbatas"), Access.CLOSED: _("Tertutup")}
#: Kinds of tags by access.
ACCESS_KINDS = {Access.OPEN: "open", Access.LIMITED: "break", Access.CLOSED: "closed"}
#: The themes of domain/themes.py, as people read them.
THEMES = {
    "ekonomi": _("Ekonomi dan keuangan"), "kependudukan": _("Kependudukan dan sosial"),
    "kesehatan": _("Kesehatan"), "lingkungan": _("Lingkungan hidup"), "pangan": _("Pertanian dan pangan"),
    "pemerintahan": _("Pemerintahan dan layanan publik"), "pendidikan": _("Pendidikan dan kebudayaan"),
    "perhubungan": _("Perhubungan"), "keamanan": _("Ketertiban, hukum, dan keamanan"),
    "teknologi": _("Ilmu pengetahuan dan teknologi"), "wilayah": _("Wilayah dan permukiman"),
}  # fmt: skip
TYPES = {
    "string": _("teks"), "geojson": _("geometri"), "integer": _("bilangan bulat"), "number": _("bilangan"),
    "year": _("tahun"), "boolean": _("ya atau tidak"), "date": _("tanggal"), "datetime": _("tanggal dan waktu"),
}  # fmt: skip
FORMATS = {
    "csv": _("untuk lembar kerja dan program"),
    "xlsx": _("untuk Excel dan LibreOffice"),
    "parquet": _("untuk analisis data besar"),
    "json": _("untuk program"),
}
_VOWELS = set("aeiou")
_WAYS = {
    Way.SUM: _("Jumlah {what}"),
    Way.MEAN: _("Rata-rata {what}"),
    Way.COUNT: _("Banyaknya baris"),
}


def size_words(size: int) -> str:
    """1234567 is "1,2 MB"; a kilobyte has 1,000 bytes."""
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            return f"{figure(half_up(Fraction(size, bytes_), 1))} {unit}"
    return gettext("{size} bita").format(size=size)


def name_words(field: Field) -> str:
    """What a column is called by people."""
    name = str(field.ms_var.get("nama") or field.title or field.name)
    return name.replace("_", " ").capitalize() if name == field.name else name


def tile_name(name: str) -> str:
    """A long name with a soft hyphen where it may be parted: between two consonants near its middle."""
    if len(name) < 9 or " " in name:
        return name
    places = [place for place in range(3, len(name) - 3) if not {name[place - 1], name[place]} & _VOWELS]
    middle = min(places, key=lambda place: abs(place - len(name) / 2 + 1), default=len(name) // 2)
    return f"{name[:middle]}\u00ad{name[middle:]}"


def measure_words(way: Way, field: Field | None) -> str:
    """What a chart shows: "Jumlah penduduk (jiwa)". A name that says "jumlah" itself is not doubled."""
    if field is None:
        return str(_WAYS[Way.COUNT])
    name = name_words(field)
    lower = name[:1].lower() + name[1:]
    said = name if lower.startswith(way.value) else str(_WAYS[way]).format(what=lower)
    unit = str(field.ms_var.get("satuan") or "")
    if unit and lower.lower() in unit.lower():  # "indeks" counted in "indeks (1-5)"
        return str(_WAYS[way]).format(what=unit)
    return f"{said} ({unit})" if unit and unit.lower() not in said.lower() else said


def value_words(value: Decimal) -> str:
    """A figure of a chart, with at most two decimals."""
    text = half_up(Fraction(value), 2)
    return figure(text.rstrip("0").rstrip(".") if "." in text else text)


def cell_words(value: object, field: Field) -> str:
    """A cell of the preview; years and codes keep their digits together."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return figure(text.rstrip("0").rstrip(".") if "." in text else text)
    if isinstance(value, int) and field.type == "integer" and not NO_MEASURE.search(field.name.lower()):
        return figure(value)
    return str(value)
