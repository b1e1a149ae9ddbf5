"""The survey kiosk by the exit: a service, one question per screen with faces and words, thanks, and nobody stays.

The device is known by its key (`kiosk_device.py`); without one these pages only say that they are not set up. A
kiosk asks no profile: others stand behind.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.accounts.policy_gate import public
from pendopo.design.trouble import ANSWERS, explain
from pendopo.directory.queries import OfficeView, ServiceView, rules_of, service, services_of
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.actor import Place
from pendopo.kernel.days import Month
from pendopo.kernel.errors import DomainError, NotFound
from pendopo.survey.actions import answer_at_kiosk
from pendopo.survey.domain.errors import KioskEnded
from pendopo.survey.queries import asked_besides, current_framework
from pendopo.survey.web.hall import kiosk_device as device

#: More tiles than these do not fit on a screen; then the institution is asked first.
_FITTING = 8
#: Only a question with four options from worst to best has a face beside each word.
_FACES = 4


@dataclass(frozen=True)
class Option:
    """One large button: the value that it sends, its words, and which of the four faces it shows (0: none)."""

    value: int
    text: str
    face: int


@dataclass(frozen=True)
class Asked:
    """One screen: a question of the framework or of the survey's own."""

    code: str
    text: str
    hint: str
    options: tuple[Option, ...]


@public
@never_cache
@require_safe
def start(request: HttpRequest, office: str) -> HttpResponse:
    """/survei/kios/<office>/: which service it was. Opening it forgets the answers of whoever stood here before."""
    place = office_named(office)
    try:
        kiosk = device.kiosk_here(request, place.id)
    except KioskEnded as error:
        may = allows(request.actor, Permission.TAKE_AT_KIOSK, _place(place))
        facts = {"message": explain(error), "may_set_up": may}
        return _page(request, place, "survey/kiosk/not_set_up.html", facts, HTTPStatus.FORBIDDEN)
    if kiosk.service_id is not None:
        facts = {"service": service(kiosk.service_id), "is_start": True}
        return device.forget_answers(_page(request, place, "survey/kiosk/start_one.html", facts))
    services = services_of(place.id)
    agency, page = request.GET.get("instansi", ""), request.GET.get("hal", "")
    tiles, more = _page_of(_tiles(office, services, agency), page)
    facts = {
        "is_start": not (agency or page),
        "tiles": tiles,
        "more": f"?instansi={agency}&hal={more}" if more else "",
    }
    return device.forget_answers(_page(request, place, "survey/kiosk/start.html", facts))


@public
@never_cache
@require_safe
def start_over(request: HttpRequest, office: str) -> HttpResponse:
    """/survei/kios/<office>/mulai/: forget the person, then the first page."""
    return device.forget_person(redirect("survey:kiosk", office_named(office).slug))


def _tiles(office: str, services: tuple[ServiceView, ...], agency: str) -> list[tuple[str, str, str]]:
    """Where a tile leads, its letter, its words: services, or institutions first where there are many."""
    agencies = dict.fromkeys((each.agency_id, each.agency_name) for each in services)
    if len(services) > _FITTING and len(agencies) > 1 and not agency:
        home = device.home(office)
        return [(f"{home}?instansi={number}", name[:1], name) for number, name in agencies]
    return [
        (reverse("survey:kiosk-begin", args=[office, each.id]), each.code, each.name)
        for each in services
        if agency in ("", str(each.agency_id))
    ]


