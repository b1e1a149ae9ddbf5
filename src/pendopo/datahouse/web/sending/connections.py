"""Connections: a key for a program that pushes; a page for each key and each source."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import connecting
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.queries.arrivals import own_dataset
from pendopo.datahouse.queries.connections import connection
from pendopo.datahouse.tasks.pulls import begin
from pendopo.datahouse.web.sending.showing import Fault, choices, faults
from pendopo.datahouse.web.sending.words import EVERY, MODES, OUTCOMES, SOURCES
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, Kind


@needs(Permission.DELIVER_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/kunci/: a new key, shown on the answer of the form and never again."""
    here = own_dataset(request.actor, slug)
    facts = {"here": here, "modes": choices({key.value: words for key, words in MODES.items()})}
    error = None
    if request.method == "POST":
        try:
            mode = _mode(request)
            ident, key = connecting.issue_push_key(
                slug=slug, label=request.POST.get("nama", ""), mode=mode, actor=request.actor, now=clock.now()
            )
            shown = {"key": key, "ident": ident, "commands": _commands(slug, key, mode)}
            return render(request, "datahouse/sending/key_made.html", facts | shown)
        except DomainError as refusal:
            if refusal.kind is not Kind.INVALID:
                raise
            error = refusal
    facts |= {"name": request.POST.get("nama", ""), "mode": request.POST.get("cara", Mode.REPLACE.value)}
    facts |= faults(error, "nama")
    return render(request, "datahouse/sending/key.html", facts, status=422 if error else 200)


def _commands(slug: str, key: str, mode: Mode) -> str:
    """What to type into a shell to try the key."""
    sign = '-H "Authorization: Bearer $KUNCI"'
    return "\n".join(
        (
            f"KUNCI={key}",
            f"ALAMAT={settings.ENV['PENDOPO_BASE_URL']}/api/v1/data/{slug}/deliveries",
            f'curl -sS $ALAMAT {sign} -H "Idempotency-Key: coba-1" -d \'{{"mode": "{mode.value}"}}\'',
            f'curl -sS -X PATCH $ALAMAT/ID {sign} -H "Upload-Offset: 0" --data-binary @data.ndjson',
            f"curl -sS -X POST $ALAMAT/ID/finish {sign}",
        )
    )


def _mode(request: HttpRequest) -> Mode:
    wanted = request.POST.get("cara", "")
    if wanted not in [one.value for one in Mode]:
        raise Invalid(gettext("Pilih apa yang terjadi dengan isi lama."), field="cara")
    return Mode(wanted)


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connection_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/kirim/sambungan/<id>/: how it goes, and stopping, resuming, ending it."""
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            _act(request, ident)
            return redirect("sending:connection", ident)
        except DomainError as refusal:
            errors = [Fault("#keadaan", explain(refusal))]
    here = connection(request.actor, ident)
    facts = {
        "here": here,
        "mode": MODES[here.mode][0],
        "source": SOURCES[here.target.source] if here.target else "",
        "every": EVERY[here.every],
        "turns": [(one, *OUTCOMES[one.outcome]) for one in here.fetches],
        "errors": errors,
    }
    return render(request, "datahouse/sending/connection.html", facts, status=422 if errors else 200)


def _act(request: HttpRequest, ident: UUID) -> None:
    wanted, now = request.POST.get("lakukan", ""), clock.now()
    if wanted == "hentikan":
        connecting.stop(connection=ident, actor=request.actor)
    elif wanted == "lanjutkan":
        connecting.resume(connection=ident, actor=request.actor, now=now)
    elif wanted == "akhiri":
        connecting.end(connection=ident, actor=request.actor, now=now)
    elif wanted == "ambil" and connection(request.actor, ident).may_act:
        begin(ident)
