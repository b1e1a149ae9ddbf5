"""What a respondent has answered so far: kept in a signed cookie of the respondent's own browser, nowhere else.

The server keeps nothing of a survey that is not sent. The cookie is not readable by scripts, not sent to other
parts of the site, and gone after two hours; the receipt's cookie holds no scores and lasts as long as a code.
"""

import secrets
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from pendopo.survey.domain.answers import NONCE_BYTES
from pendopo.survey.queries import OpenSurvey

PATH = "/survei/"
PROGRESS = "survei"
RECEIPT = "survei-bukti"
PROGRESS_SECONDS = 2 * 3600
RECEIPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Progress:
    """A survey under way: its code, the nonce of its receipt, scores by element code (None: not answered).

    `profile` is None until the respondent has seen that page.
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
    content = _read(request, PROGRESS, PROGRESS_SECONDS)
    return Progress(**content) if content else None


def receipt_of(request: HttpRequest) -> KeptReceipt | None:
    """The last receipt of this browser."""
    content = _read(request, RECEIPT, RECEIPT_SECONDS)
    return KeptReceipt(**content) if content else None


def keep_progress(response: HttpResponse, progress: Progress) -> HttpResponse:
    """`response` with the cookie of the survey under way."""
    return _write(response, PROGRESS, asdict(progress), PROGRESS_SECONDS)


def keep_receipt(response: HttpResponse, receipt: KeptReceipt) -> HttpResponse:
    """`response` with the receipt's cookie, and without the answers."""
    response.delete_cookie(PROGRESS, path=PATH, samesite="Lax")
    return _write(response, RECEIPT, asdict(receipt), RECEIPT_SECONDS)


def forget(response: HttpResponse) -> HttpResponse:
    """`response` that removes everything of the survey from this browser."""
    for name in (PROGRESS, RECEIPT):
        response.delete_cookie(name, path=PATH, samesite="Lax")
    return response


def _read(request: HttpRequest, name: str, seconds: int) -> dict[str, object] | None:
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=f"pendopo.{name}", max_age=seconds)
    except signing.BadSignature:
        return None


def _write(response: HttpResponse, name: str, content: dict[str, object], seconds: int) -> HttpResponse:
    response.set_cookie(
        name,
        signing.dumps(content, salt=f"pendopo.{name}", compress=True),
        max_age=seconds,
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
