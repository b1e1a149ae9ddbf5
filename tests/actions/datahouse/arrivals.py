"""An agency that sends files, for tests of what arrives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from pendopo.accounts.models import Account
from pendopo.datahouse.actions import arriving, inspecting
from pendopo.datahouse.actions.opening import open_dataset
from pendopo.datahouse.arriving.folder import ArrivalFolder
from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import Limits, Stage, Way
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.opening import Opening
from pendopo.datahouse.queries.arrivals import ArrivalView, arrival
from pendopo.directory.models import Agency, Government
from pendopo.directory.queries import forget
from pendopo.kernel.actor import Actor, Grant, Role

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
GOOD = "kode,nama,jumlah\nA,Satu,1\nB,Dua,2\n"


@dataclass
class Desk:
    """The desk of one agency: its people, its house, and the shortest ways to send something."""

    house: House
    agency: Agency
    actor: Actor
    other: Actor
    slug: str = ""
    clock: Callable[[], datetime] = field(default=lambda: NOW)

    def send(
        self, content: str | bytes, *, name: str = "kiriman.csv", mode: Mode = Mode.REPLACE, **also
    ) -> UUID:
        """Keep a file as an arrival."""
        raw = content.encode() if isinstance(content, str) else content
        facts = {"actor": self.actor, "now": NOW, "way": Way.UPLOAD, "announced": len(raw)} | also
        return arriving.receive(
            house=self.house, slug=self.slug, name=name, chunks=[raw[:7], raw[7:]], mode=mode, **facts
        )

    def look(self, ident: UUID, *, anew: bool = False) -> Stage:
        return inspecting.look_at_columns(house=self.house, arrival=ident, anew=anew, now=NOW)

    def check(self, ident: UUID) -> Stage:
        return inspecting.check_arrival(house=self.house, arrival=ident, clock=self.clock)

    def confirm(self, ident: UUID) -> Stage:
        inspecting.confirm(arrival=ident, actor=self.actor, now=NOW)
        return self.check(ident)

    def deliver(self, content: str | bytes, **also) -> ArrivalView:
        """Send, and say yes to whatever is proposed."""
        ident = self.send(content, **also)
        stage = self.look(ident)
        if stage is Stage.WAITING:
            self.confirm(ident)
        elif stage is Stage.CHECKING:
            self.check(ident)
        return self.view(ident)

    def view_after(self, content: str) -> dict:
        """The report of a first file while it waits for a look."""
        ident = self.send(content)
        self.look(ident)
        return dict(self.view(ident).report)

    def view(self, ident: UUID) -> ArrivalView:
        return arrival(self.actor, ident)


def build_desk(folder: Path, *, limits: Limits | None = None, slug: str = "data-uji") -> Desk:
    """Agencies dinkes and dikbud of 35.76, somebody who delivers for each, and a data set of the first."""
    government, _ = Government.objects.get_or_create(
        code="35.76", defaults={"name": "Kota Uji", "level": "kota"}
    )
    agencies = [
        Agency.objects.get_or_create(government=government, slug=one, defaults={"name": f"Dinas {one}"})[0]
        for one in ("dinkes", "dikbud")
    ]
    forget()
    actors = []
    for agency in agencies:
        account, _ = Account.objects.get_or_create(
            username=f"produsen-{agency.slug}", defaults={"display_name": f"Produsen {agency.slug}"}
        )
        grant = Grant(Role.DATA_PRODUCER, government_id=government.pk, agency_id=agency.pk)
        actors.append(Actor(account_id=account.pk, name=account.display_name, grants=(grant,)))
    house = House(
        ArrivalFolder(folder / "arrivals"), folder / "lake", limits or Limits(5_000_000, 100, 50_000_000)
    )
    desk = Desk(house, agencies[0], actors[0], actors[1], slug)
    wanted = Opening(
        agencies[0].pk, "Data uji", "Kumpulan data untuk pengujian saja.", "monthly", "terbatas", slug
    )
    open_dataset(wanted=wanted, actor=actors[0], now=NOW)
    return desk
