"""Trying the columns and rules of an arrival on its own file, before anything is decided."""

from uuid import UUID

from pendopo.datahouse.actions.arriving import may_describe
from pendopo.datahouse.actions.judging import judge
from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import STAGE_WORDS, Stage, WrongStage
from pendopo.datahouse.domain.errors import DeliveryRefused
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.store import arrivals as store
from pendopo.datahouse.store import known
from pendopo.kernel.actor import Actor


def try_out(*, house: House, arrival: UUID, actor: Actor) -> Report:
    """What the check would find now. Nothing is stored, and the arrival goes on waiting.

    Raises `Forbidden`, `NotFound`, `WrongStage`, `SchemaRefused`, `FileRefused`.
    """
    row = store.as_it_is(arrival)
    may_describe(actor, row.dataset)
    if row.stage != Stage.WAITING:
        raise WrongStage(stage=STAGE_WORDS[Stage(row.stage)])
    before = known(row.dataset.slug)
    lake = LakeFolder(house.lake)
    with lake.work() as work, workshop(work) as connection:
        raw = lake.receive(house.arrivals.file(row.pk, row.file_name), work)
        try:
            judged = judge(
                connection, raw, wanted=schema_from_json(row.schema), before=before.schema if before else None,
                agency_id=row.dataset.agency_id, work=work,
            )  # fmt: skip
        except DeliveryRefused as refusal:
            return refusal.report
        return judged.checked.report
