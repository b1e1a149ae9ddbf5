"""The library: every piece that a person may see, searched by facts and by the words inside files; one piece whole."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.actions import evidence as actions
from pendopo.assessment.domain.evidence import REMINDERS, days_left
from pendopo.assessment.domain.file_refusals import FileMissing
from pendopo.assessment.domain.pieces import Owner
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.queries.evidence import evidence_page, owners
from pendopo.assessment.queries.library import expiring, library
from pendopo.assessment.web.evidence.form import facts_of, form_context, source_of, typed_facts
from pendopo.assessment.web.evidence.showing import preview_context
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Forbidden, Invalid, Kind
from pendopo.kernel.ids import parse_id

ZONE = ZoneInfo(settings.TIME_ZONE)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def library_page(request: HttpRequest) -> HttpResponse:
    """/data-dukung/"""
    words = request.GET.get("kata", "").strip()[:200]
    page = request.GET.get("hal", "1")
    today = clock.now().astimezone(ZONE).date()
    ending = [(one, days_left(one.facts.valid_to, today)) for one in expiring(request.actor, today=today)]
    facts = {
        "words": words,
        "library": library(
            request.actor, words=words, page=int(page) if page.isdecimal() and len(page) < 6 else 1
        ),
        "ending": ending if not words else [],
        "until": today + timedelta(days=REMINDERS[0]),
        "may_add": bool(owners(request.actor)),
        "told": messages.get_messages(request),
    }
    return render(request, "assessment/evidence/library.html", facts)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest) -> HttpResponse:
    """/data-dukung/tambah/: evidence that is not yet for any indicator."""
    choices = owners(request.actor)
    if not choices:
        raise Forbidden
    error = None
    if request.method == "POST":
        try:
            ident = actions.add_evidence(
                intake=site_intake(),
                place=_owner(request),
                source=source_of(request),
                facts=facts_of(request.POST),
                actor=request.actor,
                now=clock.now(),
            )
        except DomainError as refusal:
            error = _shown(refusal)
        else:
            messages.success(request, gettext("Data dukung tersimpan."))
            return redirect("evidence:piece", ident)
    chosen = request.POST.get("perangkat", "")
    agencies = [{"value": f"{one.government_id}.{one.agency_id}", "label": one.name} for one in choices]
    facts = {"agencies": agencies, "chosen": chosen} | form_context(request.POST, error)
    return render(request, "assessment/evidence/add.html", facts, status=422 if error else 200)


def _owner(request: HttpRequest) -> Owner:
    for one in owners(request.actor):
        if request.POST.get("perangkat") == f"{one.government_id}.{one.agency_id}":
            return Owner(one.government_id, one.agency_id, ZONE)
    raise Invalid(gettext("Pilih perangkat daerah dari daftar."), "perangkat")


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def piece_page(request: HttpRequest, ident: str) -> HttpResponse:
    """/data-dukung/<ident>/"""
    page = evidence_page(request.actor, parse_id(ident))
    today = clock.now().astimezone(ZONE).date()
    facts = {
        "page": page,
        "one": page.evidence,
        "left": days_left(page.evidence.facts.valid_to, today),
        "told": messages.get_messages(request),
        "scanner": page.scanned_by,
    } | preview_context(request, page)
    return render(request, "assessment/evidence/piece.html", facts)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revise_page(request: HttpRequest, ident: str) -> HttpResponse:
    """/data-dukung/<ident>/ganti/: a new file, or only corrected facts, in the place of this piece."""
    page = evidence_page(request.actor, parse_id(ident))
    if not page.may_change:
        raise Forbidden
    error = None
    if request.method == "POST":
        try:
            fresh = actions.replace_evidence(
                intake=site_intake(),
                evidence_id=page.evidence.id,
                source=_new_source(request),
                facts=facts_of(request.POST),
                zone=ZONE,
                actor=request.actor,
                now=clock.now(),
            )
        except DomainError as refusal:
            error = _shown(refusal)
        else:
            messages.success(request, gettext("Versi baru tersimpan. Versi lama tetap dapat dibaca."))
            return redirect("evidence:piece", fresh)
    typed = request.POST if request.method == "POST" else typed_facts(page.evidence.facts)
    facts = {"page": page, "one": page.evidence} | form_context(typed, error)
    return render(request, "assessment/evidence/revise.html", facts, status=422 if error else 200)


def _new_source(request: HttpRequest) -> object:
    try:
        return source_of(request)
    except FileMissing:
        return None


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@require_POST
def withdraw(request: HttpRequest, ident: str) -> HttpResponse:
    """/data-dukung/<ident>/tarik/"""
    actions.withdraw_evidence(evidence_id=parse_id(ident), actor=request.actor, now=clock.now())
    messages.success(
        request, gettext("Data dukung ditarik dari daftar. Berkas dan catatannya tidak dihapus.")
    )
    return redirect("evidence:library")


def _shown(refusal: DomainError) -> DomainError:
    """What the form can show at a field; everything else becomes a page of its own."""
    if refusal.kind not in (Kind.INVALID, Kind.TOO_MANY, Kind.UNAVAILABLE):
        raise refusal
    return refusal
