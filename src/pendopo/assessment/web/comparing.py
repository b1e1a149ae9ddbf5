"""An assessment beside others: by round, by agency, by year and by framework. Every chart has its table."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import queries
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.queries import Comparison, YearFigure
from pendopo.assessment.wording import ROUNDS, kind_words, share_words
from pendopo.design.bands import Band, BandChart, Measured, band_chart
from pendopo.design.radar import Radar, Series, radar
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def comparison_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<assessment>/perbandingan/"""
    page = queries.comparison(slug, request.actor)
    framework = page.sheet.framework
    facts = {
        "here": page.sheet.here,
        "framework": framework,
        "rounds": [ROUNDS[name] for name, _result in page.rounds],
        "radar": _radar(page),
        "groups": _groups(page),
        "totals": [(figure(result.index), result.predicate.name) for _name, result in page.rounds],
        "agencies": [_agency(one, page) for one in page.agencies],
        **years_shown(page.years),
        "carried": [
            {"row": one, "index": figure(one.result.index), "items": len(one.framework.items)}
            for one in page.carried
        ],
    }
    return render(request, "assessment/staff/comparison.html", facts)


def _radar(page: Comparison) -> Radar | None:
    """The lowest groups in the first round and the last two that gave levels."""
    framework = page.sheet.framework
    nodes = [node for node in framework.nodes if node.kind == framework.kinds[-1]] if framework.kinds else []
    series = [
        Series(str(ROUNDS[name]), tuple(part.exact for part in result.nodes if part.node in nodes))
        for name, result in (page.rounds if len(page.rounds) < 4 else (page.rounds[0], *page.rounds[-2:]))
    ]
    if not series:
        return None
    labels = [kind_words(node) for node in nodes]
    return radar(labels, series, lowest=framework.lowest, highest=framework.highest)


def _groups(page: Comparison) -> list[dict[str, Any]]:
    """Each group with its index in every round, the first round left, and how far it moved."""
    rows = []
    scores = [{part.node.id: part for part in result.nodes} for _name, result in page.rounds]
    for node in page.sheet.framework.tree:
        parts = [one[node.id] for one in scores]
        moved = (parts[-1].exact or Fraction()) - (parts[0].exact or Fraction()) if parts else Fraction()
        rows.append(
            {
                "name": f"{kind_words(node)}. {node.title}",
                "depth": page.sheet.framework.depth(node),
                "indexes": [figure(part.index) for part in parts],
                "moved": _moved(moved) if len(parts) > 1 else "",
            }
        )
    return rows


def _moved(points: Fraction) -> str:
    if not points:
        return "0"
    return f"{'+' if points > 0 else '−'}{figure(half_up(abs(points), 2))}"


def _agency(one: Any, page: Comparison) -> dict[str, Any]:
    dearest = max((other.lost for other in page.agencies), default=Fraction()) or Fraction(1)
    return {
        "agency": one.agency,
        "items": one.items,
        "index": figure(one.index),
        "weight": share_words(one.weight),
        "lost": figure(half_up(one.lost, 2)),
        "share": half_up(100 * one.lost / dearest, 1),
    }


def history_sections() -> list[dict[str, Any]]:
    """What is public about each government over the years, for the page of results."""
    return [
        {
            "id": f"riwayat-{government.code.replace('.', '-')}",
            "name": government.name,
            **years_shown(years),
        }
        for government, years in queries.public_histories()
    ]


def years_shown(years: tuple[YearFigure, ...]) -> dict[str, Any]:
    """What `part_years.html` shows: rows, chart, and which explanations are needed. One year alone needs no chart."""
    return {
        "years": [
            {"row": one, "index": figure(one.index), "basis": basis_of(one.framework)} for one in years
        ],
        "bands": year_chart(years) if len(years) > 1 else None,
        "is_mixed": len({one.framework.id for one in years}) > 1,
        "is_announced": any(one.sources for one in years),
        "is_unprinted": any(not one.predicate_printed for one in years),
    }


def basis_of(framework: Framework) -> str:
    """What people call a framework: "PermenPANRB 59/2020"; its title when no regulation stands behind it."""
    for basis in framework.legal_basis:
        return f"{basis.kind} {basis.number}/{basis.year}"
    return framework.title


def year_chart(years: tuple[YearFigure, ...]) -> BandChart | None:
    """The years on the bands of their frameworks; of several figures of one year the last is drawn."""
    last = {one.year: one for one in years}
    return band_chart(
        [
            Measured(
                str(one.year),
                Fraction(one.index),
                figure(one.index),
                one.framework.id,
                tuple(Band(band.name, band.lowest, band.highest) for band in one.framework.predicates),
            )
            for one in last.values()
        ]
    )
