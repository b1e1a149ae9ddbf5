"""Duplicates and gaps: the three gravest first, then by rule."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.inventory import queries
from pendopo.inventory.domain.rules import BY_CODE, RULES
from pendopo.inventory.web.showing import WEIGHTS, finding_row
from pendopo.kernel import clock

#: Findings of one rule on a page.
PAGE = 50


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def findings_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/temuan/?perangkat=&aturan=&hal="""
    here = queries.place_seen_by(request.actor, place)
    agency = here.agency(request.GET.get("perangkat", ""))
    found = queries.findings_of(here.id, today=clock.now().date(), agency_id=agency.id if agency else None)
    rule = BY_CODE.get(request.GET.get("aturan", ""))
    facts = {
        "here": here,
        "agency": agency,
        "agencies": [{"value": "", "label": gettext("Semua perangkat daerah")}]
        + [{"value": one.slug, "label": one.name} for one in here.agencies.values()],
        "total": found.total,
        "worst": [finding_row(one) for one in found.worst()],
        "rules": [
            {
                "code": one.code,
                "heading": gettext(one.heading),
                "weight": gettext(one.weight.label),
                "kind": WEIGHTS[one.weight],
                "number": len(found.by_rule[one.code]),
            }
            for one in RULES
        ],
        "rule": rule and gettext(rule.heading),
    }
    if rule:
        facts |= _of_rule(request, rule.code, found.by_rule[rule.code]) | {"advice": gettext(rule.advice)}
    return render(request, "inventory/findings.html", facts)


def _of_rule(request: HttpRequest, code: str, some) -> dict[str, object]:
    pages = max(-(-len(some) // PAGE), 1)
    wanted = request.GET.get("hal", "1")
    page = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    return {
        "rule_code": code,
        "number": len(some),
        "rows": [finding_row(one) for one in some[(page - 1) * PAGE : page * PAGE]],
        "page": page,
        "pages": pages,
    }
