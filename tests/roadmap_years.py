"""A roadmap for tests: two agencies with a few initiatives, on an assessment whose items all have level 1."""

from dataclasses import dataclass
from datetime import date

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.accounts.queries import actor_of
from pendopo.kernel.actor import Actor, Role
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.initiatives import Content, Facts, Milestone, State
from pendopo.roadmap.domain.plan.problem import Raise
from pendopo.roadmap.domain.plans import Wish
from tests.assessment_year import JUNE, Year, build_year

SLUG = "kabupaten-uji-2026"
TODAY = date(2026, 6, 10)


@dataclass
class Plans:
    """What tests name."""

    year: Year
    people: dict[str, Actor]

    @property
    def here(self) -> queries.RoadmapView:
        return queries.roadmap(SLUG)

    def facts(self, **changes: object) -> Facts:
        usual = {
            "title": "Kebijakan data",
            "content": Content.GOVERNANCE,
            "owner_id": self.year.agencies["kominfo"],
            "cost": (100_000_000,),
            "start": 2026,
            "raises": (Raise("3", 1, 3),),
            "milestones": (Milestone("Naskah", date(2026, 6, 1)), Milestone("Penetapan", date(2026, 12, 1))),
        }
        return Facts(**(usual | changes))

    def add(self, code: str, who: str = "sekda", **changes: object) -> None:
        actions.add_initiative(
            actor=self.people[who], now=JUNE, roadmap=SLUG, code=code, facts=self.facts(**changes)
        )

    def move(self, code: str, wanted: State, reason: str = "", who: str = "sekda") -> None:
        actions.move_initiative(
            actor=self.people[who], now=JUNE, roadmap=SLUG, code=code, wanted=wanted, reason=reason
        )

    def wish(self, **changes: object) -> Wish:
        usual = {
            "title": "Uji",
            "targets": {2026: "1.02"},
            "budgets": {},
            "pace": True,
            "pinned": {},
            "forbidden": frozenset(),
            "seconds": 20,
        }
        return Wish(**(usual | changes))


def build_roadmap() -> Plans:
    """2026 to 2028; K-01 and K-02 belong to kominfo, B-01 to bappeda."""
    year = build_year()
    head = _person(year, "kepala-kominfo", Role.AGENCY_HEAD)
    staff = _person(year, "staf-kominfo", Role.PARTICIPANT)
    people = year.people | {"kepala": head, "staf": staff}
    actions.create_roadmap(
        actor=people["sekda"],
        now=JUNE,
        slug=SLUG,
        government_id=year.government.pk,
        title="Peta rencana uji",
        assessment=year.slug,
        first_year=2026,
        last_year=2028,
    )
    plans = Plans(year, people)
    plans.add("K-01")
    plans.add(
        "K-02", title="Kebijakan audit", cost=(250_000_000,), raises=(Raise("3", 1, 2), Raise("9", 1, 2))
    )
    plans.add(
        "B-01",
        title="Peta rencana",
        cost=(300_000_000,),
        owner_id=year.agencies["bappeda"],
        raises=(Raise("12", 1, 3),),
    )
    return plans


def _person(year: Year, username: str, role: Role) -> Actor:
    """Somebody of kominfo."""
    account = Account.objects.create(
        username=username, display_name=username, government_id=year.government.pk
    )
    RoleAssignment.objects.create(
        account=account, role=role.value, government_id=year.government.pk, agency_id=year.agencies["kominfo"]
    )
    return actor_of(account.pk)
