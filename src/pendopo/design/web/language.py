"""Choosing the language of the site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from pendopo.design.language import KEPT, known, way_back
from pendopo.design.public import public


@public
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice and return to the page. A link and not a form: it works everywhere and changes nothing else.

    An unknown language is ignored; an address outside the site leads to the front page.
    """
    response = HttpResponseRedirect(way_back(request, request.GET.get("next", "/")))
    chosen = request.GET.get("pilih", "")
    if known(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=KEPT,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    response.headers["Cache-Control"] = "no-store"
    return response
