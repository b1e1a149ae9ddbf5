"""Typing in answers from paper: choose service and month, type sheets, check what somebody else typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.design.wording import month as month_words
from pendopo.directory.queries import office_by_id, service
from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.survey.actions import check_sheet, discard_sheet, type_sheet
from pendopo.survey.domain.errors import SamePerson, SheetDone, SheetTaken
from pendopo.survey.domain.paper import PaperColumn
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.exports import paper_form
from pendopo.survey.queries import (
    asked_besides,
    current_framework,
    paper_state,
    place_of,
    sheet,
    sheet_columns,
    sheets_waiting,
)
from pendopo.survey.web.manager.places import own_services, today
from pendopo.survey.web.questions import Fault

#: Months for which sheets can be typed in.
MONTHS = 6


@dataclass(frozen=True)
class Field:
    """One column of the form: what was typed, what the other person typed, whether they differ."""

    column: PaperColumn
    number: int
    value: str
    error: str = ""
    other: str = ""
    differs: bool = False


@needs(Permission.ENTER_PAPER)
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/kertas/: which service and month, and where sheets wait to be checked."""
    places = own_services(request.actor, Permission.ENTER_PAPER)
    waiting = sheets_waiting(
        [each.id for _, services in places for each in services], request.actor.account_id
    )
    months = _months(today())
    wanted, month = request.GET.get("layanan", ""), request.GET.get("bulan", "")
    known = {str(each.id) for _, services in places for each in services}
    if wanted in known and month in {str(each) for each in months}:
        return redirect("survey:paper-type", service_id=int(wanted), month=month)
    facts = {
        "services": [
            {"value": str(each.id), "label": f"{place.name}: {each.name}"}
            for place, services in places
            for each in services
        ],
        "months": [{"value": str(each), "label": month_words(each.first)} for each in months],
        "waiting": [
            (each, *waiting[each.id]) for _, services in places for each in services if each.id in waiting
        ],
        "month": str(months[0]),
    }
    return render(request, "survey/manager/paper.html", facts)


