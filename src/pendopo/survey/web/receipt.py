"""The receipt: how far the answer is on its way into the public record, and files to keep or hand on."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from pendopo.accounts.policy_gate import public
from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.files.witness import witnesses_of_ours
from pendopo.survey.queries import receipt_proof, receipt_state
from pendopo.survey.web.comment import right_of
from pendopo.survey.web.progress import forget, receipt_of


@public
@require_GET
def receipt_page(request: HttpRequest) -> HttpResponse:
    """The receipt: fingerprint and dates, never the scores. Kept by the phone for the time without a network."""
    receipt = receipt_of(request)
    if receipt is None:
        return render(request, "survey/citizen/no_receipt.html", status=404)
    now = clock.now()
    before = datetime.fromisoformat(receipt.promised_before) if receipt.promised_before else None
    facts = {
        "receipt": receipt,
        "state": receipt_state(bytes.fromhex(receipt.fingerprint), before, policy=_policy(), now=now),
        "short": " ".join(receipt.fingerprint[start : start + 4] for start in range(0, 16, 4)),
        "groups": [receipt.fingerprint[start : start + 8] for start in range(0, 64, 8)],
        "month": Month.parse(receipt.period).first,
        "included_before": date.fromisoformat(receipt.included_before),
        "served_at": now,
        "may_comment": right_of(request) is not None,
    }
    response = render(request, "survey/citizen/receipt.html", facts)
    response.headers["Cache-Control"] = "no-cache"
    return response


@public
@require_GET
def promise_file(request: HttpRequest) -> HttpResponse:
    """The signed promise of this browser's receipt: checkable without us, and evidence if it is broken."""
    receipt = receipt_of(request)
    if receipt is None or not receipt.promise:
        raise Http404
    return _file(receipt.promise, f"janji-{receipt.fingerprint[:16]}.txt")


@public
@require_GET
def proof_file(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The proof that the entry with this fingerprint stands in the record, for whoever knows the fingerprint."""
    proof = receipt_proof(bytes.fromhex(fingerprint), policy=_policy())
    if proof is None:
        raise Http404
    return _file(proof, f"bukti-{fingerprint[:16]}.tlog-proof")


@public
@require_POST
def forget_page(request: HttpRequest) -> HttpResponse:
    """Remove answers and receipt from this browser, for phones that are shared."""
    return forget(redirect("survey:begin"))


def _policy() -> Policy:
    return witnesses_of_ours(Path(settings.ENV["PENDOPO_DATA"]))


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
