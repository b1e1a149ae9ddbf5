"""One page per agency for a meeting: what was promised, what is done, late or due, what has to be decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.design.wording import rupiah, short_day
from pendopo.directory.queries import AgencyView
from pendopo.documents.typesetting import set_pdf
from pendopo.kernel.days import local_day
from pendopo.roadmap import queries
from pendopo.roadmap.domain.initiatives import Milestone, State
from pendopo.roadmap.queries import InitiativeView, PromiseNow, PublicPromise, RoadmapView
from pendopo.roadmap.wording import PARTS, STATES

_SOURCE = Path(__file__).with_name("sheet.typ")
#: What falls due within so many days stands under "next".
_AHEAD = timedelta(days=62)
#: Lines of a box, milestones and reasons of an initiative, letters of a text: what exceeds them is told in the
#: program, so that an agency keeps to its page.
_MOST_LINES, _MOST_MILESTONES, _MOST_REASONS, _LONGEST = 6, 4, 2, 100
_MOST_CODES = 8
#: What an agency works on, whether it has promised it or not.
_OPEN = (State.AGREED, State.RUNNING)


def agency_sheet(here: RoadmapView, agency: AgencyView, *, today: date) -> bytes:
    """The PDF of one agency. One that has declared nothing gets a page that says so."""
    return _pdf(here, [agency], today)


def meeting_pack(here: RoadmapView, *, today: date) -> bytes:
    """The PDF of all agencies that have promised something or own what was agreed, by name, a page for each."""
    names = queries.agency_names(here.government_id)
    concerned = {one.commitment.agency_id for one in queries.public_promises(here, today=today)}
    concerned |= {one.facts.owner_id for one in queries.initiatives_of(here) if one.state in _OPEN}
    agencies = sorted((names[one] for one in concerned if one in names), key=lambda one: one.name)
    return _pdf(here, agencies, today)


def _pdf(here: RoadmapView, agencies: Sequence[AgencyView], today: date) -> bytes:
    promises = {one.commitment.agency_id: one for one in queries.public_promises(here, today=today)}
    initiatives = queries.initiatives_of(here)
    sheets = [
        _sheet(agency, promises.get(agency.id), _own(initiatives, agency.id), today) for agency in agencies
    ]
    content = {
        "roadmap": here.title,
        "day": short_day(today),
        "example": here.example,
        "address": settings.ENV["PENDOPO_BASE_URL"].rstrip("/")
        + reverse("roadmap:roadmap", args=[here.slug]),
        "words": _words(),
        "sheets": sheets,
    }
    return set_pdf(_SOURCE.read_text(), content, {})


def _own(initiatives: Sequence[InitiativeView], agency_id: int) -> list[InitiativeView]:
    return [one for one in initiatives if one.facts.owner_id == agency_id and one.state in _OPEN]


def _words() -> dict[str, str]:
    return {
        "title": gettext("Komitmen peta rencana"),
        "nobody": gettext("Belum ada perangkat daerah dengan inisiatif yang disetujui."),
        "example": gettext("Contoh, bukan komitmen sungguhan"),
        "head": gettext("Inisiatif"),
        "years": gettext("Tahun"),
        "cost": gettext("Biaya"),
        "state": gettext("Keadaan"),
        "milestones": gettext("Tonggak"),
        "others": gettext("Dan {n} inisiatif lainnya. Semuanya ada di"),
        "reason": gettext("Alasan perubahan"),
        "next": gettext("Jatuh tempo dalam dua bulan"),
        "decide": gettext("Perlu keputusan"),
        "notes": gettext("Catatan rapat"),
        "signed": gettext("Kepala perangkat daerah"),
    }


def _sheet(
    agency: AgencyView, found: PublicPromise | None, own: Sequence[InitiativeView], today: date
) -> dict[str, object]:
    promised = {row.promise.code for row in found.rows} if found else set()
    rows = _promised_rows(found) if found else []
    rows += [_row_of(one, today) for one in own if one.code not in promised]
    return {
        "agency": agency.name,
        "facts": _facts(found),
        "rows": sorted(rows, key=lambda row: row["rank"]),
        "next": _next(own, today),
        "decide": _decide(found, own, promised),
    }


def _facts(found: PublicPromise | None) -> list[str]:
    if found is None:
        return [gettext("Perangkat daerah ini belum menetapkan komitmen.")]
    kept = found.commitment
    return [
        gettext("Ditetapkan {day}, komitmen nomor {number}.").format(
            day=short_day(local_day(kept.at, ZoneInfo(settings.TIME_ZONE))), number=kept.number
        ),
        gettext("Tonggak selesai {done} dari {all}, terlambat {late}.").format(
            done=found.done_count, all=found.milestone_count, late=found.late_count
        ),
        gettext("Ringkasan SHA-256: {digest}").format(digest=kept.digest),
    ]


def _promised_rows(found: PublicPromise) -> list[dict[str, object]]:
    return [
        {
            "title": _short(row.promise.title),
            "years": _promised_years(row),
            "cost": rupiah(sum(row.promise.cost)),
            "state": str(STATES[row.state]),
            "milestones": _milestones(row.done, row.late, row.open),
            "reasons": [_short(words) for _, words in row.reasons[:_MOST_REASONS]],
            "rank": _rank(row.late, row.open),
        }
        for row in found.rows
    ]


def _row_of(one: InitiativeView, today: date) -> dict[str, object]:
    facts = one.facts
    done = [each for each in facts.milestones if each.done]
    late = facts.late(today)
    rest = [each for each in facts.milestones if not each.done and each not in late]
    return {
        "title": gettext("{title} (belum dijanjikan)").format(title=_short(facts.title)),
        "years": "–" if facts.start is None or facts.end is None else _years(facts.start, facts.end),
        "cost": rupiah(sum(facts.cost)),
        "state": str(STATES[one.state]),
        "milestones": _milestones(done, late, rest),
        "reasons": [],
        "rank": _rank(late, rest),
    }


def _rank(late: Sequence[Milestone], rest: Sequence[Milestone]) -> int:
    """What is late comes first, what has nothing left to do comes last."""
    return 0 if late else 1 if rest else 2


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _promised_years(row: PromiseNow) -> str:
    promised = _years(row.promise.start, row.promise.end)
    if row.start is None or row.end is None or row.start == row.promise.start:
        return promised
    return gettext("{start}, sekarang {now}").format(start=promised, now=_years(row.start, row.end))


def _years(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"


def _milestones(
    done: Sequence[Milestone], late: Sequence[Milestone], rest: Sequence[Milestone]
) -> list[dict[str, object]]:
    """In the order of time; when there are too many, those that are late or open come first."""
    text = gettext("Terlambat: {title} ({day})")
    ready = [(f"✓ {_short(one.title)}", False) for one in done]
    behind = [(text.format(title=_short(one.title), day=short_day(one.due)), True) for one in late]
    ahead = [(f"{_short(one.title)} ({short_day(one.due)})", False) for one in rest]
    told = [*ready, *behind, *ahead]
    if len(told) > _MOST_MILESTONES:
        others = len(told) - _MOST_MILESTONES + 1
        told = [*behind, *ahead, *ready][: _MOST_MILESTONES - 1]
        told.append((gettext("dan {n} tonggak lainnya").format(n=others), False))
    return [{"text": text, "late": is_late} for text, is_late in told]


def _some(lines: Sequence[str]) -> list[str]:
    """As many lines as a box holds, and how many others there are."""
    if len(lines) <= _MOST_LINES:
        return list(lines)
    others = gettext("dan {n} hal lainnya").format(n=len(lines) - _MOST_LINES + 1)
    return [*lines[: _MOST_LINES - 1], others]


def _next(own: Sequence[InitiativeView], today: date) -> list[str]:
    coming = sorted(
        (each.due, each.title, one.code)
        for one in own
        for each in one.facts.milestones
        if not each.done and today <= each.due <= today + _AHEAD
    )
    return _some([f"{short_day(due)}: {_short(title)} ({code})" for due, title, code in coming])


def _codes(codes: Sequence[str]) -> str:
    if len(codes) <= _MOST_CODES:
        return ", ".join(codes)
    others = gettext("dan {n} lainnya").format(n=len(codes) - _MOST_CODES)
    return f"{', '.join(codes[:_MOST_CODES])} {others}"


def _decide(found: PublicPromise | None, own: Sequence[InitiativeView], promised: set[str]) -> list[str]:
    fresh = [one.code for one in own if one.code not in promised]
    told = []
    if fresh:
        told.append(gettext("Tetapkan komitmen untuk {codes}.").format(codes=_codes(fresh)))
    for one in found.changed if found else ():
        parts = ", ".join(str(PARTS[what]) for what in one.what)
        told.append(
            gettext("Perbarui komitmen: {code} berubah ({parts}).").format(code=one.code, parts=parts)
        )
    for row in found.rows if found else ():
        for late in row.late:
            told.append(
                gettext("Tanggal baru untuk “{title}”, atau bantuan.").format(title=_short(late.title))
            )
    return _some(told)
