"""Protections, access requests and questions as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.datahouse.domain.access_requests import AccessState
from pendopo.datahouse.domain.asking_errors import AlreadyAsked, UnknownQuestion, UnknownRequest
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.policy import Access, Reach
from pendopo.datahouse.models import (
    AccessRequest,
    DataProtection,
    Dataset,
    QuestionLog,
    QuestionTable,
    RunningQuestion,
    SavedQuery,
)
from pendopo.kernel.actor import Place


@dataclass(frozen=True)
class Owned:
    """A data set with its owner and the place where rights about it hold."""

    slug: str
    owner: str
    owner_name: str
    access: Access
    place: Place


def owned(slug: str, *, lock: bool = False) -> Owned:
    """The data set of that name. Raises `UnknownDataset`."""
    rows = Dataset.objects.select_related("agency").filter(slug=slug)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise UnknownDataset(slug=slug)
    place = Place(government_id=row.agency.government_id, agency_id=row.agency_id)
    return Owned(row.slug, row.agency.slug, row.agency.name, Access(row.access), place)


def add_protection(
    *, slug: str, content: Mapping[str, Any], reason: str, by_id: int | None, now: datetime
) -> int:
    """The next protection of a locked data set; its number."""
    dataset = Dataset.objects.get(slug=slug)
    number = DataProtection.objects.filter(dataset=dataset).count() + 1
    DataProtection.objects.create(
        dataset=dataset, number=number, content=dict(content), reason=reason, at=now, by_id=by_id
    )
    return number


def add_request(
    *, slug: str, agency_id: int, by_id: int | None, purpose: str, reach: Reach, until: date, now: datetime
) -> UUID:
    """A new request. Raises `AlreadyAsked` when one is undecided or holds."""
    dataset = Dataset.objects.get(slug=slug)
    mine = AccessRequest.objects.filter(dataset=dataset, asked_by_id=by_id, agency_id=agency_id)
    running = mine.filter(state=AccessState.GRANTED.value, until__gte=now.date(), reach=reach.value)
    if running.exists() or mine.filter(state=AccessState.ASKED.value).exists():
        raise AlreadyAsked(slug=slug)
    try:
        with transaction.atomic():
            row = AccessRequest.objects.create(
                dataset=dataset, agency_id=agency_id, asked_by_id=by_id, asked_at=now, purpose=purpose,
                reach=reach.value, until=until,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyAsked(slug=slug) from None
    return row.id


def lock_request(request_id: UUID) -> AccessRequest:
    """The request, locked until the end of the transaction. Raises `UnknownRequest`."""
    row = AccessRequest.objects.select_for_update(of=("self",)).select_related("dataset__agency")
    found = row.filter(pk=request_id).first()
    if found is None:
        raise UnknownRequest
    return found


def place_of(request: AccessRequest) -> Place:
    """Where rights about the wanted data hold."""
    agency = request.dataset.agency
    return Place(government_id=agency.government_id, agency_id=agency.id)


def begin_question(
    *,
    question_id: UUID,
    by_id: int | None,
    sql: str,
    now: datetime,
    lasts: timedelta,
    each: int,
    together: int,
) -> bool:
    """Note that a question runs; False when this account or all together have too many that run."""
    RunningQuestion.objects.filter(began_at__lt=now - lasts).delete()
    with transaction.atomic():
        running = dict(RunningQuestion.objects.select_for_update().values_list("id", "by_id"))
        own = sum(1 for one in running.values() if one == by_id)
        if question_id in running or len(running) >= together or own >= each:
            return False
        RunningQuestion.objects.create(id=question_id, by_id=by_id, sql=sql, began_at=now)
    return True


def is_wanted(question_id: UUID) -> bool:
    """Whether nobody has cancelled it."""
    return not RunningQuestion.objects.filter(pk=question_id, cancelled=True).exists()


def end_question(question_id: UUID) -> None:
    """It does not run any more."""
    RunningQuestion.objects.filter(pk=question_id).delete()


def cancel_question(question_id: UUID, by_id: int | None) -> None:
    """Have one's own question stopped; nothing happens when it is over already."""
    RunningQuestion.objects.filter(pk=question_id, by_id=by_id).update(cancelled=True)


def log_question(*, facts: Mapping[str, Any], tables: Mapping[str, tuple[int, Reach, UUID | None]]) -> UUID:
    """Write down what was asked. `tables`: data set -> version, how far, by which access."""
    row = QuestionLog.objects.create(**facts)
    datasets = dict(Dataset.objects.filter(slug__in=tables).values_list("slug", "id"))
    QuestionTable.objects.bulk_create(
        QuestionTable(
            question=row, dataset_id=datasets[slug], version=version, reach=far.value, access_id=access
        )
        for slug, (version, far, access) in tables.items()
    )
    return row.id


def put_saved(
    *,
    saved_id: UUID | None,
    by_id: int | None,
    agency_id: int,
    title: str,
    sql: str,
    shared: bool,
    now: datetime,
) -> UUID:
    """Keep a question, new or changed; the same title of the same person is the same question."""
    facts = {"agency_id": agency_id, "sql": sql, "shared": shared, "changed_at": now}
    if saved_id is not None:
        if not SavedQuery.objects.filter(pk=saved_id, by_id=by_id).update(title=title, **facts):
            raise UnknownQuestion
        return saved_id
    row, _ = SavedQuery.objects.update_or_create(by_id=by_id, title=title, defaults=facts)
    return row.id


def drop_saved(saved_id: UUID, by_id: int | None) -> None:
    """Forget one's own question. Raises `UnknownQuestion`."""
    if not SavedQuery.objects.filter(pk=saved_id, by_id=by_id).delete()[0]:
        raise UnknownQuestion
