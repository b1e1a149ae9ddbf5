"""Which figures of a month may be published: the rules of `domain/disclosure.py` for a whole government.

They are applied twice. Once to the tables alone. Once to the tables beside the public record, in which answers with a
code stand one by one and other classes with their sums: there only the small, unrecorded groups have to be hidden.
Where a total would show such a group, it is published without it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pendopo.directory.queries import agencies_of, offices
from pendopo.survey.domain.channels import AnswerClass, has_code
from pendopo.survey.domain.disclosure import Publishable, publishable
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.domain.tally import Tally
from pendopo.survey.queries.scopes import ScopeView, scope_view, services_in

#: A service and a class of answers.
Cell = tuple[int, str]


@dataclass(frozen=True)
class Rule:
    """What may be published, and the people that the rule counts in each cell."""

    allowed: Publishable[str, Cell]
    sizes: Mapping[Cell, int]

    def groups(self, services: set[int]) -> list[set[int]]:
        """The groups of these services that can be told apart."""
        found = [{service for service, _ in group} & services for group in self.allowed.groups]
        return [group for group in found if group]


class MonthRules:
    """What may be published of one month: `alone` for the tables, `beside` for what the record does not hold."""

    def __init__(self, counted: Sequence[Tally], scopes: Sequence[ScopeView], least: int) -> None:
        """`counted` are all answers of the month; `scopes` the government, its offices and agencies."""
        self._counted, self._least = counted, least
        sizes = {(each.service_id, each.answer_class): each.respondents for each in counted}
        hidden = {cell: size for cell, size in sizes.items() if not self._is_recorded(cell, size)}
        self.alone = Rule(publishable(_wanted(sizes, scopes), sizes, least), sizes)
        self.beside = Rule(publishable(_wanted(hidden, scopes), hidden, least), hidden)

    def tallies_of(self, view: ScopeView) -> list[Tally]:
        """The answers of a scope that may be published as one sum: all, those in the record, or none."""
        if view.key not in self.alone.allowed.names:
            return []
        services = set(view.service_ids)
        mine = [each for each in self._counted if each.service_id in services]
        if self.is_whole(view):
            return mine
        mine = [
            each for each in mine if self._is_recorded((each.service_id, each.answer_class), each.respondents)
        ]
        return mine if sum(each.respondents for each in mine) >= self._least else []

    def is_whole(self, view: ScopeView) -> bool:
        """Whether all answers of the scope may be published as one sum."""
        return all(view.key in rule.allowed.names for rule in (self.alone, self.beside))

    def _is_recorded(self, cell: Cell, size: int) -> bool:
        return has_code(AnswerClass(cell[1])) or size >= self._least


def parts_of(everything: ScopeView) -> list[ScopeView]:
    """The offices and agencies of a government that have services, in the order of the directory."""
    number = everything.scope.government_id
    services = services_in(everything.scope)
    at = {each.office_id for each in services}
    of = {each.agency_id for each in services}
    found = [Scope(number, office_id=place.id) for place in offices() if place.id in at]
    found += [Scope(number, agency_id=agency.id) for agency in agencies_of(number) if agency.id in of]
    return [scope_view(scope) for scope in found]


def _wanted(sizes: Mapping[Cell, int], scopes: Iterable[ScopeView]) -> Iterator[tuple[str, list[Cell]]]:
    """What is to be published, wholes before their parts, busy services before quiet ones."""
    cells: dict[int, list[Cell]] = {}
    people: dict[int, int] = {}
    for cell, size in sizes.items():
        cells.setdefault(cell[0], []).append(cell)
        people[cell[0]] = people.get(cell[0], 0) + size
    services: dict[int, None] = {}
    for view in scopes:
        services |= dict.fromkeys(view.service_ids)
        yield view.key, [cell for service in view.service_ids for cell in cells.get(service, ())]
    for service in sorted(services, key=lambda one: (-people.get(one, 0), one)):
        yield f"layanan-{service}", cells.get(service, [])
