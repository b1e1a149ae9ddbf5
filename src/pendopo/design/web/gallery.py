"""The gallery: every component in every state, for those who build pages and for the accessibility checks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.design.public import public


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """One page with all components."""
    return render(request, "design/gallery/gallery.html")
