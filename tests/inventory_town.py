"""An inventory for tests: a government with three agencies, people who write, elements that rest on each other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.accounts.queries import actor_of
from pendopo.directory.models import Agency, Government
from pendopo.inventory import actions, queries
from pendopo.inventory.domain.elements import Facts
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.kernel.actor import Actor, Role

#: Wednesday 10 June 2026, 09.00 WIB.
JUNE = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)
AGENCIES = ("kominfo", "bkpsdm", "dinkes")


@dataclass
class Town:
    """What tests name."""

    government: Government
    agencies: dict[str, int]
    people: dict[str, Actor]

    @property
    def id(self) -> int:
        return self.government.pk

    @property
    def place(self) -> queries.Place:
        return queries.place_seen_by(self.people["sekda"], self.government.code)

    def facts(self, name: str, part: Part, agency: str = "kominfo", **values: object) -> Facts:
        status = values.pop("status", Status.IN_USE)
        return Facts(part, self.agencies[agency], name, status, values)

    def add(self, code: str, name: str, part: Part, agency: str = "kominfo", **values: object) -> str:
        return actions.add_element(
            actor=self.people["sekda"],
            now=JUNE,
            government_id=self.id,
            code=code,
            facts=self.facts(name, part, agency, **values),
        )

    def relate(self, source: str, relation: Relation, target: str, who: str = "sekda") -> None:
        actions.relate(
            actor=self.people[who],
            now=JUNE,
            government_id=self.id,
            source=source,
            relation=relation,
            target=target,
        )

    def element(self, code: str) -> queries.ElementView:
        return queries.element(self.id, code)


def build_inventory() -> Town:
    """A service uses an application, which holds data, runs on a server, and rests on one person."""
    government = Government.objects.create(code="35.16", name="Kabupaten Uji", level="kabupaten")
    agencies = {
        slug: Agency.objects.create(
            government=government, slug=slug, name=f"Dinas {slug.title()}", short_name=slug.title()
        ).pk
        for slug in AGENCIES
    }
    people = {
        "sekda": _person(government, "sekda", Role.COORDINATOR),
        "staf": _person(government, "staf", Role.PARTICIPANT, agencies["kominfo"]),
        "kepala": _person(government, "kepala", Role.AGENCY_HEAD, agencies["kominfo"]),
        "peserta": _person(government, "peserta", Role.PARTICIPANT),
    }
    town = Town(government, agencies, people)
    town.add("LA-1", "Pengaduan warga", Part.SERVICE, saluran="daring", penanggung_jawab="Bidang Layanan")
    town.add("AP-1", "Aduan Daring", Part.APPLICATION, cadangan="ya", hosting="pusat-data-daerah",
             penanggung_jawab="Bidang Aplikasi", kekritisan="tinggi", biaya_tahunan=25_000_000)  # fmt: skip
    town.add("DI-1", "Data aduan", Part.DATA, data_pribadi="ya", walidata="Bidang Layanan")
    town.add("IN-1", "Server utama", Part.INFRASTRUCTURE)
    town.add("OR-1", "Administrator server", Part.PEOPLE, jumlah=1)
    for source, relation, target in (
        ("LA-1", Relation.USES, "AP-1"),
        ("AP-1", Relation.HOLDS, "DI-1"),
        ("AP-1", Relation.RUNS_ON, "IN-1"),
        ("AP-1", Relation.STAFFED_BY, "OR-1"),
    ):
        town.relate(source, relation, target)
    return town


def _person(government: Government, username: str, role: Role, agency_id: int | None = None) -> Actor:
    account = Account.objects.create(username=username, display_name=username, government_id=government.pk)
    RoleAssignment.objects.create(
        account=account, role=role.value, government_id=government.pk, agency_id=agency_id
    )
    return actor_of(account.pk)
