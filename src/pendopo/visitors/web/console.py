"""The console of the demo: how fast the day runs, and where to look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.policy_gate import public
from pendopo.directory.queries import default_office
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.queue.queries import board, services_now
from pendopo.roadmap.queries import roadmaps
from pendopo.visitors import queries
from pendopo.visitors.actions import SPEEDS, set_speed
from pendopo.visitors.web.phone import shown_codes


@public
@never_cache
@require_http_methods(["GET", "POST"])
def console(request: HttpRequest) -> HttpResponse:
    """Show the hall in figures; POST changes the speed."""
    if request.method == "POST":
        set_speed(_speed(request.POST.get("speed", "")))
        return HttpResponseRedirect(request.path)
    office = default_office(settings.ENV["PENDOPO_OFFICE"])
    now = clock.now()
    context = {
        "office": office,
        "speeds": SPEEDS,
        "speed": queries.speed(),
        "board": board(office.id, now=now),
        "codes": shown_codes(),
        "roadmap": next((one.slug for one in roadmaps()), ""),
        "waiting": sum(state.waiting for state in services_now(office.id, now=now)),
    }
    return render(request, "visitors/console.html", context)


def _speed(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 3:
        raise Invalid("Pilih salah satu kecepatan yang tersedia.", field="speed")
    return int(typed)
