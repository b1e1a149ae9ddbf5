"""Promises after a survey, for those who make and keep them, and for everybody who wants to see what became of them."""

import unicodedata
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.survey.actions import follow_ups as actions
from pendopo.survey.domain.follow_up import FollowUpState, Promise
from pendopo.survey.domain.periods import Period
from pendopo.survey.queries import ScopeView, current_framework
from pendopo.survey.queries.follow_ups import FollowUpView, follow_up_page, of_scope, owners
from pendopo.survey.queries.reading import scopes_allowed
from pendopo.survey.web.questions import Fault
from pendopo.survey.web.reading import chosen_scope
from pendopo.survey.wording.choices import period_choices, scope_choices
from pendopo.survey.wording.promises import PromiseCard, promise_card

#: What one can tell of a promise that is open, and of one that is done.
WHILE_OPEN = (
    (FollowUpState.RUNNING, _("Berjalan")),
    (FollowUpState.DONE, _("Selesai")),
    (FollowUpState.CANCELLED, _("Dibatalkan")),
)
WHEN_DONE = ((FollowUpState.RUNNING, _("Dibuka lagi, karena belum tuntas")),)


@needs(Permission.FOLLOW_UP)
@never_cache
@require_safe
def follow_ups_page(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/tindak-lanjut/: all promises about a scope, open ones first."""
    scopes = scopes_allowed(request.actor, Permission.FOLLOW_UP)
    scope = chosen_scope(scopes, request.GET.get("lingkup", ""))
    found = of_scope(scope.scope, today=_today(), minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"])
    facts = {
        "scope": scope,
        "scopes": scope_choices(scopes),
        "cards": [_staff_card(each) for each in found],
    }
    return render(request, "survey/staff/follow_ups.html", facts)


@needs(Permission.FOLLOW_UP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def promise_page(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/tindak-lanjut/baru/: promise a remedy for one element."""
    scopes = scopes_allowed(request.actor, Permission.FOLLOW_UP)
    sent = request.POST if request.method == "POST" else request.GET
    scope = chosen_scope(scopes, sent.get("lingkup", ""))
    if request.method != "POST":
        return _promise_form(request, scopes, scope, None)
    try:
        number = actions.promise(
            promise=_read_promise(request, scope),
            due=_day(request.POST.get("tenggat", "")),
            actor=request.actor,
            now=clock.now(),
            zone=ZoneInfo(settings.TIME_ZONE),
        )
    except Invalid as error:
        return _promise_form(request, scopes, scope, error)
    return redirect("survey:follow-up", number=number)


@needs(Permission.FOLLOW_UP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_staff_page(request: HttpRequest, number: int) -> HttpResponse:
    """/ruang-kerja/survei/tindak-lanjut/<number>/: its history, and what happened next."""
    error: DomainError | None = None
    if request.method == "POST":
        try:
            _tell(request, number)
            return redirect("survey:follow-up", number=number)
        except Invalid as refusal:
            error = refusal
    found = follow_up_page(number, today=_today(), minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"])
    last, said = found.follow_up.last, explain(error) if error else ""
    states = WHILE_OPEN if found.follow_up.is_open else WHEN_DONE if last.state is FollowUpState.DONE else ()
    field = str(error.facts["field"]) if error else ""
    facts = {
        "card": _staff_card(found),
        "number": number,
        "states": [{"value": state.value, "label": text} for state, text in states],
        "state": request.POST.get("keadaan", FollowUpState.RUNNING.value),
        "due": request.POST.get("tenggat", last.due.isoformat()),
        "note": request.POST.get("catatan", ""),
        "evidence": request.POST.get("bukti", ""),
        "faults": {field: said},
        "errors": [Fault(f"#{field}", said)] if error else [],
    }
    return render(request, "survey/staff/follow_up.html", facts, status=422 if error else 200)


@public
@require_safe
def follow_up_public_page(request: HttpRequest, number: int) -> HttpResponse:
    """/tindak-lanjut/<number>/: one promise for everybody, with every step."""
    found = follow_up_page(number, today=_today(), minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"])
    response = render(request, "survey/public/follow_up.html", {"card": promise_card(found)})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _staff_card(found: FollowUpView) -> PromiseCard:
    return promise_card(found, href=reverse("survey:follow-up", args=[found.follow_up.id]))


def _tell(request: HttpRequest, number: int) -> None:
    try:
        state = FollowUpState(request.POST.get("keadaan", ""))
    except ValueError:
        raise Invalid(gettext("Pilih keadaan dari daftar."), "keadaan") from None
    actions.tell(
        follow_up_id=number,
        state=state,
        due=_day(request.POST.get("tenggat", "")),
        note=_text(request, "catatan"),
        evidence=_text(request, "bukti"),
        actor=request.actor,
        now=clock.now(),
        zone=ZoneInfo(settings.TIME_ZONE),
    )


def _read_promise(request: HttpRequest, scope: ScopeView) -> Promise:
    agency = request.POST.get("instansi", "")
    return Promise(
        scope=scope.scope,
        element=request.POST.get("unsur", ""),
        period=Period.parse(request.POST.get("periode", "")),
        heard=_text(request, "suara"),
        plan=_text(request, "rencana"),
        owner_agency_id=int(agency) if agency.isascii() and agency.isdigit() and len(agency) < 10 else 0,
        owner=_text(request, "pemilik"),
    )


def _promise_form(
    request: HttpRequest, scopes: tuple[ScopeView, ...], scope: ScopeView, error: Invalid | None
) -> HttpResponse:
    sent = request.POST if error else request.GET
    said, field = (explain(error), str(error.facts["field"])) if error else ("", "")
    agencies = owners(scope.scope, request.actor)
    usual = scope.services[0].agency_id if scope.services else 0
    facts = {
        "scope": scope,
        "scopes": scope_choices(scopes),
        "periods": period_choices(_today()),
        "elements": [
            {"value": each.code, "label": f"{each.code} {gettext(each.name)}"}
            for each in current_framework().elements
        ],
        "agencies": [{"value": str(each.id), "label": each.name} for each in agencies],
        "agency": sent.get("instansi", "") or str(scope.scope.agency_id or usual),
        "given": {
            name: sent.get(name, "")
            for name in ("periode", "unsur", "suara", "rencana", "pemilik", "tenggat")
        },
        "faults": {field: said},
        "errors": [Fault(f"#{field}", said)] if error else [],
    }
    return render(request, "survey/staff/promise.html", facts, status=422 if error else 200)


def _text(request: HttpRequest, name: str) -> str:
    """A typed text in the one form in which the record's fingerprint is computed."""
    return unicodedata.normalize("NFC", " ".join(request.POST.get(name, "").replace("\x00", "").split()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(gettext("Tulis tenggat sebagai tanggal, misalnya 2026-12-31."), "tenggat") from None


def _today() -> date:
    return local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))
