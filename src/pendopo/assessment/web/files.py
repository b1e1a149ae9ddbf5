"""Files of an assessment: results and statements to download, answers to fill in and bring back."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.accounts.uploading import uploaded_file
from pendopo.assessment import exports, queries
from pendopo.assessment.actions.importing import LARGEST, import_answers
from pendopo.assessment.domain.file_refusals import FileMissing
from pendopo.assessment.domain.file_types import KNOWN, FileType, clean_name
from pendopo.assessment.domain.filled import WorkbookRefused
from pendopo.assessment.domain.report import Report
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.queries.report import report
from pendopo.assessment.queries.results import ApprovalView
from pendopo.assessment.web.evidence.form import Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Kind, NotFound

#: Downloads by their name in the address: what makes them, and their type.
RESULTS: dict[str, tuple[Callable[[Report], bytes], str]] = {
    "hasil.xlsx": (exports.result_xlsx, KNOWN[FileType.XLSX].media_type),
    "laporan.docx": (exports.report_docx, KNOWN[FileType.DOCX].media_type),
    "laporan.pdf": (exports.report_pdf, "application/pdf"),
    "hasil.json": (exports.result_json, "application/json"),
    "isian.xlsx": (exports.answers_xlsx, KNOWN[FileType.XLSX].media_type),
}
_STATEMENT = re.compile(r"(berita-acara|persetujuan)-([1-9]\d{0,3})\.pdf")


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<slug>/berkas/"""
    error: DomainError | None = None
    if request.method == "POST":
        try:
            return _bring(request, slug)
        except DomainError as refusal:
            if refusal.kind not in (Kind.INVALID, Kind.CONFLICT, Kind.TOO_MANY):
                raise
            error = refusal
    here = queries.standing(slug, request.actor)
    facts = {
        "here": here,
        "sees_all": here.can(Power.SEE_ALL),
        "fills": any(here.writes(code, RoundName.SELF) for code in here.shares) or here.can(Power.ANSWER_ALL),
        "statements": _statements(queries.approvals(here.id)) if here.can(Power.SEE_ALL) else [],
        "told": messages.get_messages(request),
        "errors": _faults(error),
        "error": gettext("Perbaiki isian yang disebut di atas, lalu unggah lagi.") if error else "",
    }
    return render(request, "assessment/staff/files.html", facts, status=422 if error else 200)


def _bring(request: HttpRequest, slug: str) -> HttpResponse:
    uploaded = uploaded_file(request, "berkas")
    if uploaded is None:
        raise FileMissing
    done = import_answers(
        actor=request.actor,
        now=clock.now(),
        slug=slug,
        raw=uploaded.read(LARGEST + 1),
        name=clean_name(uploaded.name or ""),
    )
    said = ngettext(
        "%(n)s jawaban disimpan sebagai draf.", "%(n)s jawaban disimpan sebagai draf.", done.changed
    )
    messages.success(request, said % {"n": done.changed})
    return redirect("assessment_files:files", slug)


def _faults(error: DomainError | None) -> list[Fault]:
    if isinstance(error, WorkbookRefused):
        return [Fault("#berkas", str(fault)) for fault in error.facts["faults"]]
    return [Fault("#berkas", explain(error))] if error else []


def _statements(approvals: tuple[ApprovalView, ...]) -> list[dict[str, object]]:
    """The statements that exist: (name of the file, what it is, of which approval)."""
    found: list[dict[str, object]] = []
    for one in approvals:
        if one.round is RoundName.SELF:
            name = gettext("Berita Acara Penilaian Mandiri")
            found.append({"file": f"berita-acara-{one.number}.pdf", "name": name, "row": one})
        if one.round is RoundName.FINAL and one.published_at:
            name = gettext("Pernyataan Persetujuan Publikasi")
            found.append({"file": f"persetujuan-{one.number}.pdf", "name": name, "row": one})
    return found


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """/penilaian/<slug>/berkas/<name>: results for those who see all, the sheet to fill in for those who answer."""
    here = queries.standing(slug, request.actor)
    if name != "isian.xlsx":
        here.require(Power.SEE_ALL)
    if name in RESULTS:
        make, media_type = RESULTS[name]
        return _file(make(report(slug, request.actor)), media_type, f"{slug}-{name}")
    statement = _STATEMENT.fullmatch(name)
    if statement is None:
        raise NotFound
    content = _set_statement(request, slug, statement[1], int(statement[2]), here.calendar.zone)
    return _file(content, "application/pdf", f"{slug}-{name}")


def _set_statement(request: HttpRequest, slug: str, what: str, number: int, zone: ZoneInfo) -> bytes:
    page, base_url = report(slug, request.actor), settings.ENV["PENDOPO_BASE_URL"]
    wanted = RoundName.SELF if what == "berita-acara" else RoundName.FINAL
    for one in queries.approvals(queries.id_of(slug)):
        if one.round is wanted and one.number == number:
            if what == "berita-acara":
                return exports.minutes_pdf(page, one, zone=zone, base_url=base_url)
            if one.published_at:
                return exports.consent_pdf(page, one, zone=zone, base_url=base_url)
    raise NotFound


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
