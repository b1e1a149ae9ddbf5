"""Published results, for everybody: the index, its groups, every level, and the receipt in the public record."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.assessment import queries
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.web.comparing import history_sections
from pendopo.assessment.wording import group_words, short_title
from pendopo.design.wording import figure


@public
@require_safe
def results_page(request: HttpRequest) -> HttpResponse:
    """/kematangan/: every published result."""
    rows = [
        {"row": one, "index": figure(one.approval.index), "predicate": one.approval.predicate}
        for one in queries.results()
    ]
    response = render(
        request, "assessment/public/results.html", {"rows": rows, "histories": history_sections()}
    )
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@public
@require_safe
def result_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/kematangan/<assessment>/: one published result, as the approval kept it."""
    page = queries.result_page(slug)
    result, framework = page.result, page.framework
    levels = result.approval.snapshot["levels"]
    facts = {
        "result": result,
        "approval": result.approval,
        "zone": ZoneInfo(result.zone),
        "framework": framework,
        "index": figure(result.approval.index),
        "groups": [
            {
                "name": f"{one.node.number}. {one.node.title}",
                "share": round(100 * float(one.exact or 0) / framework.highest),
                "text": figure(one.index),
                "lowest": False,
            }
            for one in page.score.nodes
            if one.node.kind == framework.kinds[-1]
        ],
        "items": _items(framework, levels),
        "recorded": page.recorded,
    }
    response = render(request, "assessment/public/result.html", facts)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _items(framework: Framework, levels: Mapping[str, int]) -> list[dict[str, object]]:
    """Every indicator with its level as a bar, under the name of its group."""
    groups: dict[str, list[dict[str, object]]] = {}
    for item in framework.items:
        level = levels[item.code]
        row = {
            "name": f"{item.code}. {short_title(item)}",
            "share": round(100 * level / framework.highest),
            "text": str(level),
            "lowest": False,
        }
        groups.setdefault(group_words(framework, item), []).append(row)
    return [{"name": name, "rows": rows} for name, rows in groups.items()]
