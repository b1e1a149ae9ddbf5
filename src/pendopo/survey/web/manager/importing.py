"""Files of earlier surveys: upload, look at what is in them, decide, bring in, take back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.domain.uploads import UploadNeverFits, UploadQuotaReached
from pendopo.accounts.policy_gate import needs
from pendopo.accounts.uploading import uploaded_file
from pendopo.design.trouble import explain
from pendopo.design.wording import figure
from pendopo.design.wording import month as month_words
from pendopo.directory.queries import OfficeView, office_by_id
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.survey import actions
from pendopo.survey.domain.importing.errors import NotDone, NotDraft, NotReady, SameFile
from pendopo.survey.domain.importing.sheets import MOST_BYTES
from pendopo.survey.domain.importing.states import ImportState
from pendopo.survey.queries import ImportRow, import_groups, import_row, imports_of, preview
from pendopo.survey.web.manager.import_form import preview_facts, read_choices
from pendopo.survey.web.manager.places import own_offices
from pendopo.survey.web.manager.rejected import rejected_csv
from pendopo.survey.web.questions import Fault

_TAGS = {ImportState.DRAFT: "waiting", ImportState.DONE: "done", ImportState.WITHDRAWN: "cancelled"}


def state_words(state: ImportState) -> str:
    """What became of an import, in a word."""
    return {
        ImportState.DRAFT: gettext("Belum masuk"),
        ImportState.DONE: gettext("Masuk"),
        ImportState.WITHDRAWN: gettext("Dibatalkan"),
    }[state]


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/impor/: upload a file; what was brought in so far."""
    places = own_offices(request.actor, Permission.EDIT_SURVEYS)
    if request.method != "POST":
        return _list(request, places, None)
    try:
        return redirect("survey:import", import_id=_begin(request, places))
    except (Invalid, SameFile, UploadQuotaReached, UploadNeverFits) as error:
        return _list(request, places, error)


def _begin(request: HttpRequest, places: tuple[OfficeView, ...]) -> int:
    place = next((each for each in places if str(each.id) == request.POST.get("kantor", "")), None)
    if place is None:
        raise Invalid(gettext("Pilih kantor."), "kantor")
    sent = uploaded_file(request, "berkas")
    if sent is None:
        raise Invalid(gettext("Pilih berkas CSV atau XLSX."), "berkas")
    if sent.size > MOST_BYTES:
        raise Invalid(
            gettext(
                "Berkas ini lebih besar dari {most} MB. Bagi menjadi beberapa berkas, misalnya per triwulan."
            ),
            "berkas",
            most=MOST_BYTES // 1024 // 1024,
        )
    return actions.begin_import(
        office_id=place.id, file_name=sent.name, raw=sent.read(), actor=request.actor, now=clock.now()
    )


def _list(request: HttpRequest, places: tuple[OfficeView, ...], error: DomainError | None) -> HttpResponse:
    said = explain(error) if error else ""
    field = str(error.facts.get("field", "berkas")) if error else ""
    facts = {
        "offices": [{"value": str(each.id), "label": each.name} for each in places],
        "office": request.POST.get("kantor", ""),
        "rows": [
            (place, each, _TAGS[each.state], state_words(each.state))
            for place in places
            for each in imports_of(place.id)
        ],
        "most": MOST_BYTES // 1024 // 1024,
        "fields": {field: said},
        "errors": [Fault(f"#{field}", said)] if said else [],
    }
    return render(request, "survey/manager/imports.html", facts, status=422 if said else 200)


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """/ruang-kerja/survei/impor/<id>/: the preview of a draft, or what an import brought. A form here decides how
    the file is read, and shows the preview again."""
    row = _row(request, import_id)
    if row.state is not ImportState.DRAFT:
        return _finished(request, row, None)
    if request.method == "POST":
        choices = read_choices(request.POST)
        try:
            actions.choose(import_id=import_id, choices=choices, actor=request.actor)
        except NotDraft:
            return redirect("survey:import", import_id=import_id)
        return redirect("survey:import", import_id=import_id)
    return _preview(request, import_id, None)


def _preview(request: HttpRequest, import_id: int, error: DomainError | None) -> HttpResponse:
    facts = preview_facts(preview(import_id, now=clock.now()))
    facts["errors"] = [Fault("#temuan", explain(error))] if error else []
    return render(request, "survey/manager/import_preview.html", facts, status=409 if error else 200)


def _finished(request: HttpRequest, row: ImportRow, error: DomainError | None) -> HttpResponse:
    said = explain(error) if error else ""
    facts = {
        "row": row,
        "office": office_by_id(row.office_id),
        "kind": _TAGS[row.state],
        "state": state_words(row.state),
        "groups": [
            (service, month_words(month.first), figure(answers))
            for service, month, answers in import_groups(row.id)
        ],
        "reason": request.POST.get("alasan", "")[:200],
        "error": said,
        "errors": [Fault("#alasan", said)] if said else [],
    }
    return render(request, "survey/manager/import.html", facts, status=422 if said else 200)


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_safe
def rejected_file(request: HttpRequest, import_id: int) -> HttpResponse:
    """/ruang-kerja/survei/impor/<id>/perbaiki.csv: the rows to mend, with what is wrong in each."""
    row = _row(request, import_id)
    name = f"perbaiki-{row.id}.csv"
    return HttpResponse(
        rejected_csv(preview(import_id, now=clock.now()).reading),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def finish(request: HttpRequest, import_id: int) -> HttpResponse:
    """/ruang-kerja/survei/impor/<id>/masukkan/"""
    try:
        actions.finish_import(
            import_id=import_id,
            actor=request.actor,
            now=clock.now(),
            minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        )
    except NotDraft:
        return redirect("survey:import", import_id=import_id)
    except (NotReady, SameFile) as error:
        return _preview(request, import_id, error)
    return redirect("survey:import", import_id=import_id)


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def discard(request: HttpRequest, import_id: int) -> HttpResponse:
    """/ruang-kerja/survei/impor/<id>/buang/: the draft goes, with its file."""
    actions.discard_import(import_id=import_id, actor=request.actor)
    return redirect("survey:imports")


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def withdraw(request: HttpRequest, import_id: int) -> HttpResponse:
    """/ruang-kerja/survei/impor/<id>/batalkan/"""
    try:
        actions.withdraw_import(
            import_id=import_id,
            reason=request.POST.get("alasan", ""),
            actor=request.actor,
            now=clock.now(),
            minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        )
    except (Invalid, NotDone) as error:
        return _finished(request, _row(request, import_id), error)
    return redirect("survey:import", import_id=import_id)


def _row(request: HttpRequest, import_id: int) -> ImportRow:
    row = import_row(import_id)
    place = office_by_id(row.office_id)
    require(
        request.actor, Permission.EDIT_SURVEYS, Place(government_id=place.government_id, office_id=place.id)
    )
    return row
