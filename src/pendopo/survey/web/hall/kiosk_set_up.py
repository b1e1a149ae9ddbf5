"""Staff makes a device a survey kiosk, and takes kiosks away."""

from http import HTTPStatus

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.directory.queries import OfficeView, service, services_of
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import Invalid
from pendopo.survey.actions import end_kiosk, set_up_kiosk
from pendopo.survey.queries import kiosks_of
from pendopo.survey.web.hall import kiosk_device as device
from pendopo.survey.web.questions import Fault


@needs(Permission.TAKE_AT_KIOSK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, office: str) -> HttpResponse:
    """/survei/kios/<office>/pasang/: make this device a kiosk (which signs the person out), or end one."""
    place = office_named(office)
    require(
        request.actor, Permission.TAKE_AT_KIOSK, Place(government_id=place.government_id, office_id=place.id)
    )
    if request.method != "POST":
        return _form(request, place, None)
    if ended := request.POST.get("lepas", ""):
        number = int(ended) if ended.isascii() and ended.isdigit() and len(ended) < 10 else 0
        end_kiosk(office_id=place.id, kiosk_id=number, actor=request.actor, now=clock.now())
        return redirect("survey:kiosk-set-up", office)
    try:
        key = set_up_kiosk(
            office_id=place.id,
            service_id=_service(request.POST.get("layanan", "")),
            name=request.POST.get("nama", ""),
            actor=request.actor,
            now=clock.now(),
        )
    except Invalid as error:
        return _form(request, place, error)
    # A kiosk stands open to everybody: nobody's rights may stay on it.
    logout(request)
    response = redirect("survey:kiosk", office)
    response.status_code = HTTPStatus.SEE_OTHER
    return device.keep_key(response, key)


def _service(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _form(request: HttpRequest, place: OfficeView, error: Invalid | None) -> HttpResponse:
    said = explain(error) if error else ""
    facts = {
        "office": place,
        "kiosks": [
            (each, service(each.service_id).name if each.service_id else gettext("Semua layanan"))
            for each in kiosks_of(place.id)
        ],
        "services": [
            {"value": "", "label": gettext("Semua layanan kantor ini")},
            *(
                {"value": str(each.id), "label": f"{each.code} · {each.name}"}
                for each in services_of(place.id)
            ),
        ],
        "name": request.POST.get("nama", "")[:60],
        "chosen": request.POST.get("layanan", ""),
        "error": said,
        "errors": [Fault("#nama", said)] if said else [],
    }
    return render(request, "survey/kiosk/set_up.html", facts, status=422 if said else 200)