def _page_of(tiles: list[tuple[str, str, str]], page: str) -> tuple[list[tuple[str, str, str]], int]:
    """The tiles that fit on the screen, and the page that follows (0: none): a kiosk has nothing to scroll."""
    if len(tiles) <= _FITTING:
        return tiles, 0
    each = _FITTING - 1
    at = min(int(page), len(tiles) // each) if page.isascii() and page.isdigit() and len(page) < 4 else 0
    return tiles[at * each : (at + 1) * each], at + 1 if (at + 1) * each < len(tiles) else 0


@public
@never_cache
@require_safe
def begin(request: HttpRequest, office: str, service_id: int) -> HttpResponse:
    """/survei/kios/<office>/mulai/<service>/: somebody has said which service it was."""
    place = office_named(office)
    device.kiosk_here(request, place.id)
    if service(service_id).office_id != place.id:
        raise NotFound
    person = device.Standing(service_id)
    return device.keep_standing(redirect("survey:kiosk-question", office, 1), person)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """/survei/kios/<office>/tanya/<n>/: a touch answers and leads on; after the last one the answers are kept."""
    place = office_named(office)
    kiosk = device.kiosk_here(request, place.id)
    person = device.standing(request)
    if person is None:
        return redirect("survey:kiosk", office)
    asked = _asked(person.service_id)
    if not 1 <= number <= len(asked) or any(each.code not in person.chosen for each in asked[: number - 1]):
        return redirect("survey:kiosk-question", office, 1)
    here = asked[number - 1]
    if request.method != "POST":
        facts = {
            "asked": here,
            "number": number,
            "total": len(asked),
            "back": number - 1,
            "service": service(person.service_id),
        }
        return _page(request, place, "survey/kiosk/question.html", facts)
    chosen = request.POST.get("jawaban", "")
    if chosen not in {"0", *(str(option.value) for option in here.options)}:
        return redirect("survey:kiosk-question", office, number)
    person = replace(person, chosen={**person.chosen, here.code: int(chosen)})
    if number < len(asked):
        return device.keep_standing(_onward("survey:kiosk-question", office, number + 1), person)
    return _send(request, place, kiosk, person)


def _send(
    request: HttpRequest, place: OfficeView, kiosk: device.KioskView, person: device.Standing
) -> HttpResponse:
    codes = current_framework().codes
    if not any(person.chosen.get(code) for code in codes):
        return device.forget_answers(_onward("survey:kiosk-thanks", place.slug))
    try:
        device.check_pace(kiosk)
        answer_at_kiosk(
            key=device.key_here(request),
            service_id=person.service_id,
            answers={code: person.chosen.get(code) or None for code in codes},
            own=person.chosen,
            now=clock.now(),
        )
    except DomainError as error:
        status = HTTPStatus(ANSWERS[error.kind].status)
        return _page(request, place, "survey/kiosk/refused.html", {"message": explain(error)}, status)
    return device.forget_answers(_onward("survey:kiosk-thanks", place.slug))


@public
@never_cache
@require_safe
def thanks(request: HttpRequest, office: str) -> HttpResponse:
    """/survei/kios/<office>/selesai/: thanks; the kiosk goes back to its start by itself."""
    return _page(request, office_named(office), "survey/kiosk/thanks.html", {"returns": 10})


def _asked(service_id: int) -> tuple[Asked, ...]:
    """The nine, then the survey's own questions."""
    nine = tuple(
        Asked(
            each.code,
            gettext(each.question),
            gettext(each.hint) if each.hint else "",
            tuple(Option(option.score, gettext(option.text), option.score) for option in each.options),
        )
        for each in current_framework().elements
    )
    month = Month.of(rules_of([service_id])[service_id].day(clock.now()))
    own = tuple(
        Asked(
            each.question.code,
            each.question.text,
            "",
            tuple(
                Option(at, text, at if each.question.in_index and len(each.question.options) == _FACES else 0)
                for at, text in enumerate(each.question.options, 1)
            ),
        )
        for each in asked_besides(service_id, month)
    )
    return nine + own


def _onward(name: str, *place: object) -> HttpResponse:
    """A redirect that never repeats a form."""
    response = redirect(name, *place)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _page(
    request: HttpRequest,
    place: OfficeView,
    template: str,
    facts: dict[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    home = reverse("survey:kiosk-start-over", args=[place.slug])
    context = {"office": place, "kiosk_home": home, **facts}
    return render(request, template, context, status=status)


def _place(office: OfficeView) -> Place:
    return Place(government_id=office.government_id, office_id=office.id)
