"""One page per agency for a meeting: what was promised, what is done, what is late."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from pendopo.design.wording import rupiah, short_day
from pendopo.directory.queries import AgencyView
from pendopo.documents.typesetting import set_pdf
from pendopo.kernel.days import local_day
from pendopo.roadmap import queries
from pendopo.roadmap.queries import PublicPromise, RoadmapView
from pendopo.roadmap.wording import STATES

_SOURCE = Path(__file__).with_name("sheet.typ")


def agency_sheet(here: RoadmapView, agency: AgencyView, *, today: date) -> bytes:
    """The PDF. An agency that has declared nothing gets a page that says so."""
    promises = queries.public_promises(here, today=today)
    found = next((one for one in promises if one.commitment.agency_id == agency.id), None)
    content = {
        "roadmap": here.title,
        "agency": agency.name,
        "day": short_day(today),
        "example": here.example,
        "words": _words(),
        **(_facts(found) if found else {"rows": [], "facts": []}),
    }
    return set_pdf(_SOURCE.read_text(), content, {})


def _words() -> dict[str, str]:
    return {
        "title": gettext("Komitmen peta rencana"),
        "none": gettext("Perangkat daerah ini belum menetapkan komitmen."),
        "example": gettext("Contoh, bukan komitmen sungguhan"),
        "head": gettext("Inisiatif"),
        "years": gettext("Dijanjikan"),
        "cost": gettext("Biaya"),
        "state": gettext("Keadaan"),
        "milestones": gettext("Tonggak"),
        "reason": gettext("Alasan perubahan"),
        "signed": gettext("Kepala perangkat daerah"),
    }


def _facts(found: PublicPromise) -> dict[str, object]:
    kept = found.commitment
    return {
        "facts": [
            gettext("Ditetapkan {day}, komitmen nomor {number}.").format(
                day=short_day(local_day(kept.at, ZoneInfo(settings.TIME_ZONE))), number=kept.number
            ),
            gettext("Tonggak selesai {done} dari {all}, terlambat {late}.").format(
                done=found.done_count, all=found.milestone_count, late=found.late_count
            ),
            gettext("Ringkasan SHA-256: {digest}").format(digest=kept.digest),
        ],
        "rows": [
            {
                "title": row.promise.title,
                "years": str(row.promise.start)
                if row.promise.start == row.promise.end
                else f"{row.promise.start}–{row.promise.end}",
                "cost": rupiah(sum(row.promise.cost)),
                "state": str(STATES[row.state]),
                "milestones": [f"✓ {one.title}" for one in row.done]
                + [
                    gettext("Terlambat: {title} ({day})").format(title=one.title, day=short_day(one.due))
                    for one in row.late
                ]
                + [f"{one.title} ({short_day(one.due)})" for one in row.open],
                "reasons": [words for _, words in row.reasons],
            }
            for row in found.rows
        ],
    }
