"""One indicator per page: the criteria of each level, the answer, evidence, other rounds and last year beside.

Works as plain forms; with the script drafts are kept as one writes. Nothing that was typed is lost: a refused form
comes back with its words, and the script keeps a copy in the browser until the server has them.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import Act, Content, EditConflict
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.web import indicator_shown as shown
from pendopo.assessment.wording import ACTS, ROUNDS, level_words
from pendopo.design.trouble import explain
from pendopo.design.wording import clock as clock_words
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

#: Kinds of refusals that come back as the page itself with the words in it; others are pages of their own.
_STAY = (Kind.INVALID, Kind.CONFLICT)
_LEVELS = frozenset("0123456789")
_DRAFTS = (Act.SAVED, Act.CARRIED)


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """/penilaian/<assessment>/indikator/<code>/?babak=: read, write, give, take back, send back, settle."""
    if request.method != "POST":
        return _show(request, slug, code)
    try:
        done = _act(request, slug, code)
    except DomainError as refusal:
        if refusal.kind not in _STAY:
            raise
        return _show(request, slug, code, refusal)
    address = reverse("assessment:indicator", args=[slug, code])
    return redirect(f"{address}?babak={_round(request).value}&selesai={done}")


def _act(request: HttpRequest, slug: str, code: str) -> str:
    """Do what the pressed button says; returns its name for the page that follows."""
    act = request.POST.get("aksi", "")
    common = {"actor": request.actor, "now": clock.now(), "slug": slug}
    if act == "simpan":
        actions.save_answer(**common, **_written(request, code))
    elif act == "serahkan":
        actions.give_answer(**common, **_written(request, code))
    elif act == "tarik":
        actions.take_back(**common, round=_round(request), indicator=code)
    elif act == "kembalikan":
        actions.send_back(**common, indicator=code, findings=request.POST.getlist("temuan"))
    elif act == "tuntas":
        actions.settle_finding(**common, finding_id=_whole(request.POST.get("temuan", "")))
    else:
        raise NotFound
    return act


def _show(request: HttpRequest, slug: str, code: str, refusal: DomainError | None = None) -> HttpResponse:
    now = clock.now()
    chosen = _round(request) if request.GET.get("babak") or request.POST.get("babak") else None
    page = queries.indicator_page(slug, request.actor, code, chosen, now)
    evidence = queries.of_answer(page.here.id, code, year=page.here.year)
    typed = _typed(request) if refusal and "version" in request.POST else None
    facts = shown.facts(page, evidence, now=now, typed=typed, done=request.GET.get("selesai", ""))
    if refusal is not None:
        facts["refusal"] = refusal.code
        facts["errors"] = [{"href": f"#{_field(refusal)}", "text": explain(refusal)}]
        facts["conflict"] = isinstance(refusal, EditConflict)
        facts["findings_typed"] = " ".join(request.POST.getlist("temuan")) if typed is None else ""
    facts["account"] = request.actor.account_id
    return render(request, "assessment/staff/indicator.html", facts, status=_status(refusal))


def _status(refusal: DomainError | None) -> int:
    if refusal is None:
        return 200
    return 422 if refusal.kind is Kind.INVALID else 409


def _field(refusal: DomainError) -> str:
    field = str(refusal.facts.get("field", ""))
    parts = refusal.facts.get("parts")
    if isinstance(parts, list) and parts:
        field = str(parts[0])
    return {"evidence": "data-dukung", "findings": "temuan"}.get(field, field) or "jawaban"


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_POST
def autosave(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """.../simpan/: what the script sends as one writes. JSON: the new version and the time, or why not."""
    now = clock.now()
    try:
        saved = actions.save_answer(actor=request.actor, now=now, slug=slug, **_written(request, code))
    except DomainError as refusal:
        if refusal.kind not in _STAY:
            raise
        return _refused(request, slug, code, refusal)
    zone = request.POST.get("zona", "")
    told = clock_words(saved.at, shown.zone_of(zone))
    return JsonResponse({"version": saved.version, "at": told, "said": _("Draf tersimpan pukul %s") % told})


def _refused(request: HttpRequest, slug: str, code: str, refusal: DomainError) -> HttpResponse:
    answer: dict[str, object] = {"code": refusal.code, "message": explain(refusal)}
    if isinstance(refusal, EditConflict):
        page = queries.indicator_page(slug, request.actor, code, _round(request), clock.now())
        answer["theirs"] = shown.theirs(page)
    return JsonResponse(answer, status=_status(refusal))


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def history_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """.../riwayat/: every version of every round, newest first; drafts are for those who write them."""
    page = queries.indicator_page(slug, request.actor, code, None, clock.now())
    versions = [
        {
            "round": ROUNDS[one.round],
            "act": ACTS[one.act],
            "version": one.version,
            "by": one.by,
            "at": one.at,
            "level": level_words(page.framework, page.item, one.content.level),
            "content": one.content,
        }
        for one in queries.history(page.here.id, code)
        if one.act not in _DRAFTS or page.here.writes(code, one.round)
    ]
    facts = {"page": page, "here": page.here, "versions": versions, "zone": page.here.calendar.zone}
    return render(request, "assessment/staff/history.html", facts)


def _written(request: HttpRequest, code: str) -> dict[str, object]:
    return {
        "round": _round(request),
        "indicator": code,
        "content": _content(request),
        "based_on": _whole(request.POST.get("version", "0")),
    }


def _content(request: HttpRequest) -> Content:
    level = request.POST.get("level", "")
    return replace(_typed(request), level=_whole(level) if level else None)


def _typed(request: HttpRequest) -> Content:
    """What came back with a refused form; a level that is none of the list is left out."""
    level = request.POST.get("level", "")
    texts = {name: request.POST.get(name, "") for name in ("fact", "analysis", "justification", "reason")}
    return Content(level=int(level) if level in _LEVELS else None, **texts)


def _round(request: HttpRequest) -> RoundName:
    text = request.POST.get("babak") or request.GET.get("babak", "")
    try:
        return RoundName(text)
    except ValueError:
        raise NotFound from None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(_("Pilih tingkat dari daftar."), field="level")
    return int(text)
