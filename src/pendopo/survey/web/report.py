"""The report of a period and the sheet for the notice board: for everybody, since both hold published figures."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.survey.domain.periods import Period
from pendopo.survey.exports import notice_pdf, report_pdf, report_xlsx
from pendopo.survey.queries.reports import ReportFigures, report_figures
from pendopo.survey.wording import period_words

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
@require_safe
def report_page(request: HttpRequest, scope: str, period: str) -> HttpResponse:
    """/laporan/survei/<scope>/<period>/: what can be downloaded; the codes on report and sheet lead here."""
    figures = _figures(scope, period)
    facts = {
        "scope": figures.found.scope,
        "period": figures.found.period,
        "period_words": period_words(figures.found.period),
        "index": figures.index,
        "figures_address": _figures_address(figures),
    }
    return render(request, "survey/public/report.html", facts)


@public
@require_safe
@cache_control(public=True, max_age=300)
def report_file(request: HttpRequest, scope: str, period: str, name: str) -> HttpResponse:
    """One of the files: `laporan.pdf`, `laporan.xlsx`, `pengumuman-a4.pdf`, `pengumuman-a3.pdf`."""
    figures = _figures(scope, period)
    address = settings.ENV["PENDOPO_BASE_URL"] + reverse("survey:report", args=[scope, figures.found.period])
    kind, make = _FILES[name]
    saved_as = f"skm-{scope}-{figures.found.period}-{name}"
    return HttpResponse(
        make(figures, address),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{saved_as}"'},
    )


def _figures(scope: str, period: str) -> ReportFigures:
    today = _today()
    return report_figures(
        scope, Period.parse(period), least=settings.ENV["PENDOPO_SURVEY_MINIMUM"], today=today
    )


def _today() -> date:
    return local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))


def _figures_address(figures: ReportFigures) -> str:
    """The page of the index with the same scope and period."""
    asked = {"periode": str(figures.found.period)}
    if figures.office_slug:
        address = reverse("portal:satisfaction", args=[figures.office_slug])
        if figures.letter:
            asked["layanan"] = figures.letter
    elif figures.agency_slug:
        address = reverse("portal:agency", args=[figures.agency_slug])
    else:
        address = reverse("portal:government")
    return f"{address}?{urlencode(asked)}"


def _report(figures: ReportFigures, address: str) -> bytes:
    return report_pdf(figures.found, figures.index, figures.follow_ups, address=address, today=_today())


def _workbook(figures: ReportFigures, address: str) -> bytes:
    return report_xlsx(figures.found, figures.index, figures.follow_ups, address=address)


def _sheet(paper: str) -> Callable[[ReportFigures, str], bytes]:
    return lambda figures, address: notice_pdf(figures.found, figures.index, address=address, paper=paper)


_FILES: dict[str, tuple[str, Callable[[ReportFigures, str], bytes]]] = {
    "laporan.pdf": (PDF, _report),
    "laporan.xlsx": (XLSX, _workbook),
    "pengumuman-a4.pdf": (PDF, _sheet("a4")),
    "pengumuman-a3.pdf": (PDF, _sheet("a3")),
}
FILE_NAMES = "|".join(name.replace(".", r"\.") for name in _FILES)
