"""Comments before they are published: `/ruang-kerja/survei/pendapat/`."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.trouble import explain
from pendopo.design.wording import month
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.survey.actions.comments import decide_comment
from pendopo.survey.domain.comments import AlreadyDecided, CommentState, Reason
from pendopo.survey.queries.comments import WaitingComment, moderation_page
from pendopo.survey.web.questions import Fault
from pendopo.survey.wording import personal_words, reason_words


@dataclass(frozen=True)
class Waiting:
    """A comment that waits, in words. `pieces` are its stretches, with what was found in those that are marked."""

    id: UUID
    place: str
    month: str
    pieces: tuple[tuple[str, str], ...]
    shown: str
    found: str
    error: str = ""

    @property
    def field(self) -> str:
        """The id of its text field."""
        return f"tampil-{self.id}"


@needs(Permission.MODERATE_COMMENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderation(request: HttpRequest) -> HttpResponse:
    """The comments that wait, a few at a time: publish, mask, or withhold with a reason."""
    error: DomainError | None = None
    if request.method == "POST":
        try:
            decision = decide_comment(
                comment_id=_id(request.POST.get("id", "")),
                shown=request.POST.get("tampil", ""),
                reason=_reason(request.POST.get("putusan", "")),
                actor=request.actor,
            )
            done = "ditahan" if decision.state is CommentState.WITHHELD else "terbit"
            return redirect(f"{request.path}?{done}=1")
        except (Invalid, AlreadyDecided) as refusal:
            error = refusal
    page = moderation_page(request.actor)
    said = explain(error) if error else ""
    mine = request.POST.get("id", "")
    facts = {
        "waiting": page.waiting,
        "comments": [_waiting(each, request.POST.get("tampil", ""), said, mine) for each in page.comments],
        "reasons": [(reason.value, reason_words(reason)) for reason in Reason],
        "done": _done(request),
        "errors": [Fault(f"#tampil-{mine}" if isinstance(error, Invalid) else "#isi", said)] if error else [],
    }
    return render(request, "survey/staff/moderation.html", facts, status=422 if error else 200)


def _waiting(each: WaitingComment, typed: str, said: str, mine: str) -> Waiting:
    is_mine = str(each.id) == mine
    kinds = list(dict.fromkeys(personal_words(finding.kind) for finding in each.findings))
    return Waiting(
        each.id,
        f"{each.service.name}, {each.office_name}",
        month(each.month.first),
        _pieces(each),
        typed if is_mine else each.proposal,
        ", ".join(kinds),
        said if is_mine else "",
    )


def _pieces(each: WaitingComment) -> tuple[tuple[str, str], ...]:
    pieces, at = [], 0
    for finding in each.findings:
        pieces.append((each.text[at : finding.start], ""))
        pieces.append((each.text[finding.start : finding.end], personal_words(finding.kind)))
        at = finding.end
    return (*pieces, (each.text[at:], ""))


def _done(request: HttpRequest) -> str:
    if request.GET.get("terbit"):
        return gettext("Pendapat diterbitkan.")
    return (
        gettext("Pendapat ditahan dan alasannya dihitung di laman umum.")
        if request.GET.get("ditahan")
        else ""
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise AlreadyDecided from None


def _reason(text: str) -> Reason | None:
    """The reason in the pressed button; "terbit" is none."""
    if text == "terbit":
        return None
    try:
        return Reason(text)
    except ValueError:
        raise Invalid(gettext("Pilih alasan menahan pendapat ini."), "tampil") from None
