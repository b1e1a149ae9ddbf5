"""The calls under /witness/: cosigning the logs of others, and taking the cosignatures of those who witness ours.

`add-checkpoint` is c2sp.org/tlog-witness as it is. `add-cosignature` is ours, for witnesses that nobody can reach.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from pendopo.kernel import clock
from pendopo.ledger.actions.witnessing import add_checkpoint, take_cosignature
from pendopo.ledger.domain import names, notes
from pendopo.ledger.domain.witnessing import TEXT_TYPE, Refusal
from pendopo.ledger.files.archive import archive_of
from pendopo.ledger.files.witness import cosigner, logs_of_others, policy_text, witnesses_of_ours
from pendopo.webapi.http import Request, Response
from pendopo.webapi.routes import Route, Router
from pendopo.webapi.work import in_thread


def our_witness() -> notes.Signer:
    """The key with which this site cosigns the logs of others; made when there is none."""
    archive = archive_of(settings.ENV)
    return cosigner(archive.data / "keys" / "witness.key", f"{archive.host}/witness")


async def cosign(request: Request) -> Response:
    """Cosign a checkpoint of a log that we witness."""
    return await in_thread(_answered, _cosign, request.body)


async def hand_in(request: Request) -> Response:
    """Keep the cosignature of a witness of ours, handed in with our checkpoint."""
    return await in_thread(_answered, _hand_in, request.body)


async def vkey(request: Request) -> Response:
    """The key with which we cosign."""
    return _text(f"{our_witness().verifier.vkey}\n")


async def policy(request: Request) -> Response:
    """Who witnesses our logs, and how many of them are enough: what this site holds itself to."""
    return _text(policy_text(_data()))


def _cosign(body: bytes) -> str:
    return add_checkpoint(body=body, policy=logs_of_others(_data()), witness=our_witness(), now=clock.now())


def _hand_in(body: bytes) -> str:
    archive = archive_of(settings.ENV)
    ours = {archive.signer(log).name: log for log in names.LOGS}
    log = take_cosignature(note=body, logs=ours, policy=witnesses_of_ours(_data()), now=clock.now())
    return f"{log}\n"


def _answered(call: Callable[[bytes], str], body: bytes) -> Response:
    try:
        return _text(call(body))
    except Refusal as refusal:
        return Response(refusal.status, refusal.body.encode(), content_type=refusal.content_type)


def _text(words: str) -> Response:
    return Response(200, words.encode(), content_type=TEXT_TYPE)


def _data() -> Path:
    return Path(settings.ENV["PENDOPO_DATA"]).absolute()


witness = Router(
    (
        Route("POST", "/witness/add-checkpoint", cosign, "Saksikan catatan lain", {200: str}),
        Route("POST", "/witness/add-cosignature", hand_in, "Serahkan tanda saksi", {200: str}),
        Route("GET", "/witness/vkey", vkey, "Kunci saksi", {200: str}),
        Route("GET", "/witness/policy", policy, "Kebijakan saksi", {200: str}),
    )
)
