"""The check of an arrival: its columns are proposed and described, then the whole file is checked and stored."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.datahouse.actions.arriving import may_deliver, may_describe
from pendopo.datahouse.actions.delivering import Delivered, deliver
from pendopo.datahouse.actions.proposing import Proposal, propose_columns
from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import STAGE_WORDS, Stage, WrongStage
from pendopo.datahouse.domain.errors import DeliveryRefused, OvertakenDelivery
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_as_json, schema_from_json
from pendopo.datahouse.domain.store_errors import StoreUnavailable
from pendopo.datahouse.store import arrivals as store
from pendopo.datahouse.store import known
from pendopo.datahouse.store.arrivals import Arrival
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.errors import DomainError, Invalid, NotFound

#: Another delivery may come between; the same file is then checked again against it.
_TRIES = 3
#: Lines of headings that a page offers.
MOST_HEADER_ROWS = 6


def look_at_columns(*, house: House, arrival: UUID, anew: bool, now: datetime) -> Stage:
    """Propose the columns of an arrival, unless its data set has a schema; the stage that follows.

    `anew`: the columns have changed, so that they are proposed although there is a schema; what is known about
    columns of the same name is taken over.
    """
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        if row.stage != Stage.READING:
            return Stage(row.stage)
        before = known(row.dataset.slug)
        schema = before.schema if before else None
        if schema is not None and not anew:
            store.move(row, Stage.CHECKING, now)
            return Stage.CHECKING
        # What somebody has said about this very file counts more than what the last version says.
        schema = schema_from_json(row.schema) if row.schema else schema
    try:
        proposal = propose_columns(
            file=house.arrivals.file(row.pk, row.file_name), lake=house.lake, known=schema,
            header_rows=row.header_rows,
        )  # fmt: skip
    except DomainError as refusal:
        return _fail(arrival, refusal, now)
    return _proposed(arrival, proposal, now)


def _proposed(arrival: UUID, proposal: Proposal, now: datetime) -> Stage:
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        if row.stage != Stage.READING:
            return Stage(row.stage)
        if proposal.faults:
            report = Report(0, 0, len(proposal.faults), proposal.faults)
            store.move(row, Stage.CHECKING, now)
            store.move(row, Stage.REFUSED, now, report=report.as_json())
            return Stage.REFUSED
        facts = {"samples": proposal.samples, "personal_data": [one.as_json() for one in proposal.personal]}
        store.move(row, Stage.WAITING, now, schema=schema_as_json(proposal.schema), report=facts)
        return Stage.WAITING


def describe_column(
    *,
    arrival: UUID,
    column: str,
    changes: Mapping[str, object],
    key: bool,
    reference: tuple[str, str] | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Write what a person says about one column of an arrival that waits.

    `changes` are members of a field of the schema, as in its JSON; None takes one away. `key`: the column belongs to
    the key; `reference`: the code list that binds it. Raises `SchemaRefused`, `WrongStage`, `Forbidden`, `NotFound`.
    """
    with transaction.atomic():
        row = waiting(arrival, actor)
        document = dict(row.schema or {})
        document["fields"] = [
            _changed(one, changes if one["name"] == column else {}) for one in document["fields"]
        ]
        others = [one for one in document.get("primaryKey", ()) if one != column]
        document["primaryKey"] = [*others, column] if key else others
        bound = [one for one in document.get("foreignKeys", ()) if one["fields"] != column]
        if reference:
            bound.append({"fields": column, "reference": {"resource": reference[0], "fields": reference[1]}})
        document["foreignKeys"] = bound
        store.change(row, now, schema=schema_as_json(schema_from_json(document)))


def _changed(field: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**field, **changes}.items() if value is not None}


def set_schema(*, arrival: UUID, schema: Schema, actor: Actor, now: datetime) -> None:
    """Take a whole schema for an arrival that waits: its key, rules and references as well."""
    with transaction.atomic():
        store.change(waiting(arrival, actor), now, schema=schema_as_json(schema))


def confirm(*, arrival: UUID, actor: Actor, now: datetime) -> None:
    """The columns are as they should be: the check may begin. Raises `WrongStage`."""
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        may_deliver(actor, row.dataset)
        store.move(row, Stage.CHECKING, now, report=None)


