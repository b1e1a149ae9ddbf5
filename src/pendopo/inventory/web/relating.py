"""Join an element to another one: choose how, look for the other, confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.inventory import actions, queries
from pendopo.inventory.domain.relations import VERBS, Relation, relations_from
from pendopo.inventory.domain.rights import require_to_write
from pendopo.inventory.web.listing import chosen
from pendopo.inventory.web.showing import Fault, row_of
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.SEE_INVENTORY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def relate_page(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """/inventaris/<place>/unsur/<code>/hubungan/?hubungan=&cari=: candidates of the right parts; POST joins one."""
    here = queries.place_seen_by(request.actor, place)
    one = queries.element(here.id, code)
    require_to_write(request.actor, here.id, one.facts.agency_id)
    asked = request.POST if request.method == "POST" else request.GET
    choices = relations_from(one.facts.part)
    relation = chosen(Relation, asked.get("hubungan", ""))
    relation = relation if relation in choices else None
    words = asked.get("cari", "").strip()[:100]
    error = None
    if request.method == "POST" and relation:
        try:
            if not request.POST.get("ke"):
                raise Invalid("Pilih satu unsur.", field="ke")
            actions.relate(
                actor=request.actor,
                now=clock.now(),
                government_id=here.id,
                source=code,
                relation=relation,
                target=request.POST["ke"],
                reason=request.POST.get("alasan", ""),
            )
            return redirect("inventory:element", place, code)
        except DomainError as refusal:
            error = explain(refusal)
    found = (
        queries.search_elements(here.id, words, parts=VERBS[relation].targets, most=MOST + 1)
        if relation
        else ()
    )
    facts = {
        "here": here,
        "one": one,
        "choices": [{"value": each.value, "label": gettext(each.label)} for each in choices],
        "relation": relation.value if relation else "",
        "verb": gettext(relation.label) if relation else "",
        "words": words,
        "rows": [row_of(each) for each in found[:MOST] if each.code != code],
        "is_cut": len(found) > MOST,
        "error": error,
        "errors": [Fault("#ke-1", error)] if error else [],
    }
    return render(request, "inventory/relate.html", facts, status=422 if error else 200)


#: Candidates on one page; more words make them fewer.
MOST = 20
