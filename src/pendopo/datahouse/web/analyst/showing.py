"""Answers, tables and requests as templates want them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from pendopo.datahouse.actions.questions import Answered
from pendopo.datahouse.domain.access_requests import AccessState
from pendopo.datahouse.domain.policy import Reach
from pendopo.datahouse.domain.protection import Treatment
from pendopo.datahouse.exports.answers import rows_of, text
from pendopo.datahouse.queries.reaching import Reached
from pendopo.design.wording import figure

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of an answer that a page shows; the files have all of them.
SHOWN = 200
_BARS = 30

REACHES = {
    Reach.AGGREGATES: gettext_lazy("hanya jumlah dan rata-rata"),
    Reach.ROWS: gettext_lazy("baris, dengan perlindungan"),
    Reach.WHOLE: gettext_lazy("milik instansi Anda"),
}
TREATMENTS = {
    Treatment.SHOWN: gettext_lazy("tampil"),
    Treatment.HIDDEN: gettext_lazy("tertutup"),
    Treatment.HASHED: gettext_lazy("sandi"),
}
#: State of a request -> (kind of its tag, its word)
STATES = {
    AccessState.ASKED: ("waiting", gettext_lazy("Menunggu keputusan")),
    AccessState.GRANTED: ("done", gettext_lazy("Diberikan")),
    AccessState.REFUSED: ("no-show", gettext_lazy("Ditolak")),
    AccessState.WITHDRAWN: ("cancelled", gettext_lazy("Dibatalkan")),
    AccessState.ENDED: ("closed", gettext_lazy("Diakhiri")),
}
WAYS = {
    "halaman": gettext_lazy("halaman"),
    "unduhan": gettext_lazy("unduhan"),
    "program": gettext_lazy("program"),
    "tautan": gettext_lazy("tautan"),
}


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str


@dataclass(frozen=True)
class Shown:
    """An answer on a page; `bars` where its first two columns make a chart."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[bool]
    total: str
    more: bool
    cut: bool
    seconds: str
    notices: Sequence[str]
    bars: Sequence[dict[str, Any]]


def shown(answered: Answered) -> Shown:
    """The first rows, what was hidden in them, and a chart where there is one."""
    table = answered.found.table
    rows = list(islice(rows_of(table), SHOWN))
    return Shown(
        columns=table.column_names,
        rows=[[text(cell) for cell in row] for row in rows],
        numbers=[_is_number(one.type) for one in table.schema],
        total=figure(table.num_rows),
        more=table.num_rows > len(rows),
        cut=answered.found.cut,
        seconds=figure(round(Decimal(answered.milliseconds) / 1000, 1)),
        notices=list(notices(answered.tables.values())),
        bars=_bars(table, rows),
    )


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _bars(table: pa.Table, rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Groups and one figure each make bars; anything else is better read as a table."""
    if table.num_columns < 2 or not 2 <= table.num_rows <= _BARS:
        return []
    kinds = [_is_number(one.type) for one in table.schema]
    values = [row[1] for row in rows]
    if kinds[0] or not kinds[1] or any(one is None or one < 0 for one in values) or not max(values):
        return []
    most = float(max(values))
    return [
        {"name": text(row[0]) or "–", "share": round(float(row[1]) / most * 100, 1), "text": text(row[1])}
        for row in rows
    ]


def notices(tables: Iterable[Reached]) -> Iterable[str]:
    """What an answer does not show, and why."""
    for one in tables:
        slug, of = one.version.slug, one.protection.columns.items()
        closed = [name for name, treatment in of if treatment is Treatment.HIDDEN]
        hashed = [name for name, treatment in of if treatment is Treatment.HASHED]
        if closed and one.reach is not Reach.WHOLE:
            yield gettext("{slug}: kolom {columns} tertutup dan tampak kosong.").format(
                slug=slug, columns=", ".join(closed)
            )
        if hashed:
            yield gettext(
                "{slug}: {columns} diganti sandi. Sandi orang yang sama sama di semua instansi, "
                "sehingga tabel dapat digabung."
            ).format(slug=slug, columns=", ".join(hashed))
        yield from _rows_left_out(one, slug)


def _rows_left_out(one: Reached, slug: str) -> Iterable[str]:
    if one.reach is Reach.AGGREGATES:
        yield gettext(
            "{slug}: kelompok dengan kurang dari {count} orang tidak ditampilkan, dan bila perlu satu kelompok lagi, "
            "supaya yang kecil tidak dapat dihitung dari jumlah keseluruhan."
        ).format(slug=slug, count=one.protection.smallest)
    elif one.reach is Reach.ROWS and one.protection.row_column:
        yield gettext("{slug}: hanya baris milik instansi Anda.").format(slug=slug)
    if one.reach is not Reach.WHOLE and one.protection.condition:
        yield gettext("{slug}: pemilik data membatasi barisnya.").format(slug=slug)
