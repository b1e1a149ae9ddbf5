"""Saved questions, and links by which a program fetches their answers for some days."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public
from pendopo.accounts.queries import actor_of
from pendopo.datahouse.actions.questions import ask_question, forget_question, save_question
from pendopo.datahouse.answering.site import site_bounds, site_key, site_work
from pendopo.datahouse.domain.asking_errors import LinkOver
from pendopo.datahouse.exports.answers import FORMS
from pendopo.datahouse.queries.analysts import analyst
from pendopo.datahouse.queries.desk import saved_for, saved_question
from pendopo.datahouse.web.analyst.asking import analyst_of
from pendopo.datahouse.web.analyst.showing import Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Unauthenticated

#: For how long a link works.
LINK_LASTS = timedelta(days=7)
_signer = TimestampSigner(salt="pendopo.datahouse.link")


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_page(request: HttpRequest) -> HttpResponse:
    """/rumah-data/tanya/tersimpan/: all that one may read; a POST keeps another."""
    here, errors = analyst_of(request), []
    if request.method == "POST":
        try:
            ident = save_question(
                actor=request.actor, now=clock.now(), analyst=here, saved_id=None,
                title=request.POST.get("judul", ""), sql=request.POST.get("sql", ""),
                shared=bool(request.POST.get("bagikan")),
            )  # fmt: skip
            return redirect("asking:one", ident)
        except DomainError as refusal:
            errors = [Fault("#judul", explain(refusal))]
    facts = {
        "here": here,
        "kept": saved_for(actor=request.actor, analyst=here),
        "typed": request.POST,
        "errors": errors,
        "error": errors[0].text if errors else "",
    }
    return render(request, "datahouse/analyst/saved.html", facts, status=422 if errors else 200)


@needs(Permission.ANALYSE_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """/rumah-data/tanya/tersimpan/<id>/: one saved question; its link, its end."""
    here = analyst_of(request)
    one = saved_question(actor=request.actor, analyst=here, saved_id=ident)
    link = ""
    if request.method == "POST":
        if request.POST.get("langkah") == "hapus":
            forget_question(actor=request.actor, saved_id=ident)
            return redirect("asking:saved")
        signed = _signer.sign(f"{ident}.{request.actor.account_id}.{here.agency.id}")
        link = settings.ENV["PENDOPO_BASE_URL"].rstrip("/") + reverse("asking:linked", args=[signed])
    facts = {"here": here, "one": one, "link": link, "until": clock.now() + LINK_LASTS}
    return render(request, "datahouse/analyst/one.html", facts)


@public
@never_cache
@require_safe
def linked(request: HttpRequest, signed: str) -> HttpResponse:
    """The answer of a saved question as Parquet, for whoever holds the link: by the rights that its maker has now."""
    try:
        ident, account, agency = _signer.unsign(signed, max_age=LINK_LASTS).split(".")
        actor = actor_of(int(account))
    except (BadSignature, ValueError, Unauthenticated):
        raise LinkOver from None
    now = clock.now()
    here = analyst(actor=actor, agency=agency, today=now.date(), key=site_key())
    one = saved_question(actor=actor, analyst=here, saved_id=UUID(ident))
    answered = ask_question(
        actor=actor, now=now, analyst=here, question_id=uuid4(), sql=one.sql, way="tautan", work=site_work(),
        bounds=site_bounds(),
    )  # fmt: skip
    write, kind = FORMS["parquet"]
    return HttpResponse(write(answered.found.table), content_type=kind)
