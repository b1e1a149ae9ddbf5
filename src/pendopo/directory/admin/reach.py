"""Which rows an editor reaches: the grants that give EDIT_DIRECTORY, written as a filter of each table."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from pendopo.accounts.domain.policy import Permission, grants_giving
from pendopo.directory.models import Agency, Counter, Government, Holiday, Office, Service, SpecialDay
from pendopo.kernel.actor import Actor, Grant


@dataclass(frozen=True)
class Columns:
    """Where a table keeps the three limits of a grant; None: its rows are not of an agency (office) at all."""

    government: str
    agency: str | None = None
    office: str | None = None

    def reached_by(self, grant: Grant) -> Q | None:
        """The rows that the grant covers, or None when it can cover no row of this table."""
        limits = (
            (grant.government_id, self.government),
            (grant.agency_id, self.agency),
            (grant.office_id, self.office),
        )
        if any(limit is not None and column is None for limit, column in limits):
            return None
        return Q(**{str(column): limit for limit, column in limits if limit is not None})


COLUMNS: dict[type[Model], Columns] = {
    Government: Columns("pk"),
    Agency: Columns("government", agency="pk"),
    Office: Columns("government", office="pk"),
    Counter: Columns("office__government", office="office"),
    Service: Columns("office__government", agency="agency", office="office"),
    SpecialDay: Columns("office__government", agency="service__agency", office="office"),
    Holiday: Columns("government"),
}


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks; the gate has put it on the request."""
    actor: Actor = request.actor
    return actor


def reach(actor: Actor, model: type[Model]) -> Q | None:
    """The rows of `model` that the actor may edit; None when there can be none."""
    if actor.is_system:
        return Q()
    columns = COLUMNS[model]
    parts = [
        part
        for grant in grants_giving(actor, Permission.EDIT_DIRECTORY)
        if (part := columns.reached_by(grant)) is not None
    ]
    if not parts:
        return None
    whole = Q()
    for part in parts:
        if not part:
            return Q()
        whole |= part
    return whole


def reachable(actor: Actor, model: type[Model]) -> QuerySet[Model]:
    """The rows of `model` that the actor may edit."""
    rows = model._default_manager.all()
    reached = reach(actor, model)
    return rows.none() if reached is None else rows.filter(reached)
