"""Files: the template, the inventory as workbook and table, and a workbook that comes back with a preview."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.accounts.uploading import uploaded_file
from pendopo.design.trouble import explain
from pendopo.inventory import actions, queries
from pendopo.inventory.domain.elements import Facts, differences
from pendopo.inventory.domain.importing import Plan
from pendopo.inventory.domain.sheets import ImportRefused
from pendopo.inventory.exports.table import inventory_csv
from pendopo.inventory.exports.workbook import inventory_xlsx
from pendopo.inventory.imports.workbook import BOUNDS
from pendopo.inventory.queries import Place
from pendopo.inventory.web.listing import writable
from pendopo.inventory.web.showing import FIXED, Fault, labels_of
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.kernel.ids import new_id

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Faults and rows of a preview that are listed; the number of all is told.
LISTED = 200


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files_page(request: HttpRequest, place: str) -> HttpResponse:
    """/inventaris/<place>/berkas/: take files along, bring a workbook."""
    here = queries.place_seen_by(request.actor, place)
    agencies = writable(request.actor, here)
    faults, error = (), ""
    if request.method == "POST":
        try:
            return redirect("inventory:upload", place, _take(request, here))
        except ImportRefused as refusal:
            faults, error = refusal.faults, explain(refusal)
        except DomainError as refusal:
            error = explain(refusal)
    facts = {
        "here": here,
        "may_write": bool(agencies),
        "agencies": [{"value": one.slug, "label": one.name} for one in here.agencies.values()],
        "megabytes": BOUNDS.packed // 1_000_000,
        "faults": [(fault.place, explain(fault.refusal)) for fault in faults[:LISTED]],
        "more_faults": max(len(faults) - LISTED, 0),
        "error": error,
        "errors": [Fault("#berkas", error)] if error else [],
    }
    return render(request, "inventory/files.html", facts, status=422 if error else 200)


def _take(request: HttpRequest, here: Place) -> UUID:
    brought = uploaded_file(request, "berkas")
    if brought is None:
        raise Invalid("Pilih berkas Excel dahulu.", field="berkas")
    if (brought.size or 0) > BOUNDS.packed:
        raise Invalid("Berkas lebih besar dari {most} MB.", field="berkas", most=BOUNDS.packed // 1_000_000)
    ident = new_id()
    actions.take_upload(
        actor=request.actor,
        now=clock.now(),
        government_id=here.id,
        upload_id=ident,
        name=brought.name or "inventaris.xlsx",
        raw=brought.read(),
    )
    return ident


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, place: str, upload: UUID) -> HttpResponse:
    """/inventaris/<place>/berkas/<upload>/: what would change; POST imports exactly that."""
    here = queries.place_seen_by(request.actor, place)
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            actions.import_upload(
                actor=request.actor,
                now=clock.now(),
                government_id=here.id,
                upload_id=upload,
                seen=request.POST.get("dilihat", ""),
            )
            return redirect("inventory:overview", place)
        except actions.ShownIsOld as old:
            errors = [Fault("#pratinjau", explain(old))]
    found = queries.upload(here.id, upload, actor=request.actor)
    facts = _preview(here, found.plan) | {"here": here, "upload": found, "errors": errors}
    return render(request, "inventory/upload.html", facts, status=409 if errors else 200)


def _preview(here: Place, plan: Plan) -> dict[str, object]:
    return {
        "plan": plan,
        "new": [(code, facts.name, gettext(facts.part.label)) for code, facts in plan.new[:LISTED]],
        "changed": [
            (code, after.name, _names(before, after)) for code, before, after in plan.changed[:LISTED]
        ],
        "links": [(one, gettext(kind.label), other, False) for one, kind, other in plan.links.new[:LISTED]]
        + [(one, gettext(kind.label), other, True) for one, kind, other in plan.links.gone[:LISTED]],
        "more": max(len(plan.new) - LISTED, len(plan.changed) - LISTED, len(plan.links.new) - LISTED, 0),
        "listed": LISTED,
    }


def _names(before: Facts, after: Facts) -> str:
    labels = FIXED | labels_of(after.part)
    return ", ".join(str(labels.get(one.key, one.key)) for one in differences(before, after))


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def template(request: HttpRequest, place: str) -> HttpResponse:
    """The workbook without rows, with the choices of this government."""
    here = queries.place_seen_by(request.actor, place)
    content = inventory_xlsx(here, (), (), queries.directory_services(here.id))
    return _file(content, XLSX, "templat-inventaris.xlsx")


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def workbook(request: HttpRequest, place: str) -> HttpResponse:
    """The inventory, or that of ?perangkat=, as a workbook that can be brought back."""
    here = queries.place_seen_by(request.actor, place)
    agency = here.agency(request.GET.get("perangkat", ""))
    only = agency.id if agency else None
    content = inventory_xlsx(
        here,
        queries.elements_of(here.id, agency_id=only),
        queries.link_codes(here.id, agency_id=only),
        queries.directory_services(here.id),
    )
    return _file(content, XLSX, f"inventaris-{agency.slug if agency else here.code}.xlsx")


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_safe
def table(request: HttpRequest, place: str) -> HttpResponse:
    """The inventory as comma separated values."""
    here = queries.place_seen_by(request.actor, place)
    content = inventory_csv(here, queries.elements_of(here.id)).encode()
    return _file(content, "text/csv; charset=utf-8", f"inventaris-{here.code}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
