"""What a respondent has answered so far: kept in a signed cookie of the respondent's own browser, nowhere else.

The server keeps nothing of a survey that is not sent. The cookie is not readable by scripts, not sent to other
parts of the site, and gone after two hours; the receipt's cookie holds no scores and lasts as long as a code.
"""

import secrets
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest, HttpResponse

from pendopo.kernel.days import Month
from pendopo.survey.domain.answers import NONCE_BYTES
from pendopo.survey.queries import AskedQuestion, OpenSurvey, asked_besides
from pendopo.survey.web import cookies

PROGRESS = "survei"
RECEIPT = "survei-bukti"
COMMENT = "survei-pendapat"
PROGRESS_SECONDS = 2 * 3600
RECEIPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Progress:
    """A survey under way: its code, the nonce of its receipt, scores by element code (None: not answered).

    `profile` is None until the respondent has seen that page. `own` are answers to the survey's own questions by
    code. With `unit`, the key of a code on a wall, there is no `code`, and no receipt at the end.
    """

    code: str
    service_name: str
    office_name: str
    office_slug: str
    nonce: str
    service_id: int
    period: str
    answers: dict[str, int | None] = field(default_factory=dict)
    profile: dict[str, str] | None = None
    own: dict[str, int] = field(default_factory=dict)
    unit: str = ""

    @property
    def asked(self) -> tuple[AskedQuestion, ...]:
        """The survey's own questions for this service and month."""
        return asked_besides(self.service_id, Month.parse(self.period))


@dataclass(frozen=True)
class KeptReceipt:
    """What the receipt page shows. No scores: nobody who looks at it learns how its owner judged."""

    fingerprint: str
    nonce: str
    service_name: str
    office_name: str
    office_slug: str
    period: str
    included_before: str
    promised_before: str = ""
    promise: str = ""


def begin(survey: OpenSurvey) -> Progress:
    """The progress of somebody who has just given a valid code."""
    nonce = secrets.token_hex(NONCE_BYTES)
    return Progress(
        survey.code,
        survey.service_name,
        survey.office_name,
        survey.office_slug,
        nonce,
        survey.service_id,
        survey.period,
    )


def progress_of(request: HttpRequest) -> Progress | None:
    """The survey under way in this browser; None when there is none or it is too old."""
    content = cookies.read(request, PROGRESS, PROGRESS_SECONDS)
    return Progress(**content) if content else None


def receipt_of(request: HttpRequest) -> KeptReceipt | None:
    """The last receipt of this browser."""
    content = cookies.read(request, RECEIPT, RECEIPT_SECONDS)
    return KeptReceipt(**content) if content else None


def keep_progress(response: HttpResponse, progress: Progress) -> HttpResponse:
    """`response` with the cookie of the survey under way."""
    return cookies.write(response, PROGRESS, asdict(progress), PROGRESS_SECONDS)


def end_progress(response: HttpResponse) -> HttpResponse:
    """`response` without the answers: they were sent."""
    return cookies.drop(response, PROGRESS)


def keep_receipt(response: HttpResponse, receipt: KeptReceipt) -> HttpResponse:
    """`response` with the receipt's cookie, and without the answers."""
    return cookies.write(end_progress(response), RECEIPT, asdict(receipt), RECEIPT_SECONDS)


def forget(response: HttpResponse) -> HttpResponse:
    """`response` that removes everything of the survey from this browser."""
    return cookies.drop(response, PROGRESS, RECEIPT, COMMENT)
