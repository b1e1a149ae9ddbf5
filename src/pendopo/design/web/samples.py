"""Invented facts for the gallery. They name no real person, and no real queue."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

Rows = list[dict[str, Any]]

#: Fixed, so that the gallery looks the same each time.
MOMENT = datetime(2026, 11, 23, 3, 40, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class CitizenSamples:
    """What the components of citizens' pages are shown with."""

    services: Rows
    answers: Rows
    errors: Rows
    facts: Rows
    summary: Rows
    crumbs: Rows
    bars: Rows
    choices: Rows
    states: tuple[str, ...]
    served_at: datetime
    until: datetime
    day: date
    zone: ZoneInfo


@dataclass(frozen=True)
class StaffSamples:
    """What the components of staff pages are shown with."""

    lines: Rows
    keys: Rows
    counters: Rows


@dataclass(frozen=True)
class BoardSamples:
    """What the display board is shown with."""

    recent: Rows
    served_at: datetime
    zone: ZoneInfo


def citizen() -> CitizenSamples:
    """Samples in the language of the page."""
    return CitizenSamples(
        services=_services(),
        answers=_answers(),
        errors=[
            {"href": "#biaya", "text": _("Pilih satu jawaban tentang biaya")},
            {"href": "#kode", "text": _("Tulis kode survei yang ada di bukti Anda")},
        ],
        facts=[
            {"name": _("Layanan"), "text": _("Perekaman KTP elektronik")},
            {"name": _("Di depan Anda"), "text": _("7 orang")},
            {"name": _("Perkiraan dipanggil"), "text": "10.40–10.55 WIB"},
        ],
        summary=[
            {
                "key": _("Layanan"),
                "value": _("Perekaman KTP elektronik"),
                "href": "#",
                "action": _("Ubah"),
                "hidden": _("layanan"),
            },
            {"key": _("Kantor"), "value": "MPP Gajah Mada"},
            {"key": _("Biaya"), "value": _("Gratis")},
        ],
        crumbs=[{"href": "#", "text": _("Semua layanan")}, {"href": "#", "text": _("Kependudukan")}],
        bars=_bars(),
        choices=[{"value": str(number), "label": _("Pilihan %d") % number} for number in range(1, 9)],
        states=(
            "waiting",
            "called",
            "serving",
            "done",
            "no-show",
            "cancelled",
            "transferred",
            "open",
            "break",
            "closed",
        ),
        served_at=MOMENT,
        until=MOMENT + timedelta(minutes=15),
        day=MOMENT.date(),
        zone=ZONE,
    )


def _services() -> Rows:
    rows = (
        (
            "A",
            _("Perekaman KTP elektronik"),
            _("Dinas Kependudukan dan Pencatatan Sipil"),
            _("12 orang menunggu, sekitar 25 menit"),
            "open",
            "",
        ),
        (
            "B",
            _("Kartu Keluarga"),
            _("Dinas Kependudukan dan Pencatatan Sipil"),
            _("Tidak ada yang menunggu"),
            "open",
            "",
        ),
        (
            "C",
            _("Izin mendirikan dan mengubah bangunan gedung untuk tempat usaha kecil di kawasan permukiman"),
            _("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
            "",
            "break",
            _("Istirahat sampai 13.00 WIB"),
        ),
        (
            "D",
            _("Surat keterangan catatan kepolisian"),
            _("Kepolisian"),
            "",
            "closed",
            _("Buka lagi Senin 08.00 WIB"),
        ),
    )
    names = ("letter", "name", "agency", "note", "state", "state_text")
    return [dict(zip(names, row, strict=True)) | {"href": "#"} for row in rows]


def _answers() -> Rows:
    labels = (_("Tidak sesuai"), _("Kurang sesuai"), _("Sesuai"), _("Sangat sesuai"))
    return [{"value": str(place), "label": label} for place, label in enumerate(labels, 1)]


def _bars() -> Rows:
    rows = (
        (_("Persyaratan"), "3,41", 85.2, False),
        (_("Prosedur"), "3,37", 84.2, False),
        (_("Waktu"), "2,98", 74.5, True),
        (_("Biaya"), "3,88", 97.0, False),
        (_("Penanganan pengaduan, saran, dan masukan"), "3,20", 80.0, False),
    )
    return [{"name": name, "text": text, "share": share, "lowest": low} for name, text, share, low in rows]


def staff() -> StaffSamples:
    """Samples in the language of the page."""
    return StaffSamples(
        lines=[
            {
                "letter": "A",
                "name": _("Perekaman KTP elektronik"),
                "waiting": 12,
                "longest": _("18 menit"),
                "kind": "open",
                "state": _("Dalam janji"),
            },
            {
                "letter": "B",
                "name": _("Kartu Keluarga"),
                "waiting": 31,
                "longest": _("47 menit"),
                "kind": "danger",
                "state": _("Lewat janji 30 menit"),
            },
            {
                "letter": "C",
                "name": _("Akta kelahiran"),
                "waiting": 0,
                "longest": "",
                "kind": "closed",
                "state": _("Kosong"),
            },
        ],
        keys=[
            {"key": key, "text": text}
            for key, text in (
                (_("Spasi"), _("Panggil berikutnya")),
                ("R", _("Panggil ulang")),
                ("M", _("Mulai")),
                ("S", _("Selesai")),
                ("T", _("Alihkan")),
                ("X", _("Tidak hadir")),
                ("?", _("Bantuan")),
            )
        ],
        counters=[
            {"name": _("Loket 1"), "text": _("Lantai 2, dua layanan")},
            {"name": _("Loket 2"), "text": _("Lantai 2, satu layanan")},
        ],
    )


def board() -> BoardSamples:
    """Samples in the language of the page."""
    calls = (("B-031", 2), ("A-016", 1), ("C-004", 5), ("A-015", 3))
    return BoardSamples(
        recent=[{"number": number, "counter": _("Loket %d") % counter} for number, counter in calls],
        served_at=MOMENT,
        zone=ZONE,
    )
