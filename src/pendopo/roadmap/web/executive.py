"""The page for the mayor and the heads: five figures, the three worst, what needs a decision. One printed page."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.charts import Figure, LineChart, line_chart
from pendopo.design.wording import figure, month, rupiah, short_day
from pendopo.kernel.decimals import half_up
from pendopo.roadmap import queries
from pendopo.roadmap.queries import RoadmapView, Summary, YearIndex
from pendopo.roadmap.web.day import local_today
from pendopo.roadmap.web.overview import roadmap_for
from pendopo.roadmap.web.showing import millions


@dataclass(frozen=True)
class KeyFigure:
    """A figure with what it aims at, how it came to be, and where it comes from. `behind`: it misses its aim."""

    name: str
    value: str
    aim: str
    behind: bool
    trend: LineChart
    heading: str
    source: str
    href: str


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def summary_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/ringkasan/"""
    here = roadmap_for(request.actor, slug)
    today = local_today()
    page = queries.summary(here, today=today, zone=ZoneInfo(settings.TIME_ZONE))
    facts = {"here": here, "today": today, "page": page, "figures": _figures(here, page)}
    return render(request, "roadmap/summary.html", facts)


def _figures(here: RoadmapView, page: Summary) -> list[KeyFigure]:
    here_page = reverse("roadmap:roadmap", args=[here.slug])
    return [
        _index(here, page),
        *_milestones(page, gettext("Daftar inisiatif"), here_page),
        _commitments(here, page),
        _money(here, page),
    ]


def _index(here: RoadmapView, page: Summary) -> KeyFigure:
    now, goal = page.indexes[-1].index, page.goals
    aim = gettext("belum ada target")
    if goal.index is not None:
        aim = gettext("target {target} pada {year}").format(target=_two(goal.index), year=goal.year)
    points = [Figure(str(one.year), _year_name(one), _two(one.index), one.index) for one in page.indexes]
    return KeyFigure(
        gettext("Indeks sekarang"),
        _two(now),
        aim,
        goal.index is not None and now < goal.index,
        line_chart(points, low=Fraction(1), high=Fraction(5)),
        gettext("Tahun"),
        page.index_source,
        reverse("assessment:result", args=[here.assessment]),
    )


def _milestones(page: Summary, source: str, href: str) -> list[KeyFigure]:
    now = page.milestones[-1] if page.milestones else None
    if now is None:
        return []
    done = [(one.day, one.done) for one in page.milestones]
    late = [(one.day, one.late) for one in page.milestones]
    return [
        KeyFigure(
            gettext("Tonggak selesai"),
            gettext("{done} dari {all}").format(done=now.done, all=now.all),
            gettext("seharusnya {due} sampai hari ini").format(due=now.due),
            now.done < now.due,
            _by_month(done, now.all),
            gettext("Akhir bulan"),
            source,
            href,
        ),
        KeyFigure(
            gettext("Tonggak terlambat"),
            figure(now.late),
            gettext("target 0"),
            now.late > 0,
            _by_month(late, now.all),
            gettext("Akhir bulan"),
            source,
            href,
        ),
    ]


def _commitments(here: RoadmapView, page: Summary) -> KeyFigure:
    number = page.committed[-1] if page.committed else 0
    days = [one.day for one in page.milestones]
    return KeyFigure(
        gettext("Komitmen ditetapkan"),
        gettext("{done} dari {all}").format(done=number, all=page.agencies),
        gettext("target: semua perangkat daerah pemilik inisiatif"),
        number < page.agencies,
        _by_month(list(zip(days, page.committed, strict=True)), page.agencies),
        gettext("Akhir bulan"),
        gettext("Komitmen untuk umum"),
        reverse("roadmap:commitments", args=[here.slug]),
    )


def _money(here: RoadmapView, page: Summary) -> KeyFigure:
    amount, limit = dict(page.spending)[page.year], page.goals.budget
    aim = gettext("batas Rp{limit} juta").format(limit=millions(limit)) if limit is not None else ""
    most = max([spent for _, spent in page.spending] + [1])
    points = [Figure(str(year), str(year), rupiah(spent), Fraction(spent)) for year, spent in page.spending]
    plan = page.goals.plan
    return KeyFigure(
        gettext("Biaya {year}").format(year=page.year),
        gettext("Rp{amount} juta").format(amount=millions(amount)),
        aim or gettext("belum ada batas anggaran"),
        limit is not None and amount > limit,
        line_chart(points, low=Fraction(0), high=Fraction(most)),
        gettext("Tahun"),
        gettext("Inisiatif yang disetujui"),
        reverse("roadmap:plan", args=[here.slug, plan])
        if plan
        else reverse("roadmap:roadmap", args=[here.slug]),
    )


def _by_month(counts: list[tuple[Any, int]], most: int) -> LineChart:
    points = [
        Figure(
            month(day),
            month(day) if number < len(counts) - 1 else short_day(day),
            figure(count),
            Fraction(count),
        )
        for number, (day, count) in enumerate(counts)
    ]
    return line_chart(points, low=Fraction(0), high=Fraction(max(most, 1)))


def _two(index: Fraction) -> str:
    return figure(half_up(index, 2))


def _year_name(one: YearIndex) -> str:
    if one.example:
        return gettext("{year} (contoh)").format(year=one.year)
    return f"{one.year} ({one.framework})" if one.framework else str(one.year)
