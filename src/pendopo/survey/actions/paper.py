"""Sheets of paper: one person types a sheet, another types it again, then it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import rules_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.survey import store
from pendopo.survey.actions.weaker import keep_weaker
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.errors import SamePerson, SheetDone, SheetTaken
from pendopo.survey.domain.paper import (
    MOST_SHEETS,
    PaperColumn,
    check_typed,
    differences,
    elements_of,
    paper_columns,
    profile_of,
)
from pendopo.survey.queries import asked_besides, current_framework


@dataclass(frozen=True)
class Checked:
    """How a check ended. `differing`: columns in which the two differ; then nothing counts yet, and `first` is what
    the first person typed."""

    counted: bool
    differing: tuple[str, ...] = ()
    first: Mapping[str, int] | None = None


@transaction.atomic
def type_sheet(
    *, service_id: int, month: Month, number: int, typed: Mapping[str, int], actor: Actor, now: datetime
) -> int:
    """Keep a sheet until somebody else has typed it too; its number here.

    Raises `Forbidden`, `NotFound`, `Invalid` or, for a number that is taken, `SheetTaken`.
    """
    rules = _require(service_id, actor)
    if month > Month.of(rules.day(now)):
        raise Invalid("Bulan itu belum tiba. Pilih bulan kunjungan.", field="bulan")
    if not 1 <= number <= MOST_SHEETS:
        raise Invalid("Tulis nomor lembar antara 1 dan {most}.", field="nomor", most=MOST_SHEETS)
    whole = check_typed(_columns(service_id, month), typed)
    made = store.add_sheet(service_id, str(month), number, whole, actor.account_id or 0)
    if made is None:
        raise SheetTaken(number=number)
    return made


@transaction.atomic
def check_sheet(
    *, sheet_id: int, typed: Mapping[str, int], settled: bool, actor: Actor, now: datetime
) -> Checked:
    """Type a sheet again. The same: it counts. Different: the differences, and nothing happens, until the second
    person has looked at the paper and sends what stands there with `settled`.

    Raises `NotFound`, `Forbidden`, `SamePerson`, `SheetDone` or `Invalid`.
    """
    sheet = store.lock_sheet(sheet_id)
    if sheet is None:
        raise NotFound
    _require(sheet.service_id, actor)
    if sheet.typed is None:
        raise SheetDone
    if sheet.typed_by == actor.account_id:
        raise SamePerson
    month = Month.parse(sheet.period)
    whole = check_typed(_columns(sheet.service_id, month), typed)
    differing = differences(sheet.typed, whole)
    if differing and not settled:
        return Checked(counted=False, differing=differing, first=sheet.typed)
    framework = current_framework()
    keep_weaker(
        service_id=sheet.service_id,
        answer_class=AnswerClass.PAPER,
        answers=elements_of(framework, whole),
        own=whole,
        profile=profile_of(framework, whole),
        now=now,
        month=month,
    )
    store.finish_sheet(sheet_id, actor.account_id or 0, len(differing))
    return Checked(counted=True, differing=differing)


@transaction.atomic
def discard_sheet(*, sheet_id: int, actor: Actor) -> None:
    """Take back a sheet that nobody has checked; only who typed it may.

    Raises `NotFound` (also for a sheet of somebody else), `Forbidden` or `SheetDone`.
    """
    sheet = store.lock_sheet(sheet_id)
    if sheet is None or sheet.typed_by != actor.account_id:
        raise NotFound
    _require(sheet.service_id, actor)
    if sheet.typed is None:
        raise SheetDone
    store.drop_sheet(sheet_id)


def _columns(service_id: int, month: Month) -> tuple[PaperColumn, ...]:
    asked = asked_besides(service_id, month)
    return paper_columns(current_framework(), [each.question for each in asked])


def _require(service_id: int, actor: Actor) -> ServiceRules:
    rules = rules_of([service_id]).get(service_id)
    if rules is None:
        raise NotFound
    require(actor, Permission.ENTER_PAPER, Place(rules.government_id, rules.agency_id, rules.office_id))
    return rules
