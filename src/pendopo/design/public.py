"""Marks a page of this app as open to everybody.

`accounts.policy_gate` lets only marked views run. It lies above this app, which therefore sets the same mark itself.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def public(view: View) -> View:
    """Mark `view` as open to everybody, without sign-in."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view
