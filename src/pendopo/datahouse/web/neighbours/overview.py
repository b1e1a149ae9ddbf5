"""/rumah-data/tetangga/: whose catalogues we read, and whom we tell."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import harvesting, telling
from pendopo.datahouse.domain.neighbour_errors import AddressRefused, SourceTaken
from pendopo.datahouse.queries import neighbours
from pendopo.datahouse.tasks.neighbours import begin_harvest
from pendopo.datahouse.web.neighbours.place import faults, home
from pendopo.datahouse.web.neighbours.words import RUN_KINDS, RUN_STATES
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.PUBLISH_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Both lists, each with a form for one more."""
    error: DomainError | None = None
    form = request.POST.get("lakukan", "")
    if request.method == "POST":
        try:
            if form == "katalog":
                begin_harvest(_added_source(request))
                return redirect("neighbours:overview")
            return redirect("neighbours:hook", _added_hook(request))
        except (Invalid, AddressRefused, SourceTaken) as refusal:
            error = refusal
    facts = {
        "sources": [
            (
                one,
                RUN_KINDS[one.last.state] if one.last else "",
                RUN_STATES[one.last.state] if one.last else "",
            )
            for one in neighbours.sources()
        ],
        "hooks": neighbours.hooks(),
        "typed": request.POST,
        **faults(form, error),
    }
    return render(request, "datahouse/neighbours/overview.html", facts, status=422 if error else 200)


def _added_source(request: HttpRequest) -> UUID:
    names = request.POST.get("katalog_organisasi", "").replace(",", " ").split()
    return harvesting.add_source(
        actor=request.actor, place=home(), title=request.POST.get("katalog_nama", ""),
        url=request.POST.get("katalog_alamat", ""), organizations=tuple(names[:20]), now=clock.now(),
    )  # fmt: skip


def _added_hook(request: HttpRequest) -> UUID:
    return telling.add_hook(
        actor=request.actor, place=home(), title=request.POST.get("penerima_nama", ""),
        url=request.POST.get("penerima_alamat", ""), now=clock.now(),
    )  # fmt: skip
