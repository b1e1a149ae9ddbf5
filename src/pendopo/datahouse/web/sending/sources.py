"""A source from which the house fetches: the form, tried out before it is kept."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse.actions import connecting
from pendopo.datahouse.actions.connecting import PullWish
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import PORTS, Every, Source, Target, checked, web_target
from pendopo.datahouse.pulling.fetching import try_out
from pendopo.datahouse.queries.arrivals import own_dataset
from pendopo.datahouse.queries.connections import ConnectionView, connection
from pendopo.datahouse.tasks.pulls import begin, site_limits
from pendopo.datahouse.web.sending.showing import choices, faults
from pendopo.datahouse.web.sending.words import EVERY, MODES, SOURCES
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Forbidden, Invalid, Kind

#: Fields of the form besides the password, which is never shown again.
FIELDS = ("nama", "jenis", "host", "port", "user", "database", "query", "path", "since", "host_key", "tiap", "cara",
          "aman")  # fmt: skip


@needs(Permission.DELIVER_DATA)
@sensitive_post_parameters("rahasia")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/kirim/ke/<slug>/sumber/?jenis=: the form of one kind; "Coba" tries, "Simpan" keeps."""
    here = own_dataset(request.actor, slug)
    kind = request.POST.get("jenis") or request.GET.get("jenis", "")
    if kind not in [one.value for one in Source]:
        return render(request, "datahouse/sending/source_kind.html", {"here": here, "sources": _kinds()})
    first = {
        "jenis": kind,
        "port": str(PORTS[Source(kind)]),
        "tiap": Every.DAY.value,
        "cara": "replace",
        "aman": "1",
    }
    return _form(request, here.slug, here.title, None, first)


@needs(Permission.DELIVER_DATA)
@sensitive_post_parameters("rahasia")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/kirim/sambungan/<id>/ubah/"""
    here = connection(request.actor, ident)
    if here.target is None or not here.may_act or here.ended:
        raise Forbidden
    return _form(request, here.slug, here.title, here, _typed_from(here))


def _form(
    request: HttpRequest, slug: str, title: str, here: ConnectionView | None, first: dict[str, str]
) -> HttpResponse:
    error, tried = None, None
    typed = {name: request.POST.get(name, "") for name in FIELDS} if request.method == "POST" else first
    if request.method == "POST":
        try:
            wish = _wish(request)
            if request.POST.get("lakukan") == "simpan":
                return _keep(request, slug, here, wish)
            tried = _tried(request, here, wish, typed)
        except DomainError as refusal:
            if refusal.kind not in (Kind.INVALID, Kind.UNAVAILABLE):
                raise
            error = refusal
    facts = {
        "slug": slug, "title": title, "here": here, "typed": typed, "tried": tried,
        "source": SOURCES[Source(typed["jenis"])], "kind": typed["jenis"],
        "database": typed["jenis"] in (Source.POSTGRESQL, Source.MYSQL),
        "every": [{"value": one.value, "label": words} for one, words in EVERY.items()],
        "modes": choices({key.value: words for key, words in MODES.items()}),
        "hosts": settings.ENV["PENDOPO_PULL_HOSTS"], **faults(error, "host"),
    }  # fmt: skip
    return render(request, "datahouse/sending/source.html", facts, status=422 if error else 200)


def _keep(request: HttpRequest, slug: str, here: ConnectionView | None, wish: PullWish) -> HttpResponse:
    hosts, now = settings.ENV["PENDOPO_PULL_HOSTS"], clock.now()
    if here is None:
        ident = connecting.add_source(slug=slug, wish=wish, hosts=hosts, actor=request.actor, now=now)
    else:
        ident = here.id
        connecting.change_source(connection=ident, wish=wish, hosts=hosts, actor=request.actor, now=now)
    begin(ident)
    return redirect("sending:connection", ident)


def _tried(
    request: HttpRequest, here: ConnectionView | None, wish: PullWish, typed: dict[str, str]
) -> dict[str, Any]:
    """What the source gives, or for a file server without a pinned key the key that it shows."""
    limits = site_limits()
    target = checked(wish.target, settings.ENV["PENDOPO_PULL_HOSTS"])
    if target.source is Source.SFTP and not target.host_key:
        from pendopo.datahouse.pulling.sftp import host_key_of  # loads its library, which few need

        typed["host_key"], fingerprint = host_key_of(target.host, target.port, limits)
        return {"fingerprint": fingerprint}
    secret = wish.secret
    if (
        not secret
        and here is not None
        and here.target
        and (here.target.host, here.target.port) == (target.host, target.port)
    ):
        secret = connecting.secret_of(connection=here.id, actor=request.actor)
    with tempfile.TemporaryDirectory() as folder:
        found = try_out(target, secret, Path(folder), limits)
        size = found.file.stat().st_size
    return {"name": found.name, "columns": found.columns, "rows": found.rows, "size": size}


def _wish(request: HttpRequest) -> PullWish:
    posted = request.POST
    every, mode = posted.get("tiap", ""), posted.get("cara", "")
    if every not in [one.value for one in Every] or mode not in [one.value for one in Mode]:
        raise Invalid(gettext("Pilih seberapa sering dan bagaimana isinya disimpan."), field="tiap")
    return PullWish(
        label=posted.get("nama", ""),
        target=_target(request),
        secret=posted.get("rahasia", ""),
        every=Every(every),
        mode=Mode(mode),
    )


def _target(request: HttpRequest) -> Target:
    posted = request.POST
    source = Source(posted.get("jenis", ""))
    if source is Source.WEB:
        return web_target(posted.get("path", ""), user=posted.get("user", "").strip())
    port = posted.get("port", "").strip()
    if not (port.isascii() and port.isdigit() and len(port) < 6):
        raise Invalid(gettext("Tulis nomor porta, misalnya {port}."), field="port", port=PORTS[source])
    return Target(
        source=source,
        host=posted.get("host", "").strip().lower(),
        port=int(port),
        secure=posted.get("aman") == "1",
        **{
            name: posted.get(name, "").strip()
            for name in ("user", "database", "query", "path", "since", "host_key")
        },
    )


def _typed_from(here: ConnectionView) -> dict[str, str]:
    target = here.target
    assert target is not None  # noqa: S101 the caller asked
    named = {name: str(getattr(target, name)) for name in
             ("host", "port", "user", "database", "query", "path", "since", "host_key")}  # fmt: skip
    return named | {
        "nama": here.label, "jenis": target.source.value, "tiap": here.every.value, "cara": here.mode.value,
        "aman": "1" if target.secure else "",
    }  # fmt: skip


def _kinds() -> list[tuple[str, Any, Any]]:
    hints = {
        Source.POSTGRESQL: gettext(
            "Rumah data menjalankan satu SELECT dengan pengguna yang hanya boleh membaca."
        ),
        Source.MYSQL: gettext("Rumah data menjalankan satu SELECT dengan pengguna yang hanya boleh membaca."),
        Source.WEB: gettext("Rumah data mengunduh berkas CSV, XLSX, JSON, atau GeoJSON dari alamat tetap."),
        Source.SFTP: gettext("Rumah data mengambil berkas yang Anda letakkan di server."),
    }
    return [(one.value, words, hints[one]) for one, words in SOURCES.items()]
