"""Rules of an arrival that waits: between the columns of a row, and beside the totals of other data sets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from pendopo.datahouse.actions.inspecting import waiting
from pendopo.datahouse.actions.references import totals_of
from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.plain_rules import PlainRule, condition_of, told
from pendopo.datahouse.domain.schema import Schema, Total
from pendopo.datahouse.domain.schema_reading import schema_as_json, schema_from_json
from pendopo.datahouse.store import arrivals as store
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, NotFound

#: Rules of one data set; more are no description that anybody reads.
MOST = 100
_Kind = TypeVar("_Kind")


def put_rule(
    *, arrival: UUID, place: int | None, rule: PlainRule, message: str, actor: Actor, now: datetime
) -> None:
    """Keep a rule at `place` (from 0), or as a new one; without a message it is told in its own words.

    Raises `Invalid` at the field that does not fit, `NotFound`, `WrongStage`, `Forbidden`.
    """
    with transaction.atomic():
        row = waiting(arrival, actor)
        schema = schema_from_json(row.schema)
        facts = _rule_as_json(condition_of(rule, schema), message.strip() or told(rule, schema), schema)
        _keep(row, "rules", place, facts, now)


def put_condition(
    *, arrival: UUID, place: int | None, condition: str, message: str, actor: Actor, now: datetime
) -> None:
    """The same for a condition in SQL, with the sentence that senders read. Raises `Invalid` and `SchemaRefused`."""
    if not condition.strip():
        raise Invalid("Tulis syaratnya, misalnya laki_laki <= jumlah * 2.", field="syarat")
    if not message.strip():
        raise Invalid("Tulis aturannya dalam satu kalimat; pengirim membacanya bila salah.", field="kalimat")
    with transaction.atomic():
        row = waiting(arrival, actor)
        schema = schema_from_json(row.schema)
        try:
            _keep(row, "rules", place, _rule_as_json(condition.strip(), message.strip(), schema), now)
        except SchemaRefused as refusal:
            raise Invalid("Syarat belum dapat dipakai: {why}.", "syarat", why=refusal.facts["why"]) from None


def put_total(*, arrival: UUID, place: int | None, total: Total, actor: Actor, now: datetime) -> None:
    """Keep a rule across data sets, once what it compares with can be read. Raises `Invalid`, `NotFound`."""
    row = store.as_it_is(arrival)
    try:
        schema = replace(schema_from_json(row.schema), totals=(total,))
        (facts,) = schema_as_json(schema_from_json(schema_as_json(schema)))["totals"]
        totals_of(schema, row.dataset.agency_id)
    except SchemaRefused as refusal:
        raise Invalid(
            f"Jumlah ini belum dapat dibandingkan: {refusal.facts['why']}.", field="kunci_1"
        ) from None
    with transaction.atomic():
        _keep(waiting(arrival, actor), "totals", place, facts, now)


def drop(*, arrival: UUID, part: str, place: int, actor: Actor, now: datetime) -> None:
    """Take away a rule (`part` "rules") or a total ("totals"). Raises `NotFound`, `WrongStage`, `Forbidden`."""
    with transaction.atomic():
        row = waiting(arrival, actor)
        document = dict(row.schema or {})
        document[part] = _without(list(document.get(part, ())), place)
        store.change(row, now, schema=schema_as_json(schema_from_json(document)))


def _rule_as_json(condition: str, message: str, schema: Schema) -> dict[str, str]:
    taken = {one.name for one in schema.rules}
    name = next(str(n) for n in range(1, MOST + 2) if str(n) not in taken)
    return {"name": name, "condition": condition, "message": " ".join(message.split())[:500]}


def _keep(row: store.Arrival, part: str, place: int | None, facts: object, now: datetime) -> None:
    document = dict(row.schema or {})
    listed = list(document.get(part, ()))
    if place is None and len(listed) >= MOST:
        raise Invalid("Paling banyak {most} aturan dalam satu kumpulan data.", "kolom", most=MOST)
    document[part] = [*listed, facts] if place is None else _with(listed, place, facts)
    store.change(row, now, schema=schema_as_json(schema_from_json(document)))


def _with(listed: Sequence[_Kind], place: int, one: _Kind) -> list[_Kind]:
    if not 0 <= place < len(listed):
        raise NotFound
    return [*listed[:place], one, *listed[place + 1 :]]


def _without(listed: Sequence[_Kind], place: int) -> list[_Kind]:
    if not 0 <= place < len(listed):
        raise NotFound
    return [*listed[:place], *listed[place + 1 :]]
