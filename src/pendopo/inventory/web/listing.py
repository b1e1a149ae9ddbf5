"""Which inventories there are, one of them at a glance, and its elements by words and filters."""

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.inventory import queries
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.rights import may_write
from pendopo.inventory.queries import Place, Wanted
from pendopo.inventory.web.showing import change_row, finding_row, part_options, row_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor

Chosen = TypeVar("Chosen", bound=StrEnum)


def writable(actor: Actor, place: Place) -> list[dict[str, str]]:
    """The agencies that `actor` writes for, for a list of choices."""
    return [
        {"value": str(one.id), "label": one.name}
        for one in place.agencies.values()
        if may_write(actor, place.id, one.id)
    ]


def chosen(kind: type[Chosen], text: str) -> Chosen | None:
    """The value that was chosen; None for nothing and for what does not exist."""
    try:
        return kind(text)
    except ValueError:
        return None


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def places_page(request: HttpRequest) -> HttpResponse:
    """/inventaris/: the governments whose inventory one may see; a single one opens by itself."""
    places = queries.places_seen_by(request.actor)
    if len(places) == 1:
        return redirect("inventory:overview", places[0].code)
    return render(request, "inventory/places.html", {"places": places})


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def overview_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/: how much there is, the three gravest findings, and what changed last."""
    here = queries.place_seen_by(request.actor, place)
    counts = queries.counts(here.id)
    found = queries.findings_of(here.id, today=clock.now().date())
    agencies = queries.short_names(here.id)
    services = queries.directory_services(here.id)
    facts = {
        "here": here,
        "counts": counts,
        "parts": [(part.value, gettext(part.label), number) for part, number in counts.by_part.items()],
        "agencies": sorted(
            (
                (here.agencies[one], number)
                for one, number in counts.by_agency.items()
                if one in here.agencies
            ),
            key=lambda pair: (-pair[1], pair[0].name),
        ),
        "findings": found.total,
        "worst": [finding_row(one) for one in found.worst()],
        "changes": [change_row(one, agencies, services) for one in queries.recent_changes(here.id)],
        "may_write": bool(writable(request.actor, here)),
    }
    return render(request, "inventory/overview.html", facts)


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def list_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/unsur/: elements by words, part, agency and status, fifty at a time."""
    here = queries.place_seen_by(request.actor, place)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    agency = here.agency(asked["perangkat"])
    page = request.GET.get("hal", "1")
    wanted = Wanted(
        words=asked["kata"],
        part=chosen(Part, asked["bagian"]),
        agency_id=agency.id if agency else None,
        status=chosen(Status, asked["keadaan"]),
        related_to=asked["terkait"],
    )
    found = queries.find_elements(
        here.id, wanted, page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    )
    facts = {
        "here": here,
        "asked": asked,
        "rows": [row_of(one) for one in found.rows],
        "found": found,
        "parts": _any(gettext("Semua bagian"), part_options()),
        "agencies": _any(
            gettext("Semua perangkat daerah"),
            [{"value": one.slug, "label": one.name} for one in here.agencies.values()],
        ),
        "statuses": _any(
            gettext("Semua, kecuali yang dicabut"),
            [{"value": one.value, "label": gettext(one.label)} for one in Status],
        ),
        "kept": urlencode({name: value for name, value in asked.items() if value}),
        "is_filtered": any(asked.values()),
        "may_write": bool(writable(request.actor, here)),
    }
    return render(request, "inventory/list.html", facts)


FILTERS = ("kata", "bagian", "perangkat", "keadaan", "terkait")


def _any(label: str, options: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"value": "", "label": label}, *options]
