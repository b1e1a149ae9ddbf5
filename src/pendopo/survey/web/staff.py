"""Slips, for the people of the office: prepare and print a batch, scan what was left over, see the counts.

The PDF is the answer to the form and is kept nowhere: whoever loses it prepares another batch, and the lost one
stays visible in the counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.design.wording import long_day
from pendopo.directory.queries import OfficeView, services_of
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import Invalid
from pendopo.survey.actions import prepare_slips, void_slips
from pendopo.survey.domain.slips import MOST, MOST_DAYS_AHEAD, Scan, Scanned, scanned_lines
from pendopo.survey.exports import slip_sheet
from pendopo.survey.queries import day_counts
from pendopo.survey.web.questions import Fault

#: What became of a scanned slip: the heading of its group, and whether somebody should look at it.
OUTCOMES = (
    (Scan.VOID, _("Dibatalkan dan diumumkan"), "success"),
    (Scan.AGAIN, _("Sudah dibatalkan sebelumnya, tidak dihitung dua kali"), ""),
    (Scan.ANSWERED, _("Sudah dipakai menjawab, tidak dapat dibatalkan"), "warning"),
    (Scan.ELSEWHERE, _("Milik kantor lain. Serahkan kepada kantor itu"), "warning"),
    (Scan.OVER, _("Masa berlakunya sudah lewat, tidak perlu dibatalkan"), ""),
    (Scan.PHONE, _("Kode dari ponsel warga, bukan slip"), "warning"),
    (Scan.UNKNOWN, _("Tidak pernah dicetak di sini. Simpan slipnya dan laporkan"), "danger"),
    (Scan.MISTYPED, _("Tidak terbaca sebagai kode. Pindai lagi"), "warning"),
)


@dataclass(frozen=True)
class Group:
    """Scanned slips with the same outcome: how many, and how each begins, to find it in the pile."""

    title: str
    kind: str
    count: int
    slips: str


@needs(Permission.SUPERVISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips_page(request: HttpRequest, office: str) -> HttpResponse:
    """/slip/<office>/: order slips for a service and day; the answer to the form is the PDF to print."""
    place = _office(request, office)
    if request.method != "POST":
        return _order(request, place, None)
    try:
        return _print(request, place)
    except Invalid as error:
        return _order(request, place, error)


def _print(request: HttpRequest, place: OfficeView) -> HttpResponse:
    service, count, day = (request.POST.get(name, "") for name in ("layanan", "jumlah", "hari"))
    draw = partial(
        slip_sheet,
        base_url=settings.ENV["PENDOPO_BASE_URL"],
        valid_days=settings.ENV["PENDOPO_SURVEY_DAYS"],
    )
    prepared = prepare_slips(
        office_id=place.id,
        service_id=_whole(service, "layanan"),
        day=_day(day),
        count=_whole(count, "jumlah"),
        actor=request.actor,
        now=clock.now(),
        draw=draw,
    )
    name = f"slip-{prepared.service_id}-{prepared.day.isoformat()}-{prepared.count}.pdf"
    return HttpResponse(
        prepared.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _order(request: HttpRequest, place: OfficeView, error: Invalid | None) -> HttpResponse:
    today = clock.now().astimezone(place.zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(MOST_DAYS_AHEAD + 1)]
    said = explain(error) if error else ""
    field = str(error.facts["field"]) if error else ""
    facts = {
        "office": place,
        "counts": day_counts(place.slug, now=clock.now(), until=days[-1]),
        "services": [
            {"value": str(each.id), "label": f"{each.code} · {each.name}"} for each in services_of(place.id)
        ],
        "days": [{"value": each.isoformat(), "label": long_day(each)} for each in days],
        "service": request.POST.get("layanan", ""),
        "day": request.POST.get("hari", "") or days[1].isoformat(),
        "count": request.POST.get("jumlah", "")[:9],
        "most": MOST,
        "error": said if field == "jumlah" else "",
        "errors": [Fault(f"#{field}", said)] if error else [],
    }
    return render(request, "survey/staff/slips.html", facts, status=422 if error else 200)


@needs(Permission.SUPERVISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leftovers_page(request: HttpRequest, office: str) -> HttpResponse:
    """/slip/<office>/sisa/: scan the slips that nobody drew; they are voided and their codes published."""
    place = _office(request, office)
    typed, said, groups = request.POST.get("kode", ""), "", []
    if request.method == "POST":
        try:
            scans = void_slips(
                office_id=place.id,
                typed=scanned_lines(typed),
                actor=request.actor,
                now=clock.now(),
                valid_days=settings.ENV["PENDOPO_SURVEY_DAYS"],
            )
        except Invalid as error:
            said = explain(error)
        else:
            groups = _groups(scans)
    facts = {
        "office": place,
        "groups": groups,
        "typed": typed if said else "",
        "error": said,
        "errors": [Fault("#kode", said)] if said else [],
    }
    return render(request, "survey/staff/leftovers.html", facts, status=422 if said else 200)


def _groups(scans: Sequence[Scanned]) -> list[Group]:
    found = []
    for outcome, title, kind in OUTCOMES:
        slips = [scan.shown for scan in scans if scan.outcome is outcome]
        if slips:
            begun = ", ".join(f"{each}…" for each in slips[:20])
            found.append(Group(str(title), kind, len(slips), begun))
    return found


def _office(request: HttpRequest, slug: str) -> OfficeView:
    place = office_named(slug)
    require(request.actor, Permission.SUPERVISE, Place(government_id=place.government_id, office_id=place.id))
    return place


def _whole(text: str, field: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(gettext("Tulis angka, misalnya 60."), field)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(gettext("Pilih hari dari daftar."), "hari") from None
