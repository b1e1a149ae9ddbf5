"""The gate in front of every Django page: no page runs unless it says who may open it.

    @public                             anybody, without account
    @signed_in                          any account
    @needs(Permission.CALL_TICKETS)     accounts that have this permission at some place

The mark opens the page. What may be done there, at which place, the action asks the policy with the full place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from pendopo.accounts import queries
from pendopo.accounts.domain.policy import Permission, allows_somewhere
from pendopo.kernel.actor import CITIZEN, Actor
from pendopo.kernel.errors import Unauthenticated

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    """Who may open a page: everybody, every account, or accounts with a permission."""

    needs_account: bool
    permission: Permission | None = None


PUBLIC = Policy(needs_account=False)
SIGNED_IN = Policy(needs_account=True)

#: Views of others that cannot carry a mark, by the app name under which their addresses are mounted.
THIRD_PARTY = {
    "admin": Policy(needs_account=True, permission=Permission.EDIT_DIRECTORY),
}
#: A view counts as a third party's only if it comes from there; our own views carry their mark.
THIRD_PARTY_PACKAGES = ("django.contrib.admin.",)


def public(view: View) -> View:
    """Mark a page that anybody may open."""
    return _marked(view, PUBLIC)


def signed_in(view: View) -> View:
    """Mark a page that every account may open, also one without any role."""
    return _marked(view, SIGNED_IN)


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a page that only accounts with `permission` (at some place) may open."""
    return lambda view: _marked(view, Policy(needs_account=True, permission=permission))


def policy_of(view: Callable[..., Any], app_names: list[str]) -> Policy | None:
    """The policy of a view that is mounted under `app_names`; None if nobody decided about it."""
    marked = getattr(view, "policy", None)
    if isinstance(marked, Policy):
        return marked
    if app_names and view.__module__.startswith(THIRD_PARTY_PACKAGES):
        return THIRD_PARTY.get(app_names[0])
    return None


class PolicyGateMiddleware(MiddlewareMixin):
    """Puts `request.actor` on every request and lets only decided pages run, for the right people."""

    def process_request(self, request: HttpRequest) -> None:
        """Say who asks. Without a session cookie nothing is looked up, and caches may keep the page."""
        request.actor = _actor_of(request)  # type: ignore[attr-defined]

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the page run. A page without mark is a fault of the program and is refused as one."""
        match = request.resolver_match
        policy = policy_of(view, match.app_names if match else [])
        if policy is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} does not name its policy")
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not policy.needs_account:
            return None
        if actor.account_id is None:
            return _to_sign_in(request)
        if policy.permission and not allows_somewhere(actor, policy.permission):
            raise PermissionDenied
        return None


def _marked(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def _actor_of(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return CITIZEN
    try:
        return queries.actor_of(request.user.pk)
    except Unauthenticated:
        return CITIZEN


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back. A fragment that htmx asked for must not become a page inside a page."""
    if request.headers.get("HX-Request") == "true":
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = redirect_to_login(here.path or "/").url
        return answer
    # A form that was sent cannot be sent again by following a link: lead to the page it belongs to at best.
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else settings.LOGIN_REDIRECT_URL
    return redirect_to_login(back)
