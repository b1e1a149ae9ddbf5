"""How far somebody may go into the tables of a question, and what protects them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from pendopo.datahouse.domain.aggregates import UNIT
from pendopo.datahouse.domain.description import described
from pendopo.datahouse.domain.errors import UnknownDataset, UnknownVersion
from pendopo.datahouse.domain.gate import tables_in
from pendopo.datahouse.domain.names import slug_of, table_of
from pendopo.datahouse.domain.policy import Access, Reach, Viewer, guarded_select, reach
from pendopo.datahouse.domain.protection import Protection, Treatment, from_json, in_force
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.models import DataProtection, Dataset, Release, Version
from pendopo.datahouse.queries.versions import VersionView, version_of


@dataclass(frozen=True)
class Reached:
    """One version of a data set, how far `viewer` may go into it, and its protection."""

    version: VersionView
    viewer: Viewer
    reach: Reach
    protection: Protection

    @property
    def pseudonyms(self) -> frozenset[str]:
        """Columns that hold a keyed hash, in small letters."""
        return frozenset(
            name.lower()
            for name, treatment in self.protection.columns.items()
            if treatment is Treatment.HASHED and not self.viewer.operator
        )

    def select(self, relation: str) -> str:
        """SELECT over `relation`, the rows of the version, with the policy in it."""
        only_aggregates = self.reach is Reach.AGGREGATES
        return guarded_select(
            relation, self.viewer, owner=self.version.owner, schema=self.version.schema,
            protection=self.protection, extra=self._unit() if only_aggregates else "",
            all_agencies=only_aggregates,
        )  # fmt: skip

    def _unit(self) -> str:
        """Whom a row is about: one person by pseudonym where there is one, else the row itself."""
        hashed = [one.name for one in self.version.schema.fields if one.name.lower() in self.pseudonyms]
        persons = [f"CAST({quoted(name)} AS VARCHAR)" for name in hashed[:1]]
        return f"coalesce({', '.join([*persons, 'CAST(row_number() OVER () AS VARCHAR)'])}) AS {UNIT}"


def reached(*, slug: str, viewer: Viewer, number: int | None = None) -> Reached:
    """One version as `viewer` may see it. Raises `UnknownDataset`, also where nothing may be seen.

    Without a number the owner gets the newest version, and everybody else the one that was released last: what is
    still being checked is nobody else's business.
    """
    version = version_of(slug=slug, number=number)
    viewer = viewer.at(version.government_id)
    if not viewer.operator and viewer.agency != version.owner:
        version = _released(version, number)
    protection = protection_of(version)
    far = reach(
        viewer, slug=slug, owner=version.owner, access=version.access, schema=version.schema,
        protection=protection,
    )  # fmt: skip
    if far is Reach.NOTHING:
        raise UnknownDataset(slug=slug)
    return Reached(version, viewer, far, protection)


def _released(version: VersionView, number: int | None) -> VersionView:
    """The version that others may have. Before the first release it is the newest, for those who were granted it."""
    released = list(
        Release.objects.filter(dataset__slug=version.slug, withdrawn_at=None)
        .order_by("-number")
        .values_list("version__number", flat=True)
    )
    if not released or version.number in released[: None if number else 1]:
        return version
    if number is not None:
        raise UnknownVersion(slug=version.slug, version=number)
    return version_of(slug=version.slug, number=released[0])


def reached_tables(*, sql: str, viewer: Viewer) -> dict[str, Reached]:
    """The tables of a question that exist for `viewer`, by the name that the question uses, in small letters."""
    found = {}
    for table in tables_in(sql):
        try:
            one = reached(slug=slug_of(table), viewer=viewer)
        except UnknownDataset:
            continue  # a name of the question itself, or unknown: the gate knows which
        if table_of(one.version.slug) == table:
            found[table] = one
    return found


def protection_of(version: VersionView) -> Protection:
    """What protects a version now: the newest decision about its data set, and care where nobody has decided."""
    decided = DataProtection.objects.filter(dataset=OuterRef("pk")).order_by("-number").values("content")[:1]
    written, kept, personal = (
        Dataset.objects.annotate(
            decided=Subquery(decided), personal=ArraySubquery(_personal_data(Q(dataset=OuterRef("pk"))))
        )
        .values_list("columns", "decided", "personal")
        .get(slug=version.slug)
    )
    return in_force(
        from_json(kept) if kept is not None else None,
        described(version.schema, written),
        _strongest(personal),
        is_open=version.access is Access.OPEN,
    )


def personal_columns(slug: str) -> dict[str, str]:
    """Column -> kind of personal data that some delivery of the data set held; a NIK outweighs everything."""
    return _strongest(one["report__personal_data"] for one in _personal_data(Q(dataset__slug=slug)))


def _personal_data(versions: Q) -> "QuerySet[Version, dict[str, Any]]":
    """What the checks of the versions found, where they found something."""
    reports = Version.objects.filter(versions).exclude(report__personal_data=[])
    return reports.values("report__personal_data")


def _strongest(reports: Iterable[Sequence[Mapping[str, str]] | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for report in reports:
        for one in report or ():
            if found.get(one["column"]) != "nik":
                found[one["column"]] = one["kind"]
    return found
