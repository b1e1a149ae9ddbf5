"""Where the government stands: the levels of the roadmap's assessment, as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.rounds import levels_after
from pendopo.assessment.queries import given_levels, pinned, standing
from pendopo.kernel.actor import SYSTEM
from pendopo.roadmap.domain.plan.problem import Measure
from pendopo.roadmap.domain.plans import digest_of


@dataclass(frozen=True)
class Footing:
    """Levels by item, the framework they are of, and a digest of both. `leads`: the agency that leads an item."""

    assessment: str
    title: str
    year: int
    framework: Framework
    measure: Measure
    levels: Mapping[str, int]
    leads: Mapping[str, int]
    digest: str

    @property
    def index(self) -> Fraction:
        """Items without a level count as the lowest."""
        return self.measure.index(self.measure.units(self.levels))


def footing(assessment: str) -> Footing:
    """The levels that count now. Raises `NotFound`."""
    here = standing(assessment, SYSTEM)
    levels = dict(levels_after(given_levels([here.id]).get(here.id, ())))
    return Footing(
        assessment=assessment,
        title=here.title,
        year=here.year,
        framework=(framework := pinned(here.checksum)),
        measure=Measure.of(framework),
        levels=levels,
        leads={item: shares.lead for item, shares in here.shares.items() if shares.lead is not None},
        digest=digest_of([here.checksum, levels]),
    )


def government_of(assessment: str) -> int:
    """The government that an assessment is about. Raises `NotFound`."""
    return standing(assessment, SYSTEM).government_id
