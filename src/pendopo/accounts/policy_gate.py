"""The gate in front of every Django page: no page runs unless it says who may open it.

    @public                             anybody, without account
    @signed_in                          any account
    @signed_in_halfway                  any account, also one that still has to set up its second factor
    @needs(Permission.CALL_TICKETS)     accounts that have this permission at some place

The mark opens the page. What may be done there, at which place, the action asks the policy with the full place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from pendopo.accounts import queries
from pendopo.accounts.domain.policy import Permission, require_somewhere
from pendopo.accounts.domain.second_factor import must_have_one
from pendopo.design.trouble import refusal_page
from pendopo.kernel.actor import CITIZEN, Actor
from pendopo.kernel.errors import DomainError, Unauthenticated

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    """Who may open a page: everybody, every account, or accounts with a permission.

    `halfway`: also for people whose role demands a second factor that they have not set up.
    """

    needs_account: bool
    permission: Permission | None = None
    halfway: bool = False


PUBLIC = Policy(needs_account=False)
SIGNED_IN = Policy(needs_account=True)
HALFWAY = Policy(needs_account=True, halfway=True)

#: Whoever opens Django's admin may edit something there; each of its pages asks for the permission it needs.
ADMIN = Policy(needs_account=True, permission=Permission.EDIT_DIRECTORY)

#: Views that cannot carry a mark of ours, by the app name under which their addresses are mounted.
THIRD_PARTY = {"admin": ADMIN}

#: The mark of pages in apps below this one, which cannot import it.
PUBLIC_WORD = "public"


def public(view: View) -> View:
    """Mark a page that anybody may open."""
    return _marked(view, PUBLIC)


def signed_in(view: View) -> View:
    """Mark a page that every account may open, also one without any role."""
    return _marked(view, SIGNED_IN)


def signed_in_halfway(view: View) -> View:
    """Mark a page on the way to a second factor."""
    return _marked(view, HALFWAY)


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a page that only accounts with `permission` (at some place) may open."""
    return lambda view: _marked(view, Policy(needs_account=True, permission=permission))


def policy_of(view: Callable[..., Any], app_names: list[str]) -> Policy | None:
    """The policy of a view that is mounted under `app_names`; None if nobody decided about it."""
    marked = getattr(view, "policy", None)
    if isinstance(marked, Policy):
        return marked
    if marked == PUBLIC_WORD:
        return PUBLIC
    return THIRD_PARTY.get(app_names[0]) if app_names else None


class PolicyGateMiddleware(MiddlewareMixin):
    """Puts `request.actor` on every request and lets only decided pages run, for the right people."""

    def process_request(self, request: HttpRequest) -> None:
        """Say who asks. Without a session cookie nothing is looked up."""
        request.actor = _actor_of(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the page run. A page without mark is a fault of the program and is refused as one."""
        match = request.resolver_match
        policy = policy_of(view, match.app_names if match else [])
        if policy is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} does not name its policy")
        try:
            _check(policy, request.actor)
        except DomainError as refusal:
            # Raised from here it would pass by the middleware that explains refusals of views.
            return refusal_page(request, refusal)
        if policy.needs_account and not policy.halfway and _lacks_second_factor(request.actor):
            return redirect_to_login(_page_afterwards(request), reverse("mfa_index"))
        return None


def _check(policy: Policy, actor: Actor) -> None:
    if policy.needs_account and actor.account_id is None:
        raise Unauthenticated
    if policy.permission:
        require_somewhere(actor, policy.permission)


def _lacks_second_factor(actor: Actor) -> bool:
    """Whether a role of the actor demands a second factor that is missing."""
    if actor.account_id is None or not must_have_one(actor.grants, settings.ENV["PENDOPO_MFA_ROLES"]):
        return False
    return not queries.has_second_factor(actor.account_id)


def _page_afterwards(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in {"GET", "HEAD"} else settings.LOGIN_REDIRECT_URL


def _marked(view: View, policy: Policy) -> View:
    view.policy = policy
    return view


def _actor_of(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return CITIZEN
    try:
        return queries.actor_of(request.user.pk)
    except Unauthenticated:
        return CITIZEN
