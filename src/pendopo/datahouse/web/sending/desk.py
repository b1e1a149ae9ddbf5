"""The desk of an agency: its data sets, a new one, and one with the form that takes a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.accounts.uploading import uploaded_file
from pendopo.datahouse.actions import arriving
from pendopo.datahouse.actions.opening import open_dataset
from pendopo.datahouse.arriving.site import MEGABYTE, site_house
from pendopo.datahouse.domain.arrivals import Way
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.opening import Opening
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.queries.arrivals import own_agencies, own_dataset, own_datasets, recent_arrivals
from pendopo.datahouse.queries.connections import connections_of
from pendopo.datahouse.tasks.arrivals import inspect_or_defer
from pendopo.datahouse.web.sending.showing import arrival_lines, choices, faults
from pendopo.datahouse.web.sending.words import ACCESS, FREQUENCIES, MODES, STATES
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Forbidden, Invalid, Kind

ENDINGS = ".csv,.tsv,.xlsx,.json,.ndjson,.geojson"


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def desk_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/kirim/: the data sets of one's agencies and what arrived lately."""
    facts = {
        "agencies": own_agencies(request.actor),
        "datasets": [
            (one, STATES[one.state], FREQUENCIES[one.frequency]) for one in own_datasets(request.actor)
        ],
        "arrivals": arrival_lines(recent_arrivals(request.actor)),
    }
    return render(request, "datahouse/sending/desk.html", facts)


@needs(Permission.DELIVER_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/kirim/baru/: what a new data set is about. The file comes on the next page."""
    agencies = own_agencies(request.actor)
    if not agencies:
        raise Forbidden
    error = None
    if request.method == "POST":
        try:
            slug = open_dataset(wanted=_opening(request), actor=request.actor, now=clock.now())
            return redirect("sending:dataset", slug)
        except DomainError as refusal:
            error = refusal
    typed = request.POST.dict() or {"frekuensi": Frequency.MONTHLY.value, "instansi": str(agencies[0].id)}
    facts = {
        "typed": typed,
        "agencies": [{"value": str(one.id), "label": f"{one.name}, {one.government}"} for one in agencies],
        "frequencies": [{"value": one.value, "label": words} for one, words in FREQUENCIES.items()],
        "access": choices({key.value: words for key, words in ACCESS.items()}),
        **faults(error, "nama"),
    }
    return render(request, "datahouse/sending/begin.html", facts, status=422 if error else 200)


def _opening(request: HttpRequest) -> Opening:
    posted = request.POST
    agency = posted.get("instansi", "")
    if posted.get("akses") not in [one.value for one in Access]:
        raise Invalid(gettext("Pilih siapa yang boleh membacanya."), field="akses")
    if posted.get("frekuensi") not in [one.value for one in Frequency]:
        raise Invalid(gettext("Pilih seberapa sering datanya diperbarui."), field="frekuensi")
    return Opening(
        agency_id=int(agency) if agency.isascii() and agency.isdigit() and len(agency) < 10 else 0,
        title=posted.get("nama", ""),
        summary=posted.get("ringkasan", ""),
        frequency=posted["frekuensi"],
        access=posted["akses"],
        slug=posted.get("singkat", ""),
    )


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/: send a file; ways to have a program do it; what came before."""
    here = own_dataset(request.actor, slug)
    error = None
    if request.method == "POST":
        try:
            return redirect("sending:arrival", _take(request, slug))
        except DomainError as refusal:
            if refusal.kind not in (Kind.INVALID, Kind.TOO_MANY, Kind.UNAVAILABLE):
                raise
            error = refusal
    limits = site_house().limits
    facts = {
        "here": here,
        "state": STATES[here.state],
        "frequency": FREQUENCIES[here.frequency],
        "modes": choices({key.value: words for key, words in MODES.items()}),
        "mode": request.POST.get("cara", Mode.REPLACE.value),
        "arrivals": arrival_lines(recent_arrivals(request.actor, slug)),
        "connections": connections_of(request.actor, slug),
        "may_send": any(one.name == here.agency for one in own_agencies(request.actor)),
        "limit_bytes": limits.file_bytes,
        "limit_mb": limits.file_bytes // MEGABYTE,
        "endings": ENDINGS,
        **faults(error, "berkas"),
    }
    return render(request, "datahouse/sending/dataset.html", facts, status=422 if error else 200)


def _take(request: HttpRequest, slug: str) -> str:
    """Keep the file, and look at it at once or in the worker; the arrival's id."""
    sent = uploaded_file(request, "berkas")
    if sent is None:
        raise Invalid(gettext("Pilih berkas yang akan dikirim."), field="berkas")
    mode = request.POST.get("cara", Mode.REPLACE.value)
    ident = arriving.receive(
        house=site_house(),
        slug=slug,
        name=sent.name or "",
        chunks=sent.chunks(),
        announced=sent.size,
        mode=Mode(mode) if mode in [one.value for one in Mode] else Mode.REPLACE,
        way=Way.UPLOAD,
        actor=request.actor,
        now=clock.now(),
    )
    inspect_or_defer(ident, sent.size, anew=request.POST.get("lihat-kolom") == "1")
    return str(ident)
