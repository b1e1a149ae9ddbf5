"""A comment in one's own words, after the answer and apart from it: `/survei/pendapat/`.

The right to write one is a random word in a signed cookie of the respondent's browser, with the service and month of
the answer. The server keeps only its digest, and only once it is used.
"""

import secrets
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.accounts.policy_gate import public
from pendopo.design.trouble import explain
from pendopo.kernel.errors import Invalid
from pendopo.survey.actions.comments import add_comment
from pendopo.survey.domain.comments import LONGEST, CommentUsed
from pendopo.survey.web import cookies
from pendopo.survey.web.progress import COMMENT
from pendopo.survey.web.questions import Fault

SECONDS = 24 * 3600


@dataclass(frozen=True)
class Right:
    """The right to one comment about a service in a month."""

    service_id: int
    service_name: str
    period: str
    word: str


def give_right(response: HttpResponse, *, service_id: int, service_name: str, period: str) -> HttpResponse:
    """`response` with the right to one comment."""
    right = Right(service_id, service_name, period, secrets.token_hex(16))
    return cookies.write(response, COMMENT, asdict(right), SECONDS)


def right_of(request: HttpRequest) -> Right | None:
    """The right that this browser holds, if it was not used yet."""
    content = cookies.read(request, COMMENT, SECONDS)
    return Right(**content) if content else None


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_page(request: HttpRequest) -> HttpResponse:
    """Write a comment; without a right to one the page leads on."""
    right = right_of(request)
    if right is None:
        return redirect("survey:receipt")
    typed = request.POST.get("pendapat", "")
    said = ""
    if request.method == "POST":
        try:
            add_comment(
                service_id=right.service_id, period=right.period, text=typed, right=bytes.fromhex(right.word)
            )
        except Invalid as error:
            said = explain(error)
        except CommentUsed as error:
            return _thanks(request, explain(error))
        else:
            return _thanks(request, "")
    facts = {
        "right": right,
        "typed": typed,
        "error": said,
        "most": LONGEST,
        "errors": [Fault("#pendapat", said)] if said else [],
    }
    return render(request, "survey/citizen/comment.html", facts, status=422 if said else 200)


def _thanks(request: HttpRequest, said: str) -> HttpResponse:
    return cookies.drop(render(request, "survey/citizen/comment_thanks.html", {"said": said}), COMMENT)
