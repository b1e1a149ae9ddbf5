"""The published satisfaction index of an office."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.design.wording import figure, month
from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.kernel.decimals import half_up
from pendopo.portal.queries import SatisfactionPage, satisfaction_page
from pendopo.survey.domain.figures import Figures
from pendopo.survey.domain.index import Index
from pendopo.survey.queries import ServiceFigures

#: The highest mean of an element.
_BEST = 4


@dataclass(frozen=True)
class Bar:
    """A row of the bars: see components/bars.html."""

    name: str
    share: str
    text: str
    lowest: bool = False


@public
@require_safe
def satisfaction(request: HttpRequest, office: str) -> HttpResponse:
    """The figures of one month, of the office or of one of its services."""
    asked = request.GET.get("periode", "")
    found = satisfaction_page(
        office,
        period=Month.parse(asked) if asked else None,
        letter=request.GET.get("layanan", ""),
        minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        now=clock.now(),
    )
    facts = {
        "found": found,
        "office": found.office,
        "period": found.published.period.first,
        "minimum": found.published.minimum,
        "index": found.figures.index,
        "bars": _element_bars(found.figures.index) if found.figures.index else [],
        "services": [_row(found, one) for one in found.published.services if one.figures.issued],
        "without": sum(not one.figures.issued for one in found.published.services),
        "trend": _trend_bars(found),
        "months": [{"value": str(each), "label": _month(each)} for each in found.months],
        "chosen": str(found.published.period),
        "crumbs": [{"href": reverse("portal:office", args=[office]), "text": found.office.name}],
    }
    return render(request, "portal/satisfaction.html", facts)


def _month(value: Month) -> str:
    return month(date(value.year, value.number, 1))


def _element_bars(index: Index) -> list[Bar]:
    return [
        Bar(gettext(one.name), _of_best(one.mean), figure(half_up(one.mean, 2)), one.code in index.lowest)
        for one in index.elements
        if one.mean is not None
    ]


def _trend_bars(found: SatisfactionPage) -> list[Bar]:
    """The months in which anybody was asked; one month alone is no trend."""
    bars = [
        Bar(_month(each), _share(figures), _ikm(figures)) for each, figures in found.trend if figures.issued
    ]
    return bars if len(bars) > 1 else []


def _of_best(mean: Fraction) -> str:
    return half_up(mean / _BEST * 100, 1)


def _share(figures: Figures) -> str:
    return figures.index.ikm if figures.index else "0"


def _ikm(figures: Figures) -> str:
    return figure(figures.index.ikm) if figures.index else gettext("belum cukup")


def _row(found: SatisfactionPage, service: ServiceFigures) -> dict[str, object]:
    figures = service.figures
    return {
        "name": service.name,
        "href": f"?periode={found.published.period}&layanan={service.code}",
        "ikm": figure(figures.index.ikm) if figures.index else "",
        "grade": figures.index.band.grade if figures.index else "",
        "answers": figure(figures.answers),
        "issued": figure(figures.issued),
        "chosen": found.service is not None and found.service.code == service.code,
    }
