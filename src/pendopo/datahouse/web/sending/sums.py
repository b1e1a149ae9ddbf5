"""Rules across data sets: which one first, then its columns beside ours."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import ruling
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.schema import Field, Schema, Total
from pendopo.datahouse.domain.totals import may_be_key, may_be_summed
from pendopo.datahouse.queries.arrivals import ArrivalView
from pendopo.datahouse.queries.totals import partner_columns, partners
from pendopo.datahouse.web.sending.rules import waiting_arrival
from pendopo.datahouse.web.sending.showing import faults
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

#: Keys of one rule that the form offers.
_KEYS = (1, 2)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sum_page(request: HttpRequest, ident: UUID, place: int | None = None) -> HttpResponse:
    """.../jumlah/baru/ and .../jumlah/<n>/: with which data set, and what has to be the same in both."""
    here, schema = waiting_arrival(request, ident)
    typed, error = _typed(request, schema, place), None
    if request.method == "POST":
        try:
            _act(request, here, place)
            return redirect(reverse("sending:rules", args=[ident]) + "?coba=1#hasil")
        except DomainError as refusal:
            if refusal.kind is not Kind.INVALID:
                raise
            error = refusal
    other = next((one for one in _partners(here) if one["value"] == typed.get("dengan")), None)
    facts = {
        "here": here,
        "new": place is None,
        "typed": typed,
        "partners": _partners(here),
        "other": other,
        **(_columns(here, schema, typed["dengan"]) if other else {}),
        **faults(error, "kunci_1"),
    }
    return render(request, "datahouse/sending/sum.html", facts, status=422 if error else 200)


def _partners(here: ArrivalView) -> list[dict[str, str]]:
    return [
        {"value": one.slug, "label": f"{one.title} ({one.agency})"}
        for one in partners(agency_id=here.agency_id)
        if one.slug != here.slug
    ]


def _columns(here: ArrivalView, schema: Schema, slug: str) -> dict[str, Any]:
    try:
        theirs = partner_columns(slug=slug, agency_id=here.agency_id)
    except UnknownDataset:
        raise NotFound from None
    ours = schema.fields
    return {
        "our_keys": _listed(filter(may_be_key, ours)), "our_sums": _listed(filter(may_be_summed, ours), rows=True),
        "their_keys": _listed(filter(may_be_key, theirs)),
        "their_sums": _listed(filter(may_be_summed, theirs), rows=True),
    }  # fmt: skip


def _listed(fields: Iterable[Field], *, rows: bool = False) -> list[dict[str, str]]:
    first = gettext("Banyaknya baris") if rows else gettext("Pilih kolom")
    return [{"value": "", "label": first}] + [
        {"value": one.name, "label": one.title or one.name} for one in fields
    ]


def _typed(request: HttpRequest, schema: Schema, place: int | None) -> Mapping[str, str]:
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items()}
    if place is None:
        return {"dengan": request.GET.get("dengan", "")}
    if place >= len(schema.totals):
        raise NotFound
    one = schema.totals[place]
    typed = {"dengan": one.resource, "jumlah": one.summed, "mereka_jumlah": one.their_summed}
    for number, (ours, theirs) in enumerate(zip(one.columns, one.their_columns, strict=True), start=1):
        typed |= {f"kunci_{number}": ours, f"mereka_kunci_{number}": theirs}
    return typed


def _act(request: HttpRequest, here: ArrivalView, place: int | None) -> None:
    now = clock.now()
    if request.POST.get("lakukan") == "hapus" and place is not None:
        ruling.drop(arrival=here.id, part="totals", place=place, actor=request.actor, now=now)
    else:
        ruling.put_total(
            arrival=here.id, place=place, total=_total(request.POST), actor=request.actor, now=now
        )


def _total(posted: Mapping[str, str]) -> Total:
    """What was chosen. Raises `Invalid`."""
    pairs = [(posted.get(f"kunci_{n}", ""), posted.get(f"mereka_kunci_{n}", "")) for n in _KEYS]
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if (number == 1 or ours or theirs) and not (ours and theirs):
            place = f"mereka_kunci_{number}" if ours else f"kunci_{number}"
            raise Invalid(gettext("Pilih kolom pengelompok di kedua kumpulan data."), field=place)
    chosen = [pair for pair in pairs if all(pair)]
    return Total(
        columns=tuple(ours for ours, _ in chosen),
        summed=posted.get("jumlah", ""),
        resource=posted.get("dengan", ""),
        their_columns=tuple(theirs for _, theirs in chosen),
        their_summed=posted.get("mereka_jumlah", ""),
    )
