"""What the version at work still lacks before it may become public."""

from dataclasses import replace

from pendopo.datahouse.domain.description import Description, described
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.protection import Treatment, from_json
from pendopo.datahouse.domain.readiness import Lack, Suspect, lacks, suspects_in
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.models import DataProtection, Dataset, PersonalDecision, Version


def lacks_of(*, slug: str) -> tuple[Lack, ...]:
    """Everything that is missing; empty before the first delivery. Raises `UnknownDataset`."""
    row, version = at_work(slug)
    if version is None:
        return ()
    schema = schema_of(row, version)
    decided = PersonalDecision.objects.filter(dataset=row, version=version.number)
    return lacks(
        said_of(row),
        schema,
        suspects_in(version.report, schema),
        frozenset(decided.values_list("column", "kind")),
    )


def suspects_of(*, slug: str) -> tuple[Suspect, ...]:
    """Columns of the version at work that look like personal data and would become public."""
    row, version = at_work(slug)
    return suspects_in(version.report, schema_of(row, version)) if version else ()


def at_work(slug: str) -> tuple[Dataset, Version | None]:
    """The data set with its agency, and the version that its state is about. Raises `UnknownDataset`."""
    row = Dataset.objects.select_related("agency__government").filter(slug=slug).first()
    if row is None:
        raise UnknownDataset(slug=slug)
    return row, Version.objects.filter(dataset=row, number=row.at_work).first()


def schema_of(row: Dataset, version: Version) -> Schema:
    """The schema of a version with what people wrote about its columns; what its owner protects is closed."""
    schema = described(schema_from_json(version.schema), row.columns)
    kept = DataProtection.objects.filter(dataset=row).order_by("-number").first()
    if kept is None:
        return schema
    protection = from_json(kept.content)
    fields = (
        replace(one, closed=one.closed or protection.of(one.name) is not Treatment.SHOWN)
        for one in schema.fields
    )
    return replace(schema, fields=tuple(fields))


def said_of(row: Dataset) -> Description:
    """What people wrote about a data set."""
    return Description(
        title=row.title, summary=row.summary, access=Access(row.proposed_access), licence=row.licence,
        frequency=Frequency(row.frequency), theme=row.theme, tags=tuple(row.tags), metadata=row.metadata,
        columns=row.columns,
    )  # fmt: skip