@needs(Permission.ENTER_PAPER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_page(request: HttpRequest, service_id: int, month: str) -> HttpResponse:
    """/ruang-kerja/survei/kertas/<service>/<month>/: type sheet after sheet; the next one follows at once."""
    wanted = Month.parse(month)
    _require(request, service_id)
    state = paper_state(service_id, wanted)
    if request.method != "POST":
        return _typing(request, service_id, wanted, {}, None)
    try:
        typed = read_sheet(state.columns, request.POST)
        type_sheet(
            service_id=service_id,
            month=wanted,
            number=_number(request.POST.get("nomor", "")),
            typed=typed,
            actor=request.actor,
            now=clock.now(),
        )
    except (Invalid, SheetTaken) as error:
        return _typing(request, service_id, wanted, request.POST, error)
    return redirect(
        f"{reverse('survey:paper-type', args=[service_id, month])}?lembar={request.POST['nomor']}"
    )


def _typing(
    request: HttpRequest, service_id: int, month: Month, sent: Mapping[str, str], error: DomainError | None
) -> HttpResponse:
    state = paper_state(service_id, month)
    said = explain(error) if error else ""
    field = str(error.facts.get("field", "nomor")) if error else ""
    facts = {
        "state": state,
        "office": office_by_id(state.service.office_id),
        "month": month_words(month.first),
        "number": sent.get("nomor", "") or str(state.next_number),
        "number_error": said if field == "nomor" else "",
        "fields": _fields(state.columns, sent, {field: said}),
        "before": request.GET.get("lembar", "")[:6],
        "mine": [each for each in state.waiting if each.typed_by == request.actor.account_id],
        "others": [each for each in state.waiting if each.typed_by != request.actor.account_id],
        "errors": [Fault(f"#{field}", said)] if said else [],
    }
    return render(request, "survey/manager/paper_type.html", facts, status=422 if said else 200)


@needs(Permission.ENTER_PAPER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """/ruang-kerja/survei/kertas/periksa/<sheet>/: type it again without seeing what the first person typed."""
    row = sheet(sheet_id)
    _require(request, row.service_id)
    columns = sheet_columns(row.service_id, row.month)
    facts: dict[str, object] = {
        "sheet": row,
        "service": service(row.service_id),
        "month": month_words(row.month.first),
        "own": row.typed_by == request.actor.account_id,
        "fields": _fields(columns, {}, {}),
    }
    if request.method != "POST":
        return render(request, "survey/manager/paper_check.html", facts)
    try:
        checked = check_sheet(
            sheet_id=sheet_id,
            typed=read_sheet(columns, request.POST),
            settled=request.POST.get("tetapkan") == "1",
            actor=request.actor,
            now=clock.now(),
        )
    except (Invalid, SamePerson, SheetDone) as error:
        field = str(error.facts.get("field", "lembar"))
        facts |= {
            "fields": _fields(columns, request.POST, {field: explain(error)}),
            "errors": [Fault(f"#{field}", explain(error))],
        }
        return render(request, "survey/manager/paper_check.html", facts, status=422)
    if checked.counted:
        page = reverse("survey:paper-type", args=[row.service_id, row.month])
        return redirect(f"{page}?dihitung={row.number}")
    facts |= {
        "fields": _fields(columns, request.POST, {}, checked.first or {}, checked.differing),
        "differing": len(checked.differing),
    }
    return render(request, "survey/manager/paper_check.html", facts, status=409)


@needs(Permission.ENTER_PAPER)
@never_cache
@require_POST
def discard(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """/ruang-kerja/survei/kertas/buang/<sheet>/: take back what I typed, as long as nobody has checked it."""
    row = sheet(sheet_id)
    discard_sheet(sheet_id=sheet_id, actor=request.actor)
    return redirect("survey:paper-type", service_id=row.service_id, month=str(row.month))


@needs(Permission.ENTER_PAPER)
@never_cache
@require_safe
def form_file(request: HttpRequest, service_id: int, month: str) -> HttpResponse:
    """/ruang-kerja/survei/kertas/<service>/<month>/lembar.pdf: the sheet to print."""
    wanted = Month.parse(month)
    _require(request, service_id)
    found = service(service_id)
    own = [each.question.text for each in asked_besides(service_id, wanted)]
    framework = current_framework()
    questions = [
        *(gettext(each.question) for each in framework.elements),
        *own,
        *(gettext(each.question) for each in framework.profile),
    ]
    pdf = paper_form(
        found.name,
        office_by_id(found.office_id).name,
        month_words(wanted.first),
        sheet_columns(service_id, wanted),
        questions,
    )
    name = f"lembar-survei-{found.slug}-{wanted}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def read_sheet(columns: Sequence[PaperColumn], sent: QueryDict) -> dict[str, int]:
    """The numbers of a form. Raises `Invalid` naming the first field that holds none."""
    return {column.code: column.read(sent.get(column.code, "")) for column in columns}


def _fields(
    columns: Sequence[PaperColumn],
    sent: Mapping[str, str],
    errors: Mapping[str, str],
    first: Mapping[str, int] | None = None,
    differing: Sequence[str] = (),
) -> list[Field]:
    return [
        Field(
            column,
            number,
            sent.get(column.code, "")[:2],
            errors.get(column.code, ""),
            str((first or {}).get(column.code, 0)) if column.code in differing else "",
            column.code in differing,
        )
        for number, column in enumerate(columns, 1)
    ]


def _number(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Invalid(gettext("Tulis nomor yang ada pada lembar, misalnya 12."), "nomor")
    return int(text)


def _months(day: date) -> list[Month]:
    found = [Month.of(day)]
    while len(found) < MONTHS:
        found.append(found[-1].previous())
    return found


def _require(request: HttpRequest, service_id: int) -> None:
    office = office_by_id(service(service_id).office_id)
    place = place_of(Scope(office.government_id, service_id=service_id))
    require(request.actor, Permission.ENTER_PAPER, place)
