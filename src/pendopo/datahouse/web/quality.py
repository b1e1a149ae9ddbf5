"""Quality in words: bars with the figures beside them, and what each share lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.datahouse.domain.quality import Measure, Side
from pendopo.design.wording import figure, short_day

#: Reasons of one side that are listed one by one; the figures beside the bar always count all.
LISTED = 30
_SIDES = {
    Side.STANDARD: (_("Standar data"), _("kolom dengan kode standar data, dan kolom angka dengan satuan")),
    Side.METADATA: (_("Metadata"), _("pertanyaan metadata yang dijawab, dan kolom yang dijelaskan artinya")),
    Side.INTEROPERABLE: (_("Interoperabilitas"), _("lisensi, kolom kunci, dan kolom dengan tipe yang tetap")),
    Side.REFERENCE: (
        _("Kode referensi"),
        _("kolom wilayah, instansi, dan daftar nilai yang memakai daftar induk"),
    ),
    Side.COMPLETE: (_("Lengkap"), _("sel yang terisi pada kiriman terakhir")),
    Side.TIMELY: (
        _("Tepat waktu"),
        _("kiriman yang datang sebelum jatuh tempo, paling banyak dua belas terakhir"),
    ),
    Side.VALID: (_("Sah"), _("kolom yang isinya diperiksa; kiriman dengan satu kesalahan pun ditolak")),
}


@dataclass(frozen=True)
class Part:
    """One side in words: what is counted, how many are as they should be, reasons, and how many more there are."""

    name: str
    counted: str
    figures: str
    reasons: list[str]
    more: int


@dataclass(frozen=True)
class Quality:
    """Rows for the bars, and the same sides with their reasons."""

    rows: list[dict[str, object]]
    parts: list[Part]


def quality_words(measures: Sequence[Measure]) -> Quality | None:
    """None when nothing has been measured."""
    if not measures:
        return None
    return Quality([_row(one) for one in measures], [_part(one) for one in measures])


def _row(one: Measure) -> dict[str, object]:
    share = one.percent
    text = "–" if share is None else f"{share}%"
    return {"name": _SIDES[one.side][0], "share": share or 0, "text": text}


def _part(one: Measure) -> Part:
    name, counted = _SIDES[one.side]
    facts = {"good": figure(one.good), "total": figure(one.total)}
    figures = gettext("%(good)s dari %(total)s") % facts if one.total else gettext("tidak ada yang dihitung")
    told = [each.told(gettext, _written) for each in one.missing[:LISTED]]
    return Part(str(name), str(counted), figures, told, len(one.missing) - len(told))


def _written(value: object) -> object:
    if isinstance(value, date):
        return short_day(value)
    return figure(value) if isinstance(value, int) else value
