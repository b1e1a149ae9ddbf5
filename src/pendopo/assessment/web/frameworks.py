"""Frameworks, for everybody: weights, bands, what each level asks for, where it was read; and a government's own."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs, public
from pendopo.accounts.uploading import uploaded_file
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework, Indicator, Predicate
from pendopo.assessment.exports.framework_workbook import framework_workbook
from pendopo.assessment.wording import TRUST, kind_words, share_words
from pendopo.design.trouble import explain
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

#: Whatever is larger was not written by hand; Django's own limit is higher.
LARGEST = 5_000_000
FORMS = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Section:
    """A lowest group with its indicators; `above` are the groups that it lies in, from the top."""

    id: str
    heading: str
    above: str
    weight: str
    indicators: tuple["Row", ...]


@dataclass(frozen=True)
class Row:
    """An indicator as the page shows it."""

    indicator: Indicator
    weight: str
    note: str


@public
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """/kerangka/: every framework, those of governments after those that come with the program."""
    own = {one.framework.id: one.framework for one in reversed(queries.own_frameworks())}
    groups = [
        (_("Kerangka pemerintah pusat"), [_card(one) for one in queries.frameworks_in_files()]),
        (_("Kerangka pemerintah daerah"), [_card(one) for one in own.values()]),
    ]
    return render(request, "assessment/framework/list.html", {"groups": [one for one in groups if one[1]]})


def _card(framework: Framework) -> dict[str, object]:
    return {
        "framework": framework,
        "years": _years(framework),
        "numbers": TRUST[framework.verification.numbers],
    }


def _years(framework: Framework) -> str:
    if framework.last_year is None:
        return _("mulai %(first)s") % {"first": framework.first_year}
    return f"{framework.first_year}–{framework.last_year}"


@public
@require_safe
def framework_page(request: HttpRequest, framework: str) -> HttpResponse:
    """/kerangka/<id>/: one framework, whole."""
    found = queries.shown_framework(framework)
    one = found.framework
    facts = {
        "framework": one,
        "years": _years(one),
        "numbers": TRUST[one.verification.numbers],
        "criteria": TRUST[one.verification.criteria],
        "bands": [_band(predicate) for predicate in one.predicates],
        "groups": [
            {
                "depth": one.depth(node),
                "name": kind_words(node),
                "title": node.title,
                "weight": share_words(node.weight),
            }
            for node in one.tree
        ],
        "sections": _sections(one),
        "rounded": one.predicate_from.value == "rounded",
    }
    response = render(request, "assessment/framework/page.html", facts)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _band(predicate: Predicate) -> dict[str, str]:
    lowest, highest = (figure(half_up(value, 2)) for value in (predicate.lowest, predicate.highest))
    words = _("%(lowest)s sampai kurang dari %(highest)s")
    if predicate.highest_included:
        words = _("%(lowest)s sampai %(highest)s")
    return {"name": predicate.name, "range": words % {"lowest": lowest, "highest": highest}}


def _sections(framework: Framework) -> list[Section]:
    sections = []
    for node in framework.tree:
        rows = tuple(_row(one) for one in framework.indicators if one.parent == node.id)
        if rows:
            above = ", ".join(
                f"{kind_words(one)}. {one.title}" for one in reversed(framework.above(node.parent))
            )
            heading = f"{kind_words(node)}. {node.title}"
            sections.append(Section(node.id, heading, above, share_words(node.weight), rows))
    loose = tuple(_row(one) for one in framework.indicators if not one.parent)
    if loose:
        weight = sum((one.indicator.weight for one in loose), Fraction())
        sections.append(Section("indikator", _("Indikator"), "", share_words(weight), loose))
    return sections


def _row(indicator: Indicator) -> Row:
    note = (
        _("Dijawab %(n)s kali, dengan bobot dibagi rata.") % {"n": indicator.repeat}
        if indicator.repeat > 1
        else ""
    )
    return Row(indicator, share_words(indicator.weight), note)


@public
@require_safe
def download(request: HttpRequest, framework: str, form: str) -> HttpResponse:
    """/kerangka/<id>/unduh/<yaml|xlsx>/: the file itself; the workbook is the template for one's own."""
    if form not in FORMS:
        raise NotFound
    found = queries.shown_framework(framework)
    content = found.text.encode() if form == "yaml" else framework_workbook(found.framework)
    response = HttpResponse(content, content_type=FORMS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{found.framework.id}.{form}"'
    return response


@needs(Permission.COORDINATE_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """/kerangka/sendiri/: bring a framework of one's own; all faults of a file are shown at once."""
    faults: tuple[str, ...] = ()
    refusal = ""
    if request.method == "POST":
        try:
            framework = _added(request)
        except FrameworkRefused as refused:
            faults, refusal = (
                refused.faults,
                _("Berkas ditolak. Betulkan setiap hal di bawah ini, lalu unggah lagi."),
            )
        except DomainError as error:
            if error.kind not in (Kind.INVALID, Kind.CONFLICT, Kind.TOO_MANY):
                raise
            refusal = explain(error)
        else:
            return redirect("assessment:framework", framework.id)
    places = queries.places_to_open(request.actor)
    facts = {
        "governments": [{"value": str(one.id), "label": one.name} for one in places.governments],
        "own": queries.own_frameworks([one.id for one in places.governments]),
        "templates": [
            {"title": one.title, "href": reverse("assessment:framework_file", args=[one.id, "xlsx"])}
            for one in queries.frameworks_in_files()
        ],
        "errors": [{"href": "#berkas", "text": refusal}] if refusal else [],
        "refusal": refusal,
        "faults": faults,
        "chosen": request.POST.get("pemerintah", ""),
    }
    return render(request, "assessment/framework/own.html", facts, status=422 if refusal else 200)


def _added(request: HttpRequest) -> Framework:
    file = uploaded_file(request, "berkas")
    government = request.POST.get("pemerintah", "")
    if file is None or not file.name:
        raise Invalid(_("Pilih berkas kerangka: .yaml atau .xlsx."), field="berkas")
    if not government.isdecimal():
        raise Invalid(_("Pilih pemerintah daerah."), field="pemerintah")
    if (file.size or 0) > LARGEST:
        raise Invalid(
            _("Berkas lebih besar dari 5 MB. Berkas kerangka biasanya jauh lebih kecil."), field="berkas"
        )
    return actions.add_own_framework(
        actor=request.actor, government_id=int(government), name=file.name[-80:], raw=file.read()
    )
