"""The Daftar Data and Data Prioritas of a year, and when each is to come out."""

import csv
from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import actions, queries
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.web.staff.words import FREQUENCIES, STATES, Fault
from pendopo.design.trouble import explain
from pendopo.directory.queries import GovernmentView, agencies_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError, Forbidden, Invalid

_HEADINGS = (
    "nama",
    "judul",
    "instansi",
    "frekuensi",
    "data_prioritas",
    "rilis_terakhir",
    "rilis_berikutnya",
    "status",
)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_page(request: HttpRequest, year: int) -> HttpResponse:
    """/rumah-data/daftar/<year>/: the list in the order of the calendar; the Walidata writes it."""
    here = _government(request)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            _act(request, here, year)
            return redirect(f"{request.path}?pemerintah={here.code}")
        except Forbidden:
            raise
        except DomainError as refusal:
            error = refusal
    today = clock.now().date()
    lines = queries.data_list(actor=request.actor, government_id=here.id, year=year)
    place = str(error.facts.get("field") or "nama") if error else ""
    facts = {
        "here": here,
        "governments": queries.governments_of(request.actor),
        "year": year,
        "years": sorted({year, today.year, today.year + 1, *queries.years_listed(government_id=here.id)}),
        "lines": [(one, FREQUENCIES[one.frequency], *STATES[one.state], one.late(today)) for one in lines],
        "priorities": sum(one.priority for one in lines),
        "late": sum(one.late(today) for one in lines),
        "may_plan": allows(request.actor, Permission.PUBLISH_DATA, Place(government_id=here.id)),
        "agencies": [{"value": str(one.id), "label": one.name} for one in agencies_of(here.id)],
        "frequencies": [{"value": each.value, "label": label} for each, label in FREQUENCIES.items()],
        "typed": request.POST,
        "faults": {place: explain(error)} if error else {},
        "errors": [Fault(f"#{place}", explain(error))] if error else [],
    }
    return render(request, "datahouse/staff/list.html", facts, status=422 if error else 200)


def _government(request: HttpRequest) -> GovernmentView:
    """The government that is asked for, or the first one of this person."""
    mine = queries.governments_of(request.actor)
    if not mine:
        raise Forbidden
    wanted = request.GET.get("pemerintah") or request.POST.get("pemerintah")
    return next((one for one in mine if one.code == wanted), mine[0])


def _act(request: HttpRequest, here: GovernmentView, year: int) -> None:
    posted = request.POST
    if posted.get("langkah") == "keluarkan":
        actions.unlist_dataset(
            actor=request.actor, government_id=here.id, year=year, slug=posted.get("nama", "")
        )
        return
    actions.plan_dataset(
        actor=request.actor, now=clock.now(), government_id=here.id, year=year, slug=posted.get("nama", ""),
        agency_id=_number(posted), title=posted.get("judul", ""), frequency=_frequency(posted),
        first_release=_day(posted), priority=posted.get("prioritas") == "1",
    )  # fmt: skip


def _number(posted: Mapping[str, str]) -> int:
    text = posted.get("instansi", "")
    if not (text.isascii() and text.isdigit()):
        raise Invalid("Pilih instansi dari daftar.", field="instansi")
    return int(text)


def _frequency(posted: Mapping[str, str]) -> Frequency:
    try:
        return Frequency(posted.get("frekuensi", ""))
    except ValueError:
        raise Invalid("Pilih seberapa sering data terbit.", field="frekuensi") from None


def _day(posted: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(posted.get("rilis", ""))
    except ValueError:
        raise Invalid("Pilih tanggal rilis pertama.", field="rilis") from None


@needs(Permission.SEE_DATA_WORK)
@require_safe
def list_file(request: HttpRequest, year: int) -> HttpResponse:
    """/rumah-data/daftar/<year>/daftar-data.csv: the same list as a file."""
    here = _government(request)
    name = f"daftar-data-{here.code}-{year}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    out = csv.writer(response, lineterminator="\n")
    out.writerow(
        [
            "nama",
            "judul",
            "instansi",
            "frekuensi",
            "data_prioritas",
            "rilis_terakhir",
            "rilis_berikutnya",
            "status",
        ]
    )
    for one in queries.data_list(actor=request.actor, government_id=here.id, year=year):
        out.writerow(
            [one.slug, one.title, one.agency, one.frequency.value, "ya" if one.priority else "tidak",
             one.last_release or "", one.due or "", one.state.value]
        )  # fmt: skip
    return response
