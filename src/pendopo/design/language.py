"""The language of a page: what the reader chose, kept in the cookie "bahasa", else Indonesian.

The browser's own preference is ignored on purpose: cheap phones are often set to English by the shop.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme

#: Seconds for which the choice is kept: one year.
KEPT = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """A language that can be chosen: its code, its own name, and the address that chooses it."""

    code: str
    name: str
    href: str


def known(code: str) -> bool:
    """Whether the site speaks this language."""
    return code in dict(settings.LANGUAGES)


def choices(request: HttpRequest) -> list[Choice]:
    """The languages of the site, each with an address that comes back to the page that is shown."""
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    address = reverse("design:language")
    return [
        Choice(code, name, f"{address}?{urlencode({'pilih': code, 'next': page})}")
        for code, name in settings.LANGUAGES
    ]


def way_back(request: HttpRequest, page: str) -> str:
    """`page` when it is an address path of this site, else the front page: never a road to another site."""
    here = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return page if here else "/"


class ChosenLanguageMiddleware(MiddlewareMixin):
    """Activates the chosen language for the request. Sync and async."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if known(chosen) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
