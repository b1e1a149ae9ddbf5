"""The last look before something becomes public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import actions, queries
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.metadata import QUESTIONS
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.publications import at_once
from pendopo.datahouse.domain.workflow import Step
from pendopo.datahouse.tasks.releases import make_or_defer
from pendopo.datahouse.web.staff.words import ACCESSES, FREQUENCIES, Fault
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError


@needs(Permission.PUBLISH_DATA)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/data/<slug>/terbit/: exactly what becomes public; the Walidata publishes it.

    The files of large data are made by the worker; the page of the data set shows how far they are.
    """
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            make_or_defer(actions.begin_publication(actor=request.actor, now=clock.now(), slug=slug))
            return redirect("datawork:dataset", slug)
        except DomainError as error:
            errors = [Fault("#terbit", explain(error))]
    one = queries.dataset_view(slug=slug, actor=request.actor)
    if Step.PUBLISH not in one.steps and not errors:
        return redirect("datawork:dataset", slug)
    proposal = queries.proposal_of(slug=slug)
    known = licence(proposal.said.licence)
    hidden = (
        [each.name for each in one.schema.fields if each.name not in proposal.schema.names]
        if one.schema
        else []
    )
    facts = {
        "one": one,
        "proposal": proposal,
        "number": queries.next_number(slug=slug),
        "access": ACCESSES[proposal.said.access],
        "later": not at_once(proposal.rows, len(proposal.schema.fields)),
        "opens": proposal.said.access is Access.OPEN,
        "licence": known.name if known else "",
        "frequency": FREQUENCIES[proposal.said.frequency],
        "metadata": [
            (gettext(question.label), proposal.said.metadata[key])
            for key, question in QUESTIONS.items()
            if proposal.said.metadata.get(key)
        ],
        "columns": [(each, dict(each.ms_var)) for each in proposal.schema.fields],
        "hidden": hidden,
        "headings": proposal.schema.names,
        "rows": queries.preview(proposal) if proposal.said.access is not Access.CLOSED else [],
        "personal": one.personal,
        "lineage": queries.lineage_proposed(slug=slug),
        "lacks": [each.told(gettext) for each in proposal.lacks],
        "errors": errors,
    }
    return render(request, "datahouse/staff/publish.html", facts, status=422 if errors else 200)
