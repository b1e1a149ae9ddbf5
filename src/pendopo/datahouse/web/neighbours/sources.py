"""/rumah-data/tetangga/katalog/<id>/: how a catalogue is read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import harvesting
from pendopo.datahouse.queries import neighbours
from pendopo.datahouse.tasks.neighbours import begin_harvest
from pendopo.datahouse.web.neighbours.place import home
from pendopo.datahouse.web.neighbours.words import RUN_KINDS, RUN_STATES


@needs(Permission.PUBLISH_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """Its readings; read it now, stop reading it, begin again."""
    if request.method == "POST":
        _act(request, ident)
        return redirect("neighbours:source", ident)
    one = neighbours.source(ident)
    runs = [(run, RUN_KINDS[run.state], RUN_STATES[run.state]) for run in one.runs]
    return render(request, "datahouse/neighbours/source.html", {"one": one, "runs": runs})


def _act(request: HttpRequest, ident: UUID) -> None:
    if request.POST.get("lakukan") == "baca":
        require(request.actor, Permission.PUBLISH_DATA, home())
        begin_harvest(ident)
        return
    active = request.POST.get("lakukan") == "lanjutkan"
    harvesting.set_source_active(actor=request.actor, place=home(), source=ident, active=active)
