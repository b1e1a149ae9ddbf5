"""A small year of assessment for tests: a government with three agencies, its people, and a calendar."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.accounts.queries import actor_of
from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import Content
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.roles import Duty, Shares
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.models import Evidence, EvidenceUse
from pendopo.directory.models import Agency, Government
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM, Actor, Role
from pendopo.kernel.days import local_day

Made = TypeVar("Made")

#: Wednesday 10 June 2026, 09.00 WIB: self-assessment and internal review are open.
JUNE = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)
AUGUST = datetime(2026, 8, 10, 2, 0, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 10, 2, 0, tzinfo=UTC)

STAGES = (
    Stage(RoundName.SELF, date(2026, 5, 1), date(2026, 6, 30)),
    Stage(RoundName.INTERNAL, date(2026, 6, 1), date(2026, 6, 30)),
    Stage(RoundName.DOCUMENT, date(2026, 7, 1), date(2026, 7, 31)),
    Stage(RoundName.INTERVIEW, date(2026, 8, 1), date(2026, 8, 31)),
    Stage(RoundName.FINAL, date(2026, 9, 1), date(2026, 9, 30)),
)
PEOPLE = {
    "sekda": (Role.COORDINATOR, None),
    "penanggung": (Role.PARTICIPANT, Duty.ACCOUNTABLE),
    "entri": (Role.PARTICIPANT, Duty.DATA_ENTRY),
    "auditor": (Role.PARTICIPANT, Duty.INTERNAL_ASSESSOR),
    "asesor": (Role.PARTICIPANT, Duty.EXTERNAL_ASSESSOR),
    "kominfo": (Role.PARTICIPANT, Duty.RESPONDENT),
    "bappeda": (Role.PARTICIPANT, Duty.RESPONDENT),
    "inspektorat": (Role.PARTICIPANT, Duty.RESPONDENT),
    "tamu": (Role.PARTICIPANT, None),
}
AGENCIES = ("kominfo", "bappeda", "inspektorat")


@dataclass
class Year:
    """What tests name: the assessment, its people as actors, its agencies' numbers."""

    slug: str
    government: Government
    agencies: dict[str, int]
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def framework(self):
        return queries.pinned(queries.standing(self.slug, SYSTEM).checksum)

    @property
    def id(self) -> int:
        return queries.id_of(self.slug)

    def give(self, code, level=1, *, who="entri", now=JUNE, round=RoundName.SELF, **texts):
        """Give an answer with sound texts; evidence comes along when the level needs it."""
        if level > 1 and round is RoundName.SELF:
            prove(self, code)
        present = queries.present(self.id, round, code)
        return actions.give_answer(
            actor=self.people[who],
            now=now,
            slug=self.slug,
            round=round,
            indicator=code,
            content=words(level, **texts),
            based_on=present.version if present else 0,
        )

    def give_all(self, level=1, *, who="entri", now=JUNE, round=RoundName.SELF, reason="", but=()):
        """Give every item except `but` the same level; `now` None is the real moment."""
        now = now or clock.now()
        wishes = {
            item.code: actions.Wish(words(level, reason=reason), 0)
            for item in self.framework.items
            if item.code not in but
        }
        if level > 1 and round is RoundName.SELF:
            for code in wishes:
                prove(self, code)
        return actions.give_answers(
            actor=self.people[who], now=now, slug=self.slug, round=round, answers=wishes
        )

    def give_all_missing(self, level=1, *, now=JUNE):
        """Give every item that was not given yet."""
        given = {one.indicator for one in queries.given_levels([self.id])[self.id]}
        for item in self.framework.items:
            if item.code not in given:
                self.give(item.code, level, now=now)

    def save(self, code, *, who="kominfo", based_on=0, now=JUNE, round=RoundName.SELF, **content):
        """Keep a draft."""
        return actions.save_answer(
            actor=self.people[who],
            now=now,
            slug=self.slug,
            round=round,
            indicator=code,
            content=Content(**content),
            based_on=based_on,
        )


def open_today() -> tuple[Stage, ...]:
    """A calendar in which all rounds are open on the real day."""
    today = local_day(clock.now(), ZoneInfo("Asia/Jakarta"))
    near = timedelta(days=2)
    return tuple(Stage(stage.round, today - near, today + near) for stage in STAGES)


def words(level, **texts):
    """An answer whose explanation is long enough."""
    usual = {
        "fact": "Peraturan Bupati Nomor 1 Tahun 2025, Pasal 3.",
        "analysis": "Pasal itu memenuhi kriteria tingkat ini.",
        "justification": "Semua kriteria sampai tingkat ini terpenuhi.",
    }
    return Content(level=level, **{**usual, **{name: text for name, text in texts.items() if text}})


def prove(year, code):
    """One address on the web as evidence for an item."""
    piece = Evidence.objects.create(
        id=uuid.uuid4(),
        government=year.government,
        agency_id=next(iter(year.agencies.values())),
        address="https://jdih.example.go.id/1",
        title="Peraturan Bupati",
        received_at=JUNE,
    )
    EvidenceUse.objects.create(evidence=piece, assessment_id=year.id, indicator=code, added_at=JUNE)


def in_june(build: Callable[[], Made]) -> Made:
    """What `build` makes while the site's clock stands at `JUNE`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: JUNE)
        return build()


def build_year(*, framework="permenpanrb-59-2020", stages=STAGES, year=2026, previous="", own=True) -> Year:
    """The year as a coordinator sets it up; kominfo leads the odd indicators, bappeda the even ones and supports 1."""
    government, _ = Government.objects.get_or_create(
        code="35.16", defaults={"name": "Kabupaten Uji", "level": "kabupaten"}
    )
    agencies = {
        slug: Agency.objects.get_or_create(
            government=government, slug=slug, defaults={"name": f"Dinas {slug.title()}"}
        )[0].pk
        for slug in AGENCIES
    }
    people = {name: _person(name, role, government.pk) for name, (role, _) in PEOPLE.items()}
    slug = actions.create_assessment(
        actor=people["sekda"],
        plan=actions.Plan(
            government_id=government.pk,
            framework=framework,
            year=year,
            kind=Kind.EVALUATION,
            stages=stages,
            previous=previous,
        ),
    )
    made = Year(slug, government, agencies, people)
    for name, (_, duty) in PEOPLE.items():
        if duty is not None:
            actions.assign_person(
                actor=people["sekda"],
                slug=slug,
                account_id=people[name].account_id,
                duty=duty,
                agency_id=agencies.get(name),
            )
    if own:
        share(made)
    return made


def share(year: Year) -> None:
    """Every item gets a leading agency."""
    lead = {True: year.agencies["kominfo"], False: year.agencies["bappeda"]}
    shares = {
        item.code: Shares(
            lead[item.indicator.number % 2 == 1],
            frozenset({year.agencies["bappeda"]}) if item.code == "1" else frozenset(),
        )
        for item in year.framework.items
    }
    actions.assign_indicators(actor=year.people["sekda"], slug=year.slug, shares=shares)


def _person(name: str, role: Role, government_id: int) -> Actor:
    account, made = Account.objects.get_or_create(
        username=name, defaults={"display_name": name.title(), "government_id": government_id}
    )
    if made:
        RoleAssignment.objects.create(account=account, role=role.value, government_id=government_id)
    return actor_of(account.pk)
