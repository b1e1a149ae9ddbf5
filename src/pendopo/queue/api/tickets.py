"""Calls of citizens: services, take a number, follow it, give it back, get a survey code."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pendopo.directory.queries import office
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import parse_id
from pendopo.queue import actions, queries
from pendopo.queue.api.shapes import (
    CodeOut,
    CommitmentIn,
    ServiceOut,
    TakeIn,
    TicketOut,
    service_out,
    ticket_out,
)
from pendopo.queue.domain.taking import Taken, TakeRequest
from pendopo.queue.limits import check_address
from pendopo.queue.queries import TicketView
from pendopo.webapi.batching import Batch
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread

_KEY_LIMIT = 200


def _take_and_view(requests: Sequence[TakeRequest]) -> list[tuple[Taken, TicketView] | Exception]:
    """One run of the batch: take all numbers in one transaction, and show each as its holder will see it."""
    now = clock.now()
    return [
        outcome if isinstance(outcome, Exception) else (outcome, _seen(outcome, now))
        for outcome in actions.take_numbers(requests, now=now)
    ]


def _seen(taken: Taken, now: datetime) -> TicketView:
    if taken.repeated:
        return queries.ticket_view(taken.ticket.id, now=now)
    return queries.view_of(taken.ticket, taken.ahead, now=now)


_takes: Batch[TakeRequest, tuple[Taken, TicketView]] = Batch(_take_and_view)


async def services(request: Request) -> Response:
    """The services of an office with what stands before each."""
    return answer(200, await in_thread(_services, request.params["office"], clock.now()))


def _services(slug: str, now: datetime) -> list[ServiceOut]:
    return [service_out(state) for state in queries.services_now(office(slug).id, now=now)]


async def take(request: Request) -> Response:
    """A number: 201 for a new one, 200 for the one that the same Idempotency-Key got before."""
    check_address(request.client, request.headers)
    wish = request.decode(TakeIn)
    key = request.headers.get("idempotency-key", "")
    if len(key) > _KEY_LIMIT or len(wish.holder) > _KEY_LIMIT:
        raise Invalid(
            "Idempotency-Key dan holder paling panjang {limit} karakter.", "Idempotency-Key", limit=_KEY_LIMIT
        )
    taken, view = await _takes.submit(
        actions.request_of(service_id=wish.service, priority=wish.priority, key=key, holder=wish.holder)
    )
    status = 200 if taken.repeated else 201
    return answer(status, ticket_out(view), location=f"/api/v1/tickets/{view.id}", etag=f'"{view.tag}"')


async def show(request: Request) -> Response:
    """The ticket as it stands; 304 when the caller has that already."""
    view = await in_thread(queries.ticket_view, parse_id(request.params["ticket"]), now=clock.now())
    tag = f'"{view.tag}"'
    if request.has(tag):
        return Response(304, headers={"etag": tag})
    return answer(200, ticket_out(view), etag=tag)


async def cancel(request: Request) -> Response:
    """The number is given back."""
    ticket_id = parse_id(request.params["ticket"])
    return answer(200, await in_thread(_cancel, ticket_id, clock.now()))


def _cancel(ticket_id: UUID, now: datetime) -> TicketOut:
    actions.cancel(ticket_id, now=now)
    return ticket_out(queries.ticket_view(ticket_id, now=now))


async def survey_code(request: Request) -> Response:
    """A survey code for a served ticket, once."""
    ticket_id = parse_id(request.params["ticket"])
    wish = request.decode(CommitmentIn, default=CommitmentIn())
    code = await in_thread(actions.give_survey_code, ticket_id, commitment=wish.commitment)
    return answer(201, CodeOut(code))


ROUTES = (
    Route("GET", "/offices/{office}/services", services, "Layanan sebuah kantor dan antreannya saat ini",
          {200: list[ServiceOut]}, refusals=("not-found",)),
    Route("POST", "/tickets", take, "Ambil nomor antrean", {201: TicketOut, 200: TicketOut}, body=TakeIn,
          refusals=("closed", "quota-exhausted", "already-holding", "invalid", "too-many"),
          headers={"Idempotency-Key": "Kunci unik buatan klien; kunci yang sama mengembalikan tiket yang sama."}),
    Route("GET", "/tickets/{ticket}", show, "Status sebuah tiket", {200: TicketOut, 304: None},
          refusals=("not-found",), headers={"If-None-Match": "ETag jawaban terakhir; 304 bila tidak berubah."}),
    Route("DELETE", "/tickets/{ticket}", cancel, "Batalkan nomor antrean", {200: TicketOut},
          refusals=("not-found", "wrong-state")),
    Route("POST", "/tickets/{ticket}/survey-code", survey_code, "Minta kode survei setelah dilayani",
          {201: CodeOut}, body=CommitmentIn, refusals=("not-found", "wrong-state", "already-given", "invalid")),
)  # fmt: skip
