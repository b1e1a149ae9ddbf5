"""For those who look after the site: how the public record is doing, and what to do."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.kernel import clock
from pendopo.ledger.files.witness import witnesses_of_ours
from pendopo.portal.queries import record_page


@needs(Permission.ADMINISTER)
@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/catatan-publik/"""
    now, policy = clock.now(), witnesses_of_ours(Path(settings.ENV["PENDOPO_DATA"]).absolute())
    return render(request, "portal/record.html", {"logs": record_page(policy, now), "now": now})
