"""Rules between the columns of one row: chosen from lists, tried on the file, taken away again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import ruling
from pendopo.datahouse.domain.arrivals import Stage
from pendopo.datahouse.domain.plain_reading import plain_rule
from pendopo.datahouse.domain.plain_rules import MOST_COLUMNS, PlainRule, Relation, When, as_typed
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.totals import told
from pendopo.datahouse.queries.arrivals import ArrivalView, arrival
from pendopo.datahouse.queries.totals import partners
from pendopo.datahouse.web.sending.showing import faults
from pendopo.datahouse.web.sending.trial import trial_of
from pendopo.datahouse.web.sending.words import RELATIONS, TYPES
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

#: Columns to compare with that an empty form shows.
_FIRST = 2


@dataclass(frozen=True)
class RuleLine:
    """A rule as the list shows it. `sql`: lists cannot say it, so that it is changed as a condition."""

    place: int
    message: str
    sql: str


def waiting_arrival(request: HttpRequest, ident: UUID) -> tuple[ArrivalView, Schema]:
    """An arrival whose columns may still be described by whoever asks, and its columns. Raises `NotFound`."""
    here = arrival(request.actor, ident)
    if here.stage is not Stage.WAITING or here.schema is None or not here.may_describe:
        raise NotFound
    return here, here.schema


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def rules_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/kirim/berkas/<id>/aturan/: every rule in a sentence; with ?coba=1 what they would refuse."""
    here, schema = waiting_arrival(request, ident)
    titles = {one.slug: one.title for one in partners(agency_id=here.agency_id)}
    facts = {
        "here": here,
        "rules": [
            RuleLine(place, one.message, "" if plain_rule(one.condition, schema) else one.condition)
            for place, one in enumerate(schema.rules)
        ],
        "totals": [
            (place, told(one, schema, titles.get(one.resource, one.resource)))
            for place, one in enumerate(schema.totals)
        ],
        **trial_of(request, here),
    }
    return render(request, "datahouse/sending/rules.html", facts)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule_page(request: HttpRequest, ident: UUID, place: int | None = None) -> HttpResponse:
    """.../aturan/baru/ and .../aturan/<n>/: one rule, with as many columns to add up as somebody asks for."""
    here, schema = waiting_arrival(request, ident)
    typed, error = _typed(request, schema, place), None
    wanted = request.POST.get("lakukan", "")
    if request.method == "POST" and wanted != "tambah-kolom":
        try:
            _act(request, here, place, wanted)
            return redirect(reverse("sending:rules", args=[ident]) + "?coba=1#hasil")
        except DomainError as refusal:
            if refusal.kind is not Kind.INVALID:
                raise
            error = refusal
    shown = faults(error, "kolom")
    facts = {
        "here": here,
        "new": place is None,
        "typed": typed,
        "columns": _columns(schema),
        "relations": _choices(RELATIONS),
        "summed": [
            (name, typed.get(name, ""), shown["wrong"].get(name))
            for name in (f"banding_{number}" for number in range(1, _count(request, typed) + 1))
        ],
        "more": _count(request, typed) < MOST_COLUMNS,
        **shown,
    }
    return render(request, "datahouse/sending/rule.html", facts, status=422 if error else 200)


def _choices(words: Mapping[Relation, Any]) -> list[dict[str, Any]]:
    """For a list to choose from."""
    return [{"value": one.value, "label": label} for one, label in words.items()]


def _columns(schema: Schema) -> list[dict[str, Any]]:
    """The columns that can be compared, by the names that people read, with what is in them."""
    return [{"value": "", "label": gettext("Pilih kolom")}] + [
        {"value": one.name, "label": f"{one.title or one.name} ({TYPES[one.type]})"}
        for one in schema.fields
        if one.type != "geojson"
    ]


def _count(request: HttpRequest, typed: Mapping[str, str]) -> int:
    given = [
        int(name[8:]) for name, value in typed.items() if name.startswith("banding_") and name[8:].isdigit()
    ]
    count = max(_FIRST, *given, 0) + (request.POST.get("lakukan") == "tambah-kolom")
    return min(count, MOST_COLUMNS)


def _typed(request: HttpRequest, schema: Schema, place: int | None) -> Mapping[str, str]:
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items()}
    if place is None:
        return {}
    if place >= len(schema.rules):
        raise NotFound
    rule = schema.rules[place]
    plain = plain_rule(rule.condition, schema)
    return {"kalimat": rule.message} | (dict(as_typed(plain)) if plain else {"syarat": rule.condition})


def _act(request: HttpRequest, here: ArrivalView, place: int | None, wanted: str) -> None:
    posted, by = request.POST, {"actor": request.actor, "now": clock.now()}
    if wanted == "hapus" and place is not None:
        ruling.drop(arrival=here.id, part="rules", place=place, **by)
    elif wanted == "sql":
        ruling.put_condition(
            arrival=here.id, place=place, condition=posted.get("syarat", ""), message=posted.get("kalimat", ""), **by
        )  # fmt: skip
    else:
        ruling.put_rule(
            arrival=here.id, place=place, rule=_rule(posted), message=posted.get("kalimat", ""), **by
        )


def _rule(posted: Mapping[str, str]) -> PlainRule:
    """The rule that was chosen. Raises `Invalid`."""
    when = None
    if column := posted.get("bila_kolom", ""):
        relation = _relation(posted.get("bila_hubungan", ""), "bila_hubungan")
        when = When(column, relation, posted.get("bila_nilai", ""))
    columns = [posted.get(f"banding_{number}", "") for number in range(1, MOST_COLUMNS + 1)]
    return PlainRule(
        column=posted.get("kolom", ""),
        relation=_relation(posted.get("hubungan", ""), "hubungan"),
        columns=tuple(filter(None, columns)),
        value=posted.get("nilai", "").strip(),
        when=when,
    )


def _relation(value: str, field: str) -> Relation:
    try:
        return Relation(value)
    except ValueError:
        raise Invalid(gettext("Pilih hubungannya dari daftar."), field=field) from None
