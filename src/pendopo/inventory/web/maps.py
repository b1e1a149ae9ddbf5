"""Maps: how the parts rest on each other, how agencies do, and what lies around one element. Tables beside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.inventory import queries
from pendopo.inventory.domain.drawing import in_columns
from pendopo.inventory.web.drawn import agency_drawing, near_nodes, part_drawing
from pendopo.inventory.web.showing import row_of


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def map_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/peta/?perangkat=: parts with the relations between, and ties of agencies."""
    here = queries.place_seen_by(request.actor, place)
    agency = here.agency(request.GET.get("perangkat", ""))
    agency_id = agency.id if agency else None
    parts = queries.part_map(here.id, agency_id=agency_id)
    ties = queries.agency_ties(here.id, agency_id=agency_id)
    names = queries.short_names(here.id)
    facts = {
        "here": here,
        "agency": agency,
        "agencies": [{"value": "", "label": gettext("Semua perangkat daerah")}]
        + [{"value": one.slug, "label": one.name} for one in here.agencies.values()],
        "parts": part_drawing(here, parts, agency),
        "ties": [
            (gettext(tie.source.label), gettext(tie.relation.label), gettext(tie.target.label), tie.number)
            for tie in parts.ties
        ],
        "relations": sum(tie.number for tie in parts.ties),
        "agency_drawing": agency_drawing(here, ties, agency),
        "agency_ties": [
            (here.agencies.get(tie.source_id), here.agencies.get(tie.target_id), tie.number)
            for tie in ties[:MOST]
            if tie.source_id in names and tie.target_id in names
        ],
        "more_ties": max(len(ties) - MOST, 0),
    }
    return render(request, "inventory/map.html", facts)


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def element_map(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """/inventaris/<place>/unsur/<code>/peta/?langkah=1|2: what lies around an element; a box opens its own map."""
    here = queries.place_seen_by(request.actor, place)
    one = queries.element(here.id, code)
    steps = 2 if request.GET.get("langkah") == "2" else 1
    near = queries.neighbourhood(one.id, steps=steps)
    drawn = near_nodes(here, near)
    rows = {each.id: row_of(each) for each in near.elements}
    facts = {
        "here": here,
        "one": one,
        "steps": steps,
        "drawing": in_columns(drawn.nodes, drawn.lines),
        "hidden": drawn.hidden,
        "elements": len(near.elements) - 1,
        "relations": [
            (rows[source], gettext(relation.label), rows[target])
            for source, relation, target in near.relations[:MOST_ROWS]
            if source in rows and target in rows
        ],
        "more": max(len(near.relations) - MOST_ROWS, 0),
        "is_cut": near.is_cut,
    }
    return render(request, "inventory/element_map.html", facts)


#: Ties of agencies in the table, and relations in that of a neighbourhood.
MOST, MOST_ROWS = 50, 150
