"""One column of an arrival: its type, its rules, and what it means (MS-Var)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import inspecting
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.queries.arrivals import ArrivalView
from pendopo.datahouse.web.sending.rules import waiting_arrival
from pendopo.datahouse.web.sending.showing import column_lines, faults
from pendopo.datahouse.web.sending.words import TYPES
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

#: MS-Var that the form asks for, in its order. The others come with a schema as a file.
MEANING = ("konsep", "definisi", "satuan", "ukuran", "value_domain", "aturan_validasi", "referensi_waktu")
_FORMATS = {"": "2026-11-21", "%d/%m/%Y": "21/11/2026", "%d-%m-%Y": "21-11-2026"}


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def column_page(request: HttpRequest, ident: UUID, column: str) -> HttpResponse:
    """/rumah-data/kirim/berkas/<id>/kolom/<column>/; after the last column back to the list."""
    here, schema = waiting_arrival(request, ident)
    field = _field(schema, column)
    error = None
    if request.method == "POST":
        try:
            _save(request, here, field)
            following = _after(here, field) if request.POST.get("lanjut") else None
            return (
                redirect("sending:column", ident, following)
                if following
                else redirect("sending:arrival", ident)
            )
        except DomainError as refusal:
            if refusal.kind is not Kind.INVALID:
                raise
            error = refusal
    lines = {one.name: one for one in column_lines(here)}
    facts = {
        "here": here,
        "field": field,
        "line": lines[field.name],
        "number": here.schema.names.index(field.name) + 1 if here.schema else 1,
        "count": len(lines),
        "last": _after(here, field) is None,
        "typed": request.POST.dict() if error else _typed(here, field),
        "types": [{"value": key, "label": words} for key, words in TYPES.items()],
        "formats": [{"value": key, "label": text} for key, text in _FORMATS.items()],
        "signs": [
            {"value": ".", "label": gettext("titik: 1234.5")},
            {"value": ",", "label": gettext("koma: 1.234,5")},
        ],
        **faults(error, "judul"),
    }
    return render(request, "datahouse/sending/column.html", facts, status=422 if error else 200)


def _field(schema: Schema, column: str) -> Field:
    if column not in schema.names:
        raise NotFound
    return schema.field(column)


def _after(here: ArrivalView, field: Field) -> str | None:
    names = here.schema.names if here.schema else ()
    place = names.index(field.name) + 1
    return names[place] if place < len(names) else None


def _typed(here: ArrivalView, field: Field) -> dict[str, Any]:
    meaning = {name: field.ms_var.get(name, "") for name in MEANING}
    return {
        "judul": field.title, "tipe": field.type, "bentuk": field.format, "desimal": field.decimal_char,
        "wajib": field.required, "tertutup": field.closed, "kunci": here.schema and field.name in here.schema.key,
        "terkecil": field.minimum or "", "terbesar": field.maximum or "", "pola": field.pattern or "",
        "daftar": "\n".join(field.enum),
        "rujukan": f"{field.reference[0]}.{field.reference[1]}" if field.reference else "", **meaning,
    }  # fmt: skip


def _save(request: HttpRequest, here: ArrivalView, field: Field) -> None:
    inspecting.describe_column(
        arrival=here.id,
        column=field.name,
        changes=_changes(request.POST, field),
        key=request.POST.get("kunci") == "1",
        reference=_reference(request.POST.get("rujukan", "")),
        actor=request.actor,
        now=clock.now(),
    )


def _changes(posted: Mapping[str, str], field: Field) -> dict[str, object]:
    """The members of the field's JSON that the form sets. Raises `Invalid` for a title that is missing."""
    title = " ".join(posted.get("judul", "").split())
    if not title:
        raise Invalid(gettext("Tulis nama kolom seperti yang dibaca orang."), field="judul")
    kind = posted.get("tipe", "string")
    enum = [line.strip() for line in posted.get("daftar", "").splitlines() if line.strip()]
    limits = {
        "required": posted.get("wajib") == "1" or None,
        "minimum": _or_none(posted, "terkecil"),
        "maximum": _or_none(posted, "terbesar"),
        "pattern": _or_none(posted, "pola"),
        "enum": enum or None,
        "unique": field.unique or None, "minLength": field.min_length, "maxLength": field.max_length,
    }  # fmt: skip
    number = kind in ("integer", "number")
    comma = number and posted.get("desimal") == ","
    meaning = {name: text for name, text in field.ms_var.items() if name not in MEANING}
    meaning |= {name: posted[name].strip() for name in MEANING if posted.get(name, "").strip()}
    return {
        "title": title[:200],
        "type": kind,
        "format": posted.get("bentuk", "") if kind in ("date", "datetime") else None,
        "decimalChar": "," if comma else None,
        "groupChar": ("." if comma else field.group_char if field.decimal_char == "." else None)
        if number
        else None,
        "scale": (6 if field.scale is None and field.type != "number" else field.scale)
        if kind == "number"
        else None,
        "closed": posted.get("tertutup") == "1" or None,
        "constraints": {name: value for name, value in limits.items() if value is not None} or None,
        "msVar": meaning or None,
    }


def _or_none(posted: Mapping[str, str], name: str) -> str | None:
    return posted.get(name, "").strip() or None


def _reference(text: str) -> tuple[str, str] | None:
    """ "penduduk.kode" or "kode-wilayah"; nothing for no list. Raises `Invalid`."""
    text = text.strip()
    if not text:
        return None
    resource, _, column = text.partition(".")
    if not resource or " " in text:
        raise Invalid(
            gettext(
                "Tulis kode-wilayah, instansi, atau nama kumpulan data dan kolomnya, seperti penduduk.kode."
            ),
            field="rujukan",
        )
    return resource, column or "kode"
