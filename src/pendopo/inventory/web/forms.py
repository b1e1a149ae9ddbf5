"""The form of an element: asked by part, kept as it was typed, every fault at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.inventory import actions, queries
from pendopo.inventory.domain.attributes import Attribute, Form, attributes_of
from pendopo.inventory.domain.elements import Facts, read_code, read_name
from pendopo.inventory.domain.parts import CHOSEN_STATUSES, Part, Status
from pendopo.inventory.domain.rights import require_to_write
from pendopo.inventory.domain.values import read_value, shown_value
from pendopo.inventory.queries import ElementView, Place
from pendopo.inventory.web.element import seen_version
from pendopo.inventory.web.listing import chosen, writable
from pendopo.inventory.web.showing import Fault, part_options
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Forbidden

_PARTS = {
    Form.LINE: "design/components/input.html",
    Form.NUMBER: "design/components/input.html",
    Form.RUPIAH: "design/components/input.html",
    Form.DAY: "design/components/input.html",
    Form.TEXT: "design/components/textarea.html",
    Form.CHOICE: "design/components/select.html",
}


@dataclass(frozen=True)
class Field:
    """A question of the form, as its component wants it."""

    template: str
    name: str
    label: str
    hint: str
    value: str
    error: str
    options: tuple[dict[str, str], ...]
    inputmode: str
    narrow: bool


@dataclass
class Read:
    """What was typed: facts when everything could be read, else the faults by field."""

    facts: Facts | None = None
    faults: dict[str, str] = field(default_factory=dict)


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/unsur/baru/?bagian=: first the part, then its form."""
    here = queries.place_seen_by(request.actor, place)
    if not writable(request.actor, here):
        raise Forbidden
    part = chosen(Part, request.GET.get("bagian", ""))
    if part is None:
        return render(request, "inventory/choose_part.html", {"here": here, "parts": part_options()})
    if request.method != "POST":
        typed = {"kode": queries.next_code(here.id, part), "status": Status.IN_USE.value}
        return _form(request, here, part, typed, None, {})
    read = read_form(request.POST, part)
    faults = read.faults | _fault_of(lambda: read_code(request.POST.get("kode", "")), "kode")
    if read.facts and not faults:
        try:
            code = actions.add_element(
                actor=request.actor,
                now=clock.now(),
                government_id=here.id,
                code=request.POST.get("kode", ""),
                facts=read.facts,
                reason=request.POST.get("alasan", ""),
            )
            return redirect("inventory:element", place, code)
        except DomainError as error:
            faults = {str(error.facts.get("field") or "kode"): explain(error)}
    return _form(request, here, part, request.POST.dict(), None, faults)


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """/inventaris/<place>/unsur/<code>/ubah/: change it; the reason stays in its history."""
    here = queries.place_seen_by(request.actor, place)
    one = queries.element(here.id, code)
    require_to_write(request.actor, here.id, one.facts.agency_id)
    if request.method != "POST":
        return _form(request, here, one.facts.part, typed_from(one.facts), one, {})
    read = read_form(request.POST, one.facts.part)
    faults = read.faults
    if read.facts:
        try:
            actions.change_element(
                actor=request.actor,
                now=clock.now(),
                government_id=here.id,
                code=code,
                seen=seen_version(request),
                facts=read.facts,
                reason=request.POST.get("alasan", ""),
            )
            return redirect("inventory:element", place, code)
        except DomainError as error:
            faults = {str(error.facts.get("field") or "nama"): explain(error)}
    return _form(request, here, one.facts.part, request.POST.dict(), one, faults)


def read_form(posted: Mapping[str, str], part: Part) -> Read:
    """Facts of what was typed, or every fault in it."""
    read, values = Read(), {}
    for asked in attributes_of(part):
        try:
            value = read_value(asked, posted.get(asked.key, ""))
        except DomainError as error:
            read.faults[asked.key] = explain(error)
        else:
            values |= {} if value is None else {asked.key: value}
    read.faults |= _fault_of(lambda: read_name(posted.get("nama", "")), "nama")
    agency, service = (posted.get(name, "") for name in ("perangkat", "direktori"))
    status = chosen(Status, posted.get("status", ""))
    if not _is_number(agency):
        read.faults["perangkat"] = gettext("Pilih perangkat daerah dari daftar.")
    if status not in CHOSEN_STATUSES:
        read.faults["status"] = gettext("Pilih keadaan dari daftar.")
    if not read.faults and status:
        name = read_name(posted["nama"])
        service_id = int(service) if _is_number(service) else None
        read.facts = Facts(part, int(agency), name, status, values, service_id)
    return read


def typed_from(facts: Facts) -> dict[str, str]:
    """The form as it is shown for an element: read back, it gives the same facts."""
    fixed = {
        "nama": facts.name,
        "perangkat": str(facts.agency_id),
        "status": facts.status.value,
        "direktori": str(facts.service_id or ""),
    }
    asked = {one.key: one for one in attributes_of(facts.part)}
    values = {
        key: str(value) if asked[key].options else shown_value(asked[key], value)
        for key, value in facts.values.items()
        if key in asked
    }
    return fixed | values


def _fault_of(read, name: str) -> dict[str, str]:
    try:
        read()
    except DomainError as error:
        return {name: explain(error)}
    return {}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _form(
    request: HttpRequest,
    here: Place,
    part: Part,
    typed: Mapping[str, str],
    one: ElementView | None,
    faults: Mapping[str, str],
) -> HttpResponse:
    services = queries.directory_services(here.id).values() if part is Part.SERVICE else ()
    facts = {
        "here": here,
        "one": one,
        "part": gettext(part.label),
        "part_value": part.value,
        "typed": typed,
        "seen": typed.get("versi") or (one.version if one else 0),
        "agencies": writable(request.actor, here),
        "statuses": [{"value": each.value, "label": gettext(each.label)} for each in CHOSEN_STATUSES],
        "services": [{"value": "", "label": gettext("Tidak ada dalam direktori")}]
        + [{"value": str(each.id), "label": f"{each.name} ({each.office})"} for each in services],
        "fields": [_field(asked, typed, faults) for asked in attributes_of(part)],
        "faults": faults,
        "errors": [Fault(f"#{name}", text) for name, text in faults.items()],
    }
    return render(request, "inventory/form.html", facts, status=422 if faults else 200)


def _field(asked: Attribute, typed: Mapping[str, str], faults: Mapping[str, str]) -> Field:
    hint = gettext(asked.hint) if asked.hint else ""
    if asked.form is Form.DAY:
        hint = gettext("Tahun, bulan, tanggal, misalnya 2026-11-21.")
    options = tuple({"value": code, "label": gettext(label)} for code, label in asked.options)
    return Field(
        _PARTS[asked.form],
        asked.key,
        gettext(asked.label),
        hint,
        typed.get(asked.key, ""),
        faults.get(asked.key, ""),
        ({"value": "", "label": gettext("Belum diisi")}, *options) if options else (),
        "numeric" if asked.form in (Form.NUMBER, Form.RUPIAH) else "",
        asked.form in (Form.NUMBER, Form.RUPIAH, Form.DAY),
    )
