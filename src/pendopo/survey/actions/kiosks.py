"""The screen by the exit: staff sets it up, people answer at it, staff takes it away."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import office_by_id, service
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.survey import store
from pendopo.survey.actions.weaker import keep_weaker
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.errors import KioskEnded
from pendopo.survey.domain.keys import kiosk_key_hash, new_kiosk_key
from pendopo.survey.queries import kiosk_of_key

LONGEST_NAME = 60


@transaction.atomic
def set_up_kiosk(*, office_id: int, service_id: int | None, name: str, actor: Actor, now: datetime) -> str:
    """Make a device a survey kiosk, for all services of the office or for one; the key that it has to keep.

    The key exists in the answer only. Raises `Forbidden`, `NotFound` or `Invalid`.
    """
    _require(office_id, actor)
    if service_id is not None and service(service_id).office_id != office_id:
        raise NotFound
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(
            "Beri nama layar ini, misalnya “Pintu keluar lantai 1”, paling banyak {most} huruf.",
            field="nama",
            most=LONGEST_NAME,
        )
    key = new_kiosk_key()
    day = local_day(now, office_by_id(office_id).zone)
    store.add_kiosk(office_id, service_id, name, kiosk_key_hash(key), actor.account_id or 0, day)
    return key


@transaction.atomic
def end_kiosk(*, office_id: int, kiosk_id: int, actor: Actor, now: datetime) -> None:
    """The device answers no more, wherever it is. Raises `Forbidden` or `NotFound`."""
    _require(office_id, actor)
    if not store.end_kiosk(office_id, kiosk_id, local_day(now, office_by_id(office_id).zone)):
        raise NotFound


@transaction.atomic
def answer_at_kiosk(
    *,
    key: str,
    service_id: int,
    answers: Mapping[str, int | None],
    own: Mapping[str, int | None] | None,
    now: datetime,
) -> None:
    """Keep an answer given at a kiosk. Raises `KioskEnded`, `NotFound` or `Invalid`."""
    kiosk = kiosk_of_key(key)
    if kiosk is None:
        raise KioskEnded
    if service(service_id).office_id != kiosk.office_id or kiosk.service_id not in (None, service_id):
        raise NotFound
    keep_weaker(
        service_id=service_id,
        answer_class=AnswerClass.KIOSK,
        answers=answers,
        own=own,
        profile=None,
        now=now,
    )


def _require(office_id: int, actor: Actor) -> None:
    place = office_by_id(office_id)
    require(actor, Permission.TAKE_AT_KIOSK, Place(government_id=place.government_id, office_id=office_id))
