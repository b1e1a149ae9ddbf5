"""The workplace of an officer: choose a counter, call, serve, finish.

Works as plain forms; `frontend/js/counter.js` only spares the reload of the page and listens to the keyboard.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.directory.queries import CounterView, OfficeView, counter, office_by_id, offices
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.queue.domain.errors import CounterBusy, WrongState
from pendopo.queue.domain.ticket import State
from pendopo.queue.queries import desk
from pendopo.queue.queries.hall import hall
from pendopo.queue.web.hall.presses import PRESSES, Press

#: Marks what a pressed button says; greetings of the sign-in are not for the workplace.
_OWN = "loket"


@needs(Permission.CALL_TICKETS)
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """/loket/: the counters at which this person may call."""
    actor, now = request.actor, clock.now()
    halls = [
        {
            "hall": hall(office.id, now=now),
            "may_close": allows(actor, Permission.SUPERVISE, _place(office)),
        }
        for office in offices()
        if allows(actor, Permission.CALL_TICKETS, _place(office))
    ]
    return render(request, "queue/hall/counters.html", {"halls": halls})


@needs(Permission.CALL_TICKETS)
@never_cache
@require_safe
def workplace(request: HttpRequest, counter_id: int) -> HttpResponse:
    """/loket/<id>/: everything that the officer needs while serving."""
    place = _own_counter(counter_id, request.actor)
    result = " ".join(str(one) for one in messages.get_messages(request) if one.extra_tags == _OWN)
    return _shown(request, place, {"result": result})


@needs(Permission.CALL_TICKETS)
@never_cache
@require_safe
def lines(request: HttpRequest, counter_id: int) -> HttpResponse:
    """/loket/<id>/antrean/: the part of the workplace that changes by itself. Reads no messages."""
    return _shown(request, _own_counter(counter_id, request.actor), {}, template="queue/hall/part_lines.html")


@needs(Permission.CALL_TICKETS)
@never_cache
@require_POST
def press(request: HttpRequest, counter_id: int) -> HttpResponse:
    """/loket/<id>/langkah/: one pressed button. 303 back to the workplace, which says what came of it.

    A screen that shows an older state gets the fresh one and a sentence (409); nothing has happened then.
    """
    place = _own_counter(counter_id, request.actor)
    step = PRESSES.get(request.POST.get("langkah", ""))
    if step is None:
        raise Invalid(gettext("Tombol ini tidak dikenal. Muat ulang halaman, lalu coba lagi."), "langkah")
    pressed = Press(
        counter=place,
        held=request.POST.get("tiket", ""),
        service_id=request.POST.get("layanan", ""),
        actor=request.actor,
        now=clock.now(),
    )
    try:
        messages.success(request, step(pressed), extra_tags=_OWN)
    except Invalid as refusal:
        return _refused(request, place, HTTPStatus.UNPROCESSABLE_ENTITY, explain(refusal))
    except (WrongState, CounterBusy, NotFound):
        return _refused(request, place, HTTPStatus.CONFLICT)
    response = redirect("queue:workplace", counter_id)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _refused(request: HttpRequest, place: CounterView, status: HTTPStatus, problem: str = "") -> HttpResponse:
    """The workplace as it is now, with what was wrong; without `problem` the screen was out of date."""
    title = gettext("Pilihan belum lengkap") if problem else gettext("Status sudah berubah")
    stale = gettext(
        "Layar tadi menampilkan keadaan lama, jadi tidak ada yang dijalankan. Ini keadaan terbaru."
    )
    return _shown(request, place, {"problem_title": title, "problem": problem or stale}, status=status)


def _shown(
    request: HttpRequest,
    place: CounterView,
    facts: dict[str, object],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    template: str = "queue/hall/workplace.html",
) -> HttpResponse:
    office = office_by_id(place.office_id)
    state = desk(place.id, now=clock.now())
    held = state.held
    context = {
        "desk": state,
        "held": held,
        "office": office,
        "zone": office.zone,
        "is_called": held is not None and held.state is State.CALLED,
        "held_key": f"{held.id}.{held.state}.{held.calls}.{held.service_id}" if held else "",
        **facts,
    }
    return render(request, template, context, status=status)


def _own_counter(counter_id: int, actor: Actor) -> CounterView:
    """The counter, if the actor may call there."""
    place = counter(counter_id)
    require(
        actor, Permission.CALL_TICKETS, Place(government_id=place.government_id, office_id=place.office_id)
    )
    return place


def _place(office: OfficeView) -> Place:
    return Place(government_id=office.government_id, office_id=office.id)
