"""The protection of a data set for the page on which it is decided."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.protection import Protection, Treatment, from_json
from pendopo.datahouse.models import DataProtection, Dataset
from pendopo.datahouse.queries.reaching import personal_columns, protection_of
from pendopo.datahouse.queries.versions import version_of
from pendopo.kernel.actor import Actor, Place


@dataclass(frozen=True)
class ProtectedColumn:
    """A column, how others see it, and what kind of personal data was found in it."""

    name: str
    title: str
    treatment: Treatment
    personal: str
    closed: bool


@dataclass(frozen=True)
class Decision:
    """One earlier decision: what differed from showing everything, why, when and by whom."""

    number: int
    protection: Protection
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ProtectionPage:
    """What holds, and how it came to be."""

    slug: str
    title: str
    owner: str
    access: str
    protection: Protection
    columns: tuple[ProtectedColumn, ...]
    decisions: tuple[Decision, ...]


def protection_page_of(*, slug: str, actor: Actor) -> ProtectionPage:
    """For those who decide about the data set. Raises `UnknownDataset`, also for everybody else."""
    row = Dataset.objects.select_related("agency").filter(slug=slug, newest__gte=1).first()
    if row is None or not _decides(actor, Place(row.agency.government_id, row.agency_id)):
        raise UnknownDataset(slug=slug)
    version = version_of(slug=slug)
    protection, personal = protection_of(version), personal_columns(slug)
    columns = tuple(
        ProtectedColumn(
            one.name, one.title or one.name, protection.of(one.name), personal.get(one.name, ""), one.closed
        )
        for one in version.schema.fields
    )
    kept = DataProtection.objects.filter(dataset=row).select_related("by").order_by("-number")
    decisions = tuple(
        Decision(one.number, from_json(one.content), one.reason, one.at, one.by.display_name) for one in kept
    )
    return ProtectionPage(
        slug, row.title or slug, row.agency.name, row.access, protection, columns, decisions
    )


def _decides(actor: Actor, place: Place) -> bool:
    return any(allows(actor, one, place) for one in (Permission.DELIVER_DATA, Permission.CHECK_DATA))
