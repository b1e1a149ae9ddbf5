"""The display board of a hall. The server draws it; after each event the screen asks for the drawn part again.

So there is one drawing only, and old part + event = fresh page holds by construction
(`frontend/js/board.js` adds the clock, the voice and the sign of a lost connection).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.directory.queries import office as office_named
from pendopo.kernel import clock
from pendopo.kernel.days import zone_label
from pendopo.queue.queries import board

#: How often each call is said, and how loud (per cent): the address of a screen may say otherwise.
_REPEAT = range(1, 4)
_REPEAT_USUAL = 2
_VOLUME = range(101)
_VOLUME_USUAL = 100


@public
@never_cache
@require_safe
def show(request: HttpRequest, office: str) -> HttpResponse:
    """/papan/<office>/: the whole screen. `?ulang=1..3` and `?suara=0..100` set repetition and volume."""
    facts = {
        "repeat": _chosen(request, "ulang", _REPEAT, _REPEAT_USUAL),
        "volume": _chosen(request, "suara", _VOLUME, _VOLUME_USUAL),
    }
    return _drawn(request, office, "queue/hall/board.html", facts)


@public
@never_cache
@require_safe
def content(request: HttpRequest, office: str) -> HttpResponse:
    """/papan/<office>/isi/: the part that changes."""
    return _drawn(request, office, "queue/hall/part_board.html", {})


def _drawn(request: HttpRequest, slug: str, template: str, facts: dict[str, object]) -> HttpResponse:
    office, now = office_named(slug), clock.now()
    state = board(office.id, now=now)
    context = {
        "office": office,
        "zone": office.zone,
        "zone_label": zone_label(office.zone),
        "now": now,
        "current": state.calls[0] if state.calls else None,
        "earlier": state.calls[1:],
        "lines": sorted(state.waiting, key=lambda line: (len(line.letter), line.letter)),
        **facts,
    }
    return render(request, template, context)


def _chosen(request: HttpRequest, name: str, allowed: range, usual: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 and int(text) in allowed else usual
