"""Versions of a data set: the list, one as it was, and what differs between two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.queries.arrivals import own_dataset
from pendopo.datahouse.queries.comparing import SHOWN, difference, first_rows, own_versions
from pendopo.datahouse.web.sending.words import MODES


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def versions_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/versi/"""
    found = own_versions(request.actor, slug)
    facts = {
        "here": own_dataset(request.actor, slug),
        "versions": [(one, MODES[Mode(one.mode)][0]) for one in found],
        "newest": found[0].number if found else 0,
        "before": found[1].number if len(found) > 1 else 0,
    }
    return render(request, "datahouse/sending/versions.html", facts)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def version_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/versi/<number>/"""
    found = first_rows(request.actor, slug, number)
    facts = {"here": own_dataset(request.actor, slug), "found": found, "one": found.version, "shown": SHOWN}
    return render(request, "datahouse/sending/version.html", facts)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_safe
def compare_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/versi/bandingkan/?a=&b=: from the lower to the higher number."""
    numbers = sorted(int(one) for one in (request.GET.get("a", ""), request.GET.get("b", "")) if _whole(one))
    if len(set(numbers)) < 2:
        return redirect("sending:versions", slug)
    facts = {
        "here": own_dataset(request.actor, slug),
        "found": difference(request.actor, slug, numbers[0], numbers[1]),
        "shown": SHOWN,
    }
    return render(request, "datahouse/sending/compare.html", facts)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
