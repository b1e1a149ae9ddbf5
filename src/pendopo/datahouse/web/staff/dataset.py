"""One data set: where it stands, what is missing, what was found, what was published."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.datahouse import actions, queries
from pendopo.datahouse.domain.duties import waits_for
from pendopo.datahouse.domain.licences import licence
from pendopo.datahouse.domain.themes import theme
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.queries import DatasetAtWork
from pendopo.datahouse.queries.dataset_view import FindingView
from pendopo.datahouse.web.quality import quality_words
from pendopo.datahouse.web.staff.words import (
    ACCESSES,
    DECISIONS,
    DONE,
    FREQUENCIES,
    MAKING,
    NEXT,
    PRINCIPLES,
    PUBLISHING,
    STAGES,
    STATES,
    WAITS,
    Fault,
)
from pendopo.design.trouble import explain
from pendopo.kernel import clock
from pendopo.kernel.errors import DomainError, Invalid


@needs(Permission.SEE_DATA_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/rumah-data/data/<slug>/: everything about it, and the steps that this person may take."""
    errors: list[Fault] = []
    if request.method == "POST":
        try:
            return redirect(_act(request, slug), slug)
        except DomainError as error:
            errors = [Fault(f"#{error.facts.get('field') or 'langkah'}", explain(error))]
    found = queries.dataset_at_work(slug=slug, actor=request.actor, now=clock.now())
    return render(
        request, "datahouse/staff/dataset.html", _page(request, found, errors), status=422 if errors else 200
    )


def _act(request: HttpRequest, slug: str) -> str:
    """Do what the pressed button says; the page to go on with."""
    posted, now, actor = request.POST, clock.now(), request.actor
    step = posted.get("langkah", "")
    if step == "tanggapi":
        number = posted.get("temuan", "")
        answer = posted.get(f"jawaban-{number}", "")
        finding = int(number) if number.isascii() and number.isdigit() else 0
        actions.answer_finding(actor=actor, now=now, slug=slug, finding=finding, answer=answer)
    elif step == Step.SUBMIT:
        actions.submit(actor=actor, now=now, slug=slug, note=posted.get("catatan", ""))
    elif step == Step.TAKE_BACK:
        actions.take_back(actor=actor, now=now, slug=slug)
    elif step == Step.BEGIN:
        actions.begin_check(actor=actor, now=now, slug=slug)
        return "datawork:check"
    elif step == "hentikan":
        actions.stop_publication(actor=actor, now=now, slug=slug)
    elif step == Step.WITHDRAW:
        number = posted.get("rilis", "")
        actions.withdraw(
            actor=actor, now=now, slug=slug, why=posted.get("alasan", ""),
            number=int(number) if number.isascii() and number.isdigit() else 0,
        )  # fmt: skip
    else:
        raise Invalid("Pilih salah satu langkah.")
    return "datawork:dataset"


def _page(request: HttpRequest, found: DatasetAtWork, errors: list[Fault]) -> dict[str, object]:
    one = found.view
    making = one.publication is not None and one.publication.open
    kind, word = PUBLISHING if making else STATES[one.state]
    mine = waits_for(one.steps, one.state)
    standing = [each for each in one.releases if each.withdrawn_at is None]
    known, about = licence(one.said.licence), theme(one.said.theme)
    return {
        "one": one, "kind": kind, "word": word, "mine": mine, "next": (NEXT if mine else WAITS)[one.state],
        "making": making, "progress": MAKING[one.publication.stage] if making and one.publication else "",
        "steps": {step.name.lower(): True for step in one.steps},
        "quality": quality_words(found.quality), "lineage": found.lineage,
        "closed": sum(each.closed for each in one.schema.fields) if one.schema else 0,
        "lacks": [(each.told(gettext), each.place) for each in one.lacks],
        "access": ACCESSES[one.said.access][0], "frequency": FREQUENCIES[one.said.frequency],
        "licence": known.name if known else "", "theme": about.name if about else "",
        "unanswered": [(each, _called(each)) for each in one.unanswered],
        "reviews": [
            (each, STAGES[each.stage], DECISIONS[each.decision], [(f, _called(f)) for f in each.findings])
            for each in one.reviews if each.decision
        ],
        "history": [(each, DONE[each.step]) for each in one.changes],
        "standing": standing,
        "checking": one.state in (State.CHECKED, State.ADVISED) and Step.RETURN in one.steps,
        "typed": request.POST, "errors": errors, "zone": settings.TIME_ZONE,
    }  # fmt: skip


def _called(finding: FindingView) -> object:
    return PRINCIPLES[finding.principle][0]
