"""The gallery: every component in every state, for those who build pages and for the accessibility checks."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.design.public import public
from pendopo.design.web import samples
from pendopo.design.web.chart_samples import charts


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The components of citizens' pages."""
    return render(request, "design/gallery/gallery.html", asdict(samples.citizen()) | charts())


@public
@require_safe
def staff_gallery(request: HttpRequest) -> HttpResponse:
    """The components of staff pages: the counter's workplace, tables, doors to workplaces."""
    return render(request, "design/gallery/staff.html", asdict(samples.staff()))


@public
@require_safe
def kiosk_gallery(request: HttpRequest) -> HttpResponse:
    """The kiosk's tiles, number and idle warning."""
    return render(request, "design/gallery/kiosk.html", asdict(samples.citizen()))


@public
@require_safe
def board_gallery(request: HttpRequest) -> HttpResponse:
    """The display board with calls; `?keadaan=kosong` without calls, `?keadaan=terputus` without connection."""
    facts = asdict(samples.board())
    return render(request, "design/gallery/board.html", facts | {"state": request.GET.get("keadaan", "")})
