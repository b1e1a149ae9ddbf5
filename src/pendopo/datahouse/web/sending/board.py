"""The board of connectedness: for staff with every data set, for everybody as a summary, and as a file."""

import csv
import io
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public
from pendopo.datahouse.domain.due import GRACE, Punctuality
from pendopo.datahouse.queries.connectedness import AgencyConnection, Board, board, governments_with_data
from pendopo.datahouse.web.sending.words import FREQUENCIES, PUNCTUALITY
from pendopo.design.wording import figure
from pendopo.design.wording import month as month_words
from pendopo.directory.queries import office
from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import NotFound

ZONE = ZoneInfo(settings.TIME_ZONE)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/keterhubungan/?pemerintah=35.76"""
    found = _board(request)
    facts = _shown(found) | {
        "datasets": [
            (one, FREQUENCIES[one.frequency], *PUNCTUALITY[one.standing.state]) for one in found.datasets
        ],
        "grace": [(FREQUENCIES[one], days) for one, days in GRACE.items()],
    }
    return render(request, "datahouse/sending/board.html", facts)


@public
@require_safe
def public_page(request: HttpRequest) -> HttpResponse:
    """/data/keterhubungan/: agencies and counts; no name of a data set that is not published."""
    return render(request, "datahouse/sending/board_public.html", _shown(_board(request)))


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    """/rumah-data/keterhubungan.csv: a line for each data set, one for each agency without any."""
    found, text = _board(request), io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ("instansi", "kumpulan_data", "frekuensi", "kiriman_terakhir", "jatuh_tempo", "keadaan", "terlambat_hari",
         "terisi_persen")
    )  # fmt: skip
    for one in found.datasets:
        writer.writerow(
            (_cell(one.agency), _cell(one.title), one.frequency.value, one.delivered_on or "", one.standing.due or "",
             one.standing.state.value, one.standing.late_days, one.filled if one.filled is not None else "")
        )  # fmt: skip
    for agency in found.agencies:
        if not agency.datasets:
            writer.writerow((_cell(agency.name), "", "", "", "", "belum terhubung", "", ""))
    name = f"keterhubungan-{found.code}-{found.day.isoformat()}.csv"
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cell(text: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _board(request: HttpRequest) -> Board:
    code = request.GET.get("pemerintah", "") or _own_government()
    return board(code, day=local_day(clock.now(), ZONE), zone=ZONE)


def _own_government() -> str:
    """The government of the office that the front page opens; the first one where that office is not there."""
    try:
        return office(settings.ENV["PENDOPO_OFFICE"]).government_code
    except NotFound:
        return next((code for code, _ in governments_with_data()), "")


def _shown(found: Board) -> dict[str, object]:
    most = max((sum(one.trend) for one in found.agencies), default=0) or 1
    totals = [sum(one.trend[place] for one in found.agencies) for place in range(len(found.months))]
    return {
        "found": found,
        "agencies": [(one, _state(one)) for one in found.agencies if one.datasets],
        "waiting": [one for one in found.agencies if not one.datasets],
        "others": [one for one in governments_with_data() if one[0] != found.code],
        "bars": [
            {
                "name": month_words(month.first),
                "share": 100 * count // (max(totals) or 1),
                "text": figure(count),
            }
            for month, count in zip(found.months, totals, strict=True)
        ],
        "most": most,
        "late_count": len(found.late),
        "fresh_count": sum(one.standing.state is Punctuality.FRESH for one in found.datasets),
    }


def _state(one: AgencyConnection) -> tuple[str, object]:
    if not one.connected:
        return PUNCTUALITY[Punctuality.NEVER]
    return PUNCTUALITY[Punctuality.LATE if one.late else Punctuality.FRESH]
