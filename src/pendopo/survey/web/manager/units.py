"""Codes for the walls of units without a queue: the list, a new code, the poster to print."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.directory.queries import office_by_id, service
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.survey.actions import make_unit_code
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.exports import unit_poster
from pendopo.survey.queries import place_of, units_of
from pendopo.survey.web.manager.places import own_services


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/survei/unit/: every service of this person with the code on its wall, if it has one."""
    places = own_services(request.actor, Permission.EDIT_SURVEYS)
    codes = units_of([each.id for _, services in places for each in services])
    facts = {
        "places": [(place, [(each, codes.get(each.id)) for each in services]) for place, services in places],
        "made": request.GET.get("baru", ""),
    }
    return render(request, "survey/manager/units.html", facts)


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_POST
def make_code(request: HttpRequest, service_id: int) -> HttpResponse:
    """/ruang-kerja/survei/unit/<service>/: a new code; posters with the one before lead nowhere any more."""
    make_unit_code(service_id=service_id, actor=request.actor, now=clock.now())
    return redirect(f"{reverse('survey:units')}?baru={service_id}#unit-{service_id}")


@needs(Permission.EDIT_SURVEYS)
@never_cache
@require_safe
def poster(request: HttpRequest, service_id: int) -> HttpResponse:
    """/ruang-kerja/survei/unit/<service>/poster.pdf"""
    found = service(service_id)
    office = office_by_id(found.office_id)
    require(
        request.actor,
        Permission.EDIT_SURVEYS,
        place_of(Scope(office.government_id, service_id=service_id)),
    )
    code = units_of([service_id]).get(service_id)
    if code is None:
        raise NotFound
    address = settings.ENV["PENDOPO_BASE_URL"].rstrip("/") + reverse("survey:unit", args=[code.key])
    return HttpResponse(
        unit_poster(found.name, office.name, address),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="poster-survei-{found.slug}.pdf"'},
    )
