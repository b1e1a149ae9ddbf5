"""Who does what in an assessment, and which agency answers which indicator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.roles import Duty, Part, part_of
from pendopo.assessment.web.forms import agency_options, faults, set_up, status_of, stays, whole
from pendopo.assessment.wording import DUTIES, PARTS, short_title
from pendopo.kernel.errors import DomainError, Invalid, NotFound


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
    """.../pembagian/: who answers what; with ?instansi= the form in which one agency gets its indicators."""
    here = set_up(request, slug)
    if request.method == "POST":
        agency = whole(request.POST.get("instansi", ""), "instansi")
        actions.assign_agency(actor=request.actor, slug=slug, agency_id=agency, parts=_parts(request))
        return redirect("assessment:shares", slug)
    page = queries.shares_page(here)
    chosen = page.agencies.get(int(number) if (number := request.GET.get("instansi", "")).isdecimal() else 0)
    rows = [
        {
            "code": item.code,
            "title": short_title(item),
            "lead": page.agencies.get(share.lead or 0),
            "support": [page.agencies[one] for one in sorted(share.support) if one in page.agencies],
            "part": part_of(share, chosen.id).value if chosen else "",
        }
        for item, share in page.rows
    ]
    facts = {
        "here": here,
        "rows": rows,
        "chosen": chosen,
        "agencies": agency_options(page.agencies),
        "parts": [
            {"value": part.value, "label": PARTS[part]} for part in (Part.NONE, Part.LEAD, Part.SUPPORT)
        ],
        "open": sum(row["lead"] is None for row in rows),
    }
    return render(request, "assessment/staff/shares.html", facts)


def _parts(request: HttpRequest) -> dict[str, Part]:
    """One choice "bagian-<code>" per indicator."""
    found = {}
    for name in request.POST:
        kind, _dash, code = name.partition("-")
        if kind == "bagian":
            try:
                found[code] = Part(request.POST[name])
            except ValueError:
                raise NotFound from None
    return found
