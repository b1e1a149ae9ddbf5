"""A file of an earlier survey is looked at, brought in as a whole, or taken back as a whole."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import OfficeView, office_by_id
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.ledger.actions import append
from pendopo.survey import store
from pendopo.survey.actions.class_sums import due_sums
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.errors import NotDone, NotDraft, NotReady, SameFile
from pendopo.survey.domain.importing.rows import ReadAnswer
from pendopo.survey.domain.importing.sheets import read_sheets
from pendopo.survey.domain.importing.states import ImportState
from pendopo.survey.domain.record import LOG
from pendopo.survey.queries import preview, same_file

#: A draft that nobody finishes goes with its file on the second day.
DRAFT_DAYS = 1
LONGEST_REASON = 200


@transaction.atomic
def begin_import(*, office_id: int, file_name: str, raw: bytes, actor: Actor, now: datetime) -> int:
    """Keep a file as a draft; its number. Raises `Forbidden`, `Unreadable` or `SameFile`."""
    place = _require(office_id, actor)
    read_sheets(raw)
    digest = hashlib.sha256(raw).hexdigest()
    if name := same_file(office_id, digest):
        raise SameFile(file=name)
    today = local_day(now, place.zone)
    return store.add_draft(office_id, file_name[-120:], digest, raw, actor.account_id or 0, today)


@transaction.atomic
def choose(*, import_id: int, choices: Choices, actor: Actor) -> None:
    """Decide how a draft is to be read. Raises `NotFound`, `Forbidden` or `NotDraft`."""
    _draft(import_id, actor)
    store.save_choices(import_id, choices.as_json())


@transaction.atomic
def discard_import(*, import_id: int, actor: Actor) -> None:
    """Take a draft away, with its file. Raises `NotFound`, `Forbidden` or `NotDraft`."""
    _draft(import_id, actor)
    store.drop_drafts(import_id=import_id)


@transaction.atomic
def finish_import(*, import_id: int, actor: Actor, now: datetime, minimum: int | None = None) -> int:
    """Bring in all answers of a draft, and remember the names of services; how many answers.

    The file is read once more, under lock: what is brought in is what the preview would show at this moment. Its
    sums go into the public record, of services and months with `minimum` answers at least (None: at night).
    Raises `NotFound`, `Forbidden`, `NotDraft`, `NotReady` or `SameFile`; then nothing was brought in.
    """
    store.lock_answers()
    office_id = _draft(import_id, actor)
    found = preview(import_id, now=now)
    if name := same_file(office_id, found.row.sha256):
        raise SameFile(file=name)
    if not found.reading.ready:
        raise NotReady
    answers = found.reading.answers
    placed = [(each.service_id, str(each.month), each.scores) for each in answers if each.service_id]
    brought = _brought(answers)
    today = local_day(now, found.office.zone)
    store.finish_import(import_id, len(placed), brought, actor.account_id or 0, today)
    store.add_imported(import_id, placed)
    _count_profiles(brought, 1)
    store.learn_names(office_id, found.choices.services)
    _record(brought, minimum, now)
    return len(placed)


@transaction.atomic
def withdraw_import(
    *, import_id: int, reason: str, actor: Actor, now: datetime, minimum: int | None = None
) -> None:
    """Take back everything that an import brought; who did it, when and why stays.

    Raises `NotFound`, `Forbidden`, `Invalid` without a reason, or `NotDone`.
    """
    store.lock_answers()
    row = store.lock_import(import_id)
    if row is None:
        raise NotFound
    place = _require(row.office_id, actor)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(
            "Tulis alasan pembatalan, paling banyak {most} huruf.", field="alasan", most=LONGEST_REASON
        )
    if row.state != ImportState.DONE.value:
        raise NotDone
    _count_profiles(row.brought, -1)
    store.take_back(import_id, actor.account_id or 0, local_day(now, place.zone), reason)
    _record(row.brought, minimum, now)


def drop_old_drafts(*, now: datetime) -> int:
    """Take away drafts that nobody finished, with their files; how many."""
    return store.drop_drafts(before=now.date() - timedelta(days=DRAFT_DAYS))


def _draft(import_id: int, actor: Actor) -> int:
    """The office of a draft, which stays locked until the transaction ends."""
    row = store.lock_import(import_id)
    if row is None:
        raise NotFound
    _require(row.office_id, actor)
    if row.state != ImportState.DRAFT.value:
        raise NotDraft
    return int(row.office_id)


def _brought(answers: Iterable[ReadAnswer]) -> list[dict[str, Any]]:
    """What is brought, by service and month, with the counts of the profile: enough to take it back."""
    counted: Counter[tuple[int | None, str]] = Counter()
    profiles: dict[tuple[int | None, str], Counter[tuple[str, str]]] = {}
    for each in answers:
        key = (each.service_id, str(each.month))
        counted[key] += 1
        profiles.setdefault(key, Counter()).update(each.profile.items())
    return [
        {
            "service": key[0],
            "month": key[1],
            "answers": counted[key],
            "profile": [[field, band, count] for (field, band), count in sorted(profiles[key].items())],
        }
        for key in sorted(counted, key=str)
    ]


def _record(brought: Iterable[dict[str, Any]], minimum: int | None, now: datetime) -> None:
    """Record the sums of the import's months; one that is not over waits for the night after its end."""
    if minimum is None:
        return
    months = {Month.parse(each["month"]) for each in brought}
    past = [month for month in months if month < Month.of(now.date())]
    append(LOG, due_sums(months=past, classes=[AnswerClass.IMPORT], minimum=minimum))


def _count_profiles(brought: Iterable[dict[str, Any]], sign: int) -> None:
    for each in brought:
        counts = {(field, band): sign * count for field, band, count in each["profile"]}
        store.add_to_profile(each["service"], each["month"], counts)


def _require(office_id: int, actor: Actor) -> OfficeView:
    place = office_by_id(office_id)
    require(actor, Permission.EDIT_SURVEYS, Place(government_id=place.government_id, office_id=place.id))
    return place