def look_again(*, arrival: UUID, header_rows: int | None = None, actor: Actor, now: datetime) -> None:
    """Propose the columns anew for the same file: they have changed, or the headings go over `header_rows` lines.

    Raises `WrongStage`, `Forbidden`, `Invalid`, and `NotFound` when the file is not kept any more.
    """
    if header_rows is not None and not 1 <= header_rows <= MOST_HEADER_ROWS:
        raise Invalid("Pilih 1 sampai {most} baris.", "baris-kepala", most=MOST_HEADER_ROWS)
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        may_describe(actor, row.dataset)
        if row.swept_at is not None:
            raise NotFound
        store.move(
            row, Stage.READING, now, report=None, problem="", code="", header_rows=header_rows or row.header_rows
        )  # fmt: skip


def waiting(arrival: UUID, actor: Actor) -> Arrival:
    """The locked arrival, for those who may describe it. Raises `WrongStage`, `Forbidden`, `NotFound`."""
    row = store.lock_arrival(arrival)
    may_describe(actor, row.dataset)
    if row.stage != Stage.WAITING:
        raise WrongStage(stage=STAGE_WORDS[Stage(row.stage)])
    return row


def check_arrival(*, house: House, arrival: UUID, clock: Callable[[], datetime]) -> Stage:
    """Check the file of an arrival and store it as the next version, or keep its report; the stage that follows.

    May be called again after a process was killed: what was stored before is found and not stored twice. While the
    store cannot be used the arrival stays in its stage, and is taken up again (`tasks.arrivals.tend`).
    """
    row = store.as_it_is(arrival)
    if row.stage != Stage.CHECKING:
        return Stage(row.stage)
    try:
        done = _deliver(house, row, clock())
    except DeliveryRefused as refusal:
        report = refusal.report.as_json()
        return _over(arrival, Stage.REFUSED, clock(), report=report, code=refusal.code, problem=str(refusal))
    except StoreUnavailable as refusal:
        return _wait(arrival, refusal, clock())
    except DomainError as refusal:
        return _fail(arrival, refusal, clock())
    report = done.report | ({"repeated": True} if done.repeated else {})
    facts = {"version": done.version, "report": report, "problem": "", "code": ""}
    stage = _over(arrival, Stage.ACCEPTED, clock(), swept_at=clock(), **facts)
    house.arrivals.remove(arrival)
    return stage


def _deliver(house: House, row: Arrival, now: datetime) -> Delivered:
    agency = row.dataset.agency
    for left in reversed(range(_TRIES)):
        try:
            return deliver(
                file=house.arrivals.file(row.pk, row.file_name),
                slug=row.dataset.slug,
                agency=f"{agency.government.code}/{agency.slug}",
                schema_text=_schema_text(row),
                mode=Mode(row.mode),
                rejected_to=house.arrivals.rejected(row.pk),
                folder=house.lake,
                actor=Actor(account_id=row.by_id) if row.by_id else SYSTEM,
                now=now,
            )
        except OvertakenDelivery:
            if not left:
                raise
    raise AssertionError("unreachable")


def _schema_text(row: Arrival) -> str | None:
    return json.dumps(row.schema) if row.schema else None


def _fail(arrival: UUID, refusal: DomainError, now: datetime) -> Stage:
    return _over(arrival, Stage.FAILED, now, code=refusal.code, problem=str(refusal))


def _wait(arrival: UUID, refusal: StoreUnavailable, now: datetime) -> Stage:
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        if row.stage == Stage.CHECKING:
            store.change(row, now, code=refusal.code, problem=str(refusal))
        return Stage(row.stage)


def _over(arrival: UUID, stage: Stage, now: datetime, **facts: object) -> Stage:
    """Bring an arrival to its end, unless somebody cancelled it meanwhile and nothing was stored."""
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        if row.stage == stage or (row.stage == Stage.CANCELLED and stage is not Stage.ACCEPTED):
            return Stage(row.stage)
        store.move(row, stage, now, **facts)
        return stage


def working(*, arrival: UUID, now: datetime) -> Stage:
    """Say that somebody works on the arrival; the stage in which others may have put it."""
    return Stage(store.beat(arrival, now))


def left(*, arrival: UUID, ended_well: bool, now: datetime) -> Stage:
    """The process that worked on the arrival has ended; its stage. One that died is told, not waited for."""
    stage = Stage(store.as_it_is(arrival).stage)
    if ended_well or stage not in (Stage.READING, Stage.CHECKING):
        return stage
    why = "Pemeriksaan terhenti, mungkin karena berkasnya terlalu besar. Bagi berkasnya, lalu kirim lagi."
    return _over(arrival, Stage.FAILED, now, code="fault", problem=why)
