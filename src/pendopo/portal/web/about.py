"""What this site is, what it keeps of people, and whom it still does not serve well."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """A page of text."""
    facts = {"days": settings.ENV["PENDOPO_SURVEY_DAYS"], "minimum": settings.ENV["PENDOPO_SURVEY_MINIMUM"]}
    return render(request, "portal/about.html", facts)
