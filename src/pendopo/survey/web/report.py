"""The report of a period and the sheet for the notice board: for everybody, since both hold published figures."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
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

Make = Callable[[ReportFigures, str, date], bytes]

#: How long a file may be older than its figures.
KEPT_SECONDS = 300

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
@require_safe
def report_page(request: HttpRequest, scope: str, period: str) -> HttpResponse:
    """/laporan/survei/<scope>/<period>/: what can be downloaded; the codes on report and sheet lead here."""
    figures = report_figures(
        scope,
        Period.parse(period),
        least=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        today=_day(clock.now()),
    )
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
@cache_control(public=True, max_age=KEPT_SECONDS)
def report_file(request: HttpRequest, scope: str, period: str, name: str) -> HttpResponse:
    """One of the files: `laporan.pdf`, `laporan.xlsx`, `pengumuman-a4.pdf`, `pengumuman-a3.pdf`."""
    now = clock.now()
    found = Period.parse(period)
    content = _made(scope, found, name, _day(now), int(now.timestamp()) // KEPT_SECONDS)
    return HttpResponse(
        content,
        content_type=_FILES[name][0],
        headers={"Content-Disposition": f'attachment; filename="skm-{scope}-{found}-{name}"'},
    )


@lru_cache(maxsize=64)
def _made(scope: str, period: Period, name: str, today: date, _slot: int) -> bytes:
    """The file, made once in `KEPT_SECONDS` by each process: a public address must not be dear to answer."""
    figures = report_figures(scope, period, least=settings.ENV["PENDOPO_SURVEY_MINIMUM"], today=today)
    address = settings.ENV["PENDOPO_BASE_URL"] + reverse("survey:report", args=[scope, period])
    return _FILES[name][1](figures, address, today)


def _day(now: datetime) -> date:
    return local_day(now, ZoneInfo(settings.TIME_ZONE))


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


def _report(figures: ReportFigures, address: str, today: date) -> bytes:
    return report_pdf(figures.found, figures.index, figures.follow_ups, address=address, today=today)


def _workbook(figures: ReportFigures, address: str, _today: date) -> bytes:
    return report_xlsx(figures.found, figures.index, figures.follow_ups, address=address)


def _sheet(paper: str) -> Make:
    return lambda figures, address, _today: notice_pdf(
        figures.found, figures.index, address=address, paper=paper
    )


_FILES: dict[str, tuple[str, Make]] = {
    "laporan.pdf": (PDF, _report),
    "laporan.xlsx": (XLSX, _workbook),
    "pengumuman-a4.pdf": (PDF, _sheet("a4")),
    "pengumuman-a3.pdf": (PDF, _sheet("a3")),
}
FILE_NAMES = "|".join(name.replace(".", r"\.") for name in _FILES)
