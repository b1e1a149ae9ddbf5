"""The queue's values as they travel: JSON structs, documented in OpenAPI from these classes."""

from typing import Annotated, Any, Literal

import msgspec

from pendopo.queue.queries import ServiceState, TicketView

#: What the database can hold as the number of a row.
Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
StateName = Literal["waiting", "called", "serving", "finished", "no-show", "cancelled", "unserved"]


class EstimateOut(msgspec.Struct, frozen=True):
    """A range in minutes, rounded outward to five."""

    low_minutes: int
    high_minutes: int


class CounterOut(msgspec.Struct, frozen=True):
    id: int
    name: str
    floor: str


class TicketOut(msgspec.Struct, frozen=True):
    """A ticket. `id` is the secret of its holder; `number` is public. `ahead` is null unless it waits."""

    id: str
    number: str
    service: int
    service_name: str
    office: str
    state: StateName
    day: str
    priority: bool
    ahead: int | None
    estimate: EstimateOut | None
    counter: CounterOut | None
    links: dict[str, str]


class ServiceOut(msgspec.Struct, frozen=True):
    """A service now. `open` says whether numbers are given; `quota_left` is null when there is no quota."""

    id: int
    code: str
    name: str
    agency: str
    open: bool
    waiting: int
    estimate: EstimateOut | None
    quota_left: int | None
    promise_minutes: int


class TakeIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wish for a number. `holder` may name the device, so that it cannot hold two open numbers of a service."""

    service: Id
    priority: bool = False
    holder: str = ""


class NextIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to end the ticket that the counter still holds."""

    close: Literal["finish", "no-show"] | None = None


class TransferIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    service: Id


class CommitmentIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The SHA-256 (hex) of a code that the phone made itself; without it the server makes one."""

    commitment: str | None = None


class CodeOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """The code, shown once; absent when the phone made its own."""

    code: str | None = None


def ticket_out(view: TicketView) -> TicketOut:
    """The ticket's JSON."""
    own = f"/api/v1/tickets/{view.id}"
    return TicketOut(
        id=str(view.id),
        number=view.number,
        service=view.service_id,
        service_name=view.service_name,
        office=view.office,
        state=view.state.value,  # type: ignore[arg-type]
        day=view.day.isoformat(),
        priority=view.priority,
        ahead=view.ahead,
        estimate=_estimate(view.estimate),
        counter=CounterOut(view.counter_id, view.counter_name, view.counter_floor)
        if view.counter_id
        else None,
        links={"self": own, "page": f"/t/{view.id}/", "survey_code": f"{own}/survey-code"},
    )


def service_out(state: ServiceState) -> ServiceOut:
    """The service's JSON."""
    return ServiceOut(
        id=state.service.id,
        code=state.service.code,
        name=state.service.name,
        agency=state.service.agency_name,
        open=state.takes_numbers,
        waiting=state.waiting,
        estimate=_estimate(state.estimate),
        quota_left=state.quota_left,
        promise_minutes=state.service.promise_minutes,
    )


def _estimate(value: Any) -> EstimateOut | None:
    return EstimateOut(value.low_minutes, value.high_minutes) if value else None
