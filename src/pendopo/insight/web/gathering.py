"""Evidence from operations: choose the agency, gather, look at the drafts."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment.domain.pieces import Owner
from pendopo.assessment.files.site import site_intake
from pendopo.assessment.queries.evidence import owners
from pendopo.design.trouble import explain
from pendopo.insight.actions import Draft, gather_evidence
from pendopo.insight.exports import gathered_pdf
from pendopo.insight.providers import providers
from pendopo.kernel import clock
from pendopo.kernel.errors import Forbidden, Invalid


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_page(request: HttpRequest) -> HttpResponse:
    """/data-dukung/dari-sistem/"""
    choices = owners(request.actor)
    if not choices:
        raise Forbidden
    drafts: tuple[Draft, ...] | None = None
    error = None
    if request.method == "POST":
        try:
            drafts = _gather(request)
        except Invalid as refusal:
            error = refusal
    facts = {
        "agencies": [{"value": f"{one.government_id}.{one.agency_id}", "label": one.name} for one in choices],
        "chosen": request.POST.get("perangkat", ""),
        "providers": [one.title for one in _providers()],
        "drafts": drafts,
        "error": explain(error) if error else "",
        "errors": [{"href": "#perangkat", "text": explain(error)}] if error else [],
    }
    return render(request, "insight/gathering.html", facts, status=422 if error else 200)


def _gather(request: HttpRequest) -> tuple[Draft, ...]:
    return gather_evidence(
        providers=_providers(),
        draw=gathered_pdf,
        intake=site_intake(),
        owner=_owner(request),
        actor=request.actor,
        now=clock.now(),
    )


def _providers():
    return providers(survey_minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"])


def _owner(request: HttpRequest) -> Owner:
    government, _, agency = request.POST.get("perangkat", "").partition(".")
    if not (government.isdecimal() and agency.isdecimal() and len(government + agency) < 18):
        raise Invalid(gettext("Pilih perangkat daerah dari daftar."), "perangkat")
    return Owner(int(government), int(agency), ZoneInfo(settings.TIME_ZONE))
