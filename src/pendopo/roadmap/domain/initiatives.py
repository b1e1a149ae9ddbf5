"""Initiatives of a roadmap: what they are, which steps their state allows, what is late.

The seven contents of a peta rencana: PermenPANRB 59/2020, Lampiran I, indicator 2.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pendopo.kernel.errors import DomainError, Invalid, Kind
from pendopo.roadmap.domain.plan import problem as plan
from pendopo.roadmap.domain.plan.problem import Measure, Raise
from pendopo.roadmap.domain.plan.soundness import LARGEST_COST, LONGEST_WORK

LONGEST_TITLE, LONGEST_TEXT = 200, 4_000
MOST_MILESTONES, MOST_RAISES = 30, 60
#: Where a report can be checked: a page of the web, or a piece in the library of evidence of this site.
LINK = re.compile(r"https?://[^\s/]+(/\S*)?|/data-dukung/\S+")
LONGEST_LINK = 1_000


class Content(StrEnum):
    """One of the seven contents of a peta rencana."""

    GOVERNANCE = "tata-kelola"
    MANAGEMENT = "manajemen"
    SERVICES = "layanan"
    INFRASTRUCTURE = "infrastruktur"
    APPLICATIONS = "aplikasi"
    SECURITY = "keamanan"
    AUDIT = "audit"

    @property
    def label(self) -> str:
        return "Audit TIK" if self is Content.AUDIT else self.value.replace("-", " ").capitalize()


class Funds(StrEnum):
    """Where the money comes from."""

    APBD = "apbd"
    APBN = "apbn"
    GRANT = "hibah"
    OTHER = "lain"

    @property
    def label(self) -> str:
        return {"apbd": "APBD", "apbn": "APBN", "hibah": "Hibah", "lain": "Lainnya"}[self.value]


class State(StrEnum):
    """Where an initiative stands."""

    PROPOSED = "usulan"
    AGREED = "disetujui"
    RUNNING = "berjalan"
    CLOSED = "selesai"
    DROPPED = "dibatalkan"

    @property
    def label(self) -> str:
        return self.value.capitalize()


#: What may follow what. What is closed or dropped can be taken up again, with a reason, as everything else.
FOLLOWING: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (State.AGREED, State.DROPPED),
    State.AGREED: (State.RUNNING, State.PROPOSED, State.DROPPED),
    State.RUNNING: (State.CLOSED, State.DROPPED),
    State.CLOSED: (State.RUNNING,),
    State.DROPPED: (State.PROPOSED,),
}
#: What still counts as planned.
ALIVE = frozenset({State.PROPOSED, State.AGREED, State.RUNNING, State.CLOSED})


class WrongStep(DomainError):
    """The state of the initiative does not allow this step."""

    code = "wrong-step"
    kind = Kind.CONFLICT
    message = "Inisiatif ini {state}, jadi tidak dapat menjadi {wanted}. Muat ulang halaman untuk melihat keadaannya."


class ChangedMeanwhile(DomainError):
    """Somebody else changed the initiative after the page was drawn."""

    code = "changed-meanwhile"
    kind = Kind.CONFLICT
    message = "Inisiatif ini baru saja diubah orang lain. Bandingkan dengan isi terbaru, lalu simpan lagi."


class CodeTaken(DomainError):
    """Another initiative of the roadmap has this code."""

    code = "code-taken"
    kind = Kind.CONFLICT
    message = "Kode {name} sudah dipakai inisiatif lain dalam peta rencana ini. Pilih kode lain."


@dataclass(frozen=True)
class Milestone:
    """Something that is there by `due`; `done` says since when."""

    title: str
    due: date
    done: date | None = None

    def days_late(self, today: date) -> int:
        """0 when it is done or its day has not passed."""
        return 0 if self.done else max((today - self.due).days, 0)


@dataclass(frozen=True)
class Facts:
    """What an initiative is. `cost` in rupiah per year of work, `start` the planned first year, None if not planned.

    `example`: taken from the catalogue and not yet looked at; its figures are nobody's promise.
    """

    title: str
    content: Content
    owner_id: int
    cost: tuple[int, ...]
    supporter_ids: tuple[int, ...] = ()
    start: int | None = None
    running_cost: int = 0
    funds: Funds = Funds.APBD
    raises: tuple[Raise, ...] = ()
    after: tuple[str, ...] = ()
    mandatory: bool = False
    risks: str = ""
    milestones: tuple[Milestone, ...] = ()
    rkpd: str = ""
    renja: str = ""
    example: bool = False

    @property
    def end(self) -> int | None:
        """The planned last year of work."""
        return None if self.start is None else self.start + len(self.cost) - 1

    def late(self, today: date) -> tuple[Milestone, ...]:
        """Milestones whose day has passed, the longest late first."""
        found = [one for one in self.milestones if one.days_late(today)]
        return tuple(sorted(found, key=lambda one: one.due))

    def with_done(self, titles: Collection[str], day: date) -> "Facts":
        """Milestones of these titles are done since `day`, unless they were done before."""
        marked = (
            replace(one, done=day) if one.title in titles and not one.done else one for one in self.milestones
        )
        return replace(self, milestones=tuple(marked))

    def to_plan(self, code: str) -> plan.Initiative:
        """What the optimizer has to know."""
        return plan.Initiative(
            id=code,
            title=self.title,
            cost=self.cost,
            running_cost=self.running_cost,
            raises=self.raises,
            after=self.after,
            mandatory=self.mandatory,
        )


def check_facts(facts: Facts, measure: Measure, years: range) -> None:
    """Raise `Invalid` at the first fact that cannot stand."""
    if not 3 <= len(facts.title) <= LONGEST_TITLE:
        raise Invalid("Beri nama inisiatif, 3 sampai {most} huruf.", field="nama", most=LONGEST_TITLE)
    if not 1 <= len(facts.cost) <= LONGEST_WORK:
        raise Invalid("Tulis biaya untuk 1 sampai {most} tahun kerja.", field="biaya", most=LONGEST_WORK)
    if any(not 0 <= amount <= LARGEST_COST for amount in (*facts.cost, facts.running_cost)):
        raise Invalid("Tulis biaya sebagai rupiah bulat, tidak negatif.", field="biaya")
    if facts.start is not None and (facts.start not in years or (facts.end or 0) not in years):
        raise Invalid(
            "Inisiatif harus mulai dan selesai antara {first} dan {last}.",
            field="mulai",
            first=years[0],
            last=years[-1],
        )
    for text, field in ((facts.risks, "risiko"), (facts.rkpd, "rkpd"), (facts.renja, "renja")):
        if len(text) > LONGEST_TEXT:
            raise Invalid(
                "Ringkas isian ini menjadi paling banyak {most} huruf.", field=field, most=LONGEST_TEXT
            )
    _check_raises(facts, measure)
    titles = [one.title for one in facts.milestones]
    if len(titles) > MOST_MILESTONES or len(set(titles)) != len(titles):
        raise Invalid(
            "Beri setiap tonggak nama yang berbeda, paling banyak {most}.",
            field="tonggak",
            most=MOST_MILESTONES,
        )


def _check_raises(facts: Facts, measure: Measure) -> None:
    for one in facts.raises[: MOST_RAISES + 1]:
        if one.item not in measure.weights:
            raise Invalid("Indikator {item} tidak ada dalam kerangka.", field="kenaikan", item=one.item)
        if not measure.lowest <= one.start < one.end <= measure.highest:
            raise Invalid(
                "Kenaikan indikator {item} harus dari tingkat rendah ke tingkat tinggi, {low} sampai {high}.",
                field="kenaikan",
                item=one.item,
                low=measure.lowest,
                high=measure.highest,
            )


def check_step(state: State, wanted: State) -> None:
    """Raise `WrongStep` unless `wanted` may follow `state`."""
    if wanted not in FOLLOWING[state]:
        raise WrongStep(state=state.label.lower(), wanted=wanted.label.lower())


def check_link(link: str) -> str:
    """The trimmed address, empty for none. Raises `Invalid` for what no browser opens."""
    link = link.strip()
    if link and not (LINK.fullmatch(link) and len(link) <= LONGEST_LINK):
        raise Invalid("Tulis alamat lengkap yang dimulai dengan https://, atau kosongkan.", field="tautan")
    return link


def check_reason(reason: str) -> str:
    """The trimmed reason. Raises `Invalid` when it says nothing."""
    reason = reason.strip()
    if not 5 <= len(reason) <= LONGEST_TEXT:
        raise Invalid("Tulis alasannya, paling sedikit 5 huruf.", field="alasan")
    return reason
