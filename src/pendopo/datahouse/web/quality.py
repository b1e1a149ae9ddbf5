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
class Quality:
    """Rows for the bars, how each is counted, and the reasons by side: (name, sentences, how many more)."""

    rows: list[dict[str, object]]
    counted: list[tuple[str, str]]
    missing: list[tuple[str, list[str], int]]


def quality_words(measures: Sequence[Measure]) -> Quality | None:
    """None when nothing has been measured."""
    if not measures:
        return None
    return Quality(
        rows=[_row(one) for one in measures],
        counted=[(str(name), str(meaning)) for name, meaning in _SIDES.values()],
        missing=[_reasons(one) for one in measures if one.missing],
    )


def _row(one: Measure) -> dict[str, object]:
    name = _SIDES[one.side][0]
    if one.percent is None:
        return {"name": name, "share": 0, "text": gettext("tidak ada yang dihitung")}
    facts = {"good": figure(one.good), "total": figure(one.total), "percent": one.percent}
    text = gettext("%(percent)s%% (%(good)s dari %(total)s)") % facts
    return {"name": name, "share": one.percent, "text": text}


def _reasons(one: Measure) -> tuple[str, list[str], int]:
    told = [each.told(gettext, _written) for each in one.missing[:LISTED]]
    return str(_SIDES[one.side][0]), told, len(one.missing) - len(told)


def _written(value: object) -> object:
    if isinstance(value, date):
        return short_day(value)
    return figure(value) if isinstance(value, int) else value
