"""Who does what in an assessment, and which agency answers which indicator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.roles import Duty, Shares
from pendopo.assessment.web.forms import agency_options, faults, set_up, status_of, stays, whole
from pendopo.assessment.wording import DUTIES
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../orang/: who does what. Adding and taking away are one form each."""
    here, refusal = set_up(request, slug), None
    if request.method == "POST":
        try:
            _change_people(request, slug)
            return redirect("assessment:people", slug)
        except DomainError as error:
            refusal = stays(error)
    page = queries.people_page(here)
    facts = {
        "here": here,
        "members": [
            {"row": one, "duty": DUTIES[one.duty], "agency": page.agencies.get(one.agency_id)}
            for one in page.members
        ],
        "people": [{"value": str(ident), "label": name} for ident, name in page.people],
        "duties": [{"value": duty.value, "label": label} for duty, label in DUTIES.items()],
        "agencies": [{"value": "", "label": _("Tidak mewakili instansi")}, *agency_options(page.agencies)],
        "typed": request.POST,
        **faults(refusal),
    }
    return render(request, "assessment/staff/people.html", facts, status=status_of(refusal))


def _change_people(request: HttpRequest, slug: str) -> None:
    get = request.POST.get
    if get("aksi") == "hapus":
        actions.dismiss_person(actor=request.actor, slug=slug, member_id=whole(get("tugas", ""), "orang"))
        return
    try:
        duty = Duty(get("tugas", ""))
    except ValueError:
        raise Invalid(_("Pilih tugas orang ini."), field="tugas") from None
    actions.assign_person(
        actor=request.actor,
        slug=slug,
        account_id=whole(get("orang", ""), "orang"),
        duty=duty,
        agency_id=whole(get("instansi", ""), "instansi") if get("instansi") else None,
        function=get("fungsi", ""),
        email=get("surel", ""),
    )


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shares_page(request: HttpRequest, slug: str) -> HttpResponse:
    """.../pembagian/: the leading agency of every indicator at once, and supporting ones of those that are ticked."""
    here, refusal = set_up(request, slug), None
    if request.method == "POST":
        try:
            actions.assign_indicators(actor=request.actor, slug=slug, shares=_shares(request))
            return redirect("assessment:shares", slug)
        except DomainError as error:
            refusal = stays(error)
    page = queries.shares_page(here)
    choices = [{"value": "", "label": _("Belum ditentukan")}, *agency_options(page.agencies)]
    rows = [
        {
            "code": item.code,
            "title": item.title,
            "lead": str(share.lead or ""),
            "support": [str(one) for one in sorted(share.support)],
        }
        for item, share in page.rows
    ]
    facts = {
        "here": here,
        "rows": rows,
        "options": choices,
        "agencies": agency_options(page.agencies),
        "open": sum(not row["lead"] for row in rows),
        **faults(refusal),
    }
    return render(request, "assessment/staff/shares.html", facts, status=status_of(refusal))


def _shares(request: HttpRequest) -> dict[str, Shares]:
    """One select "lead-<code>" per indicator, and any number of "dukung-<code>"."""
    found = {}
    for name in request.POST:
        kind, _dash, code = name.partition("-")
        if kind == "utama":
            lead = request.POST[name]
            support = [whole(one, name) for one in request.POST.getlist(f"dukung-{code}") if one]
            found[code] = Shares(whole(lead, name) if lead else None, frozenset(support))
    return found
