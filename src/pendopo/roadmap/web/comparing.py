"""Two plans side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import parse_id
from pendopo.roadmap import queries
from pendopo.roadmap.web.overview import roadmap_for
from pendopo.roadmap.web.showing import index_rows, spend_rows


@needs(Permission.SEE_ROADMAP)
@never_cache
@require_safe
def compare_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/peta-rencana/<slug>/rencana/bandingkan/?a=&b=: two plans side by side."""
    here = roadmap_for(request.actor, slug)
    both = [queries.plan(here.id, parse_id(request.GET.get(name, ""))) for name in ("a", "b")]
    outcomes = [one.answer.outcome if one.answer else None for one in both]
    if any(outcome is None for outcome in outcomes):
        raise Invalid("Pilih dua rencana yang punya jadwal.", field="a")
    first, second = (outcome for outcome in outcomes if outcome is not None)
    names = sorted(first.schedule.keys() | second.schedule.keys())
    titles = {one.code: one.facts.title for one in queries.initiatives_of(here)}
    facts = {
        "here": here,
        "plans": both,
        "outcomes": (first, second),
        "counts": (len(first.schedule), len(second.schedule)),
        "index": list(
            zip(
                here.years,
                index_rows(both[0].problem, first),
                index_rows(both[1].problem, second),
                strict=False,
            )
        ),
        "spend": list(
            zip(
                here.years,
                spend_rows(both[0].problem, first),
                spend_rows(both[1].problem, second),
                strict=False,
            )
        ),
        "differences": [
            (name, titles.get(name, ""), first.schedule.get(name), second.schedule.get(name))
            for name in names
            if first.schedule.get(name) != second.schedule.get(name)
        ],
    }
    return render(request, "roadmap/compare.html", facts)
