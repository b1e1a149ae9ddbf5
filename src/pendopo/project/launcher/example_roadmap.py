"""The worked roadmap of the demo, by the actions that people use: two agencies have promised, one misses a milestone.

All of it is invented and every page says so. It stands on the worked assessment. What happened on earlier days carries
those days, but its entries in the public record are of today, because that is when they are made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings
from django.db import transaction

from pendopo.accounts.domain.second_factor import Confirmation, Factor
from pendopo.accounts.queries import account_named, actor_of
from pendopo.assessment.queries import assessments_with
from pendopo.directory.queries import agencies_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day
from pendopo.project.launcher.faults import LauncherFault
from pendopo.roadmap import actions, queries, tasks
from pendopo.roadmap.domain.catalogue import read_catalogue
from pendopo.roadmap.domain.commitments import digest
from pendopo.roadmap.domain.initiatives import Facts, Milestone, State
from pendopo.roadmap.domain.plans import Wish

WEST = ZoneInfo("Asia/Jakarta")
#: The framework whose catalogue there is.
FRAMEWORK = "permenpanrb-59-2020"


def build(file: Path, government_id: int, *, now: datetime) -> None:
    """Make the roadmap, unless there is any already or the assessment is missing."""
    slugs = [slug for slug, _ in assessments_with(government_id) if FRAMEWORK in slug]
    if slugs and not queries.roadmaps():
        with transaction.atomic():  # whole or not at all: a start that was interrupted begins again
            Example(yaml.safe_load(file.read_text()), government_id, slugs[0], now).build()


class Example:
    """The file, the people, and the moment at which the demo begins."""

    def __init__(
        self, content: Mapping[str, Any], government_id: int, assessment: str, now: datetime
    ) -> None:
        self.content, self.government_id, self.assessment, self.now = content, government_id, assessment, now
        self.agencies = {one.slug: one.id for one in agencies_of(government_id)}
        self.first_year = local_day(now, WEST).year
        self.slug = f"kabupaten-mojokerto-{self.first_year}"
        self.lead = _person("koordinator")

    def build(self) -> None:
        """In the order in which it happened: begun, agreed, promised, reported, changed, reminded; then a plan."""
        self._begin()
        for one in self.content["agreed"]:
            self._agree(one)
        for agency, head in self.content["committed"].items():
            self._promise(self.agencies[agency], _person(head))
        for day, code, told in sorted(self._reports(), key=lambda each: each[0]):
            self._report(day, code, told)
        self._change(self.content["changed"])
        actions.remind(
            now=self.now, today=local_day(self.now, WEST), ahead=settings.ENV["PENDOPO_REMIND_DAYS"]
        )
        self._ask(self.content["plan"])

    def _moment(self, days: int) -> datetime:
        return self.now + timedelta(days=days)

    def _day(self, days: int) -> date:
        return local_day(self._moment(days), WEST)

    def _begin(self) -> None:
        began = self._moment(self.content["began"])
        actions.create_roadmap(
            actor=self.lead,
            now=began,
            slug=self.slug,
            government_id=self.government_id,
            title=self.content["title"],
            assessment=self.assessment,
            first_year=self.first_year,
            last_year=self.first_year + self.content["years"] - 1,
            example=True,
        )
        path = Path(settings.CONTENT) / "roadmap" / f"{FRAMEWORK}.yaml"
        actions.take_from_catalogue(
            actor=self.lead,
            now=began,
            roadmap=self.slug,
            catalogue=read_catalogue(path.read_text(), path=path.name),
            owner_id=self.agencies["diskominfo"],
        )

    def _agree(self, one: Mapping[str, Any]) -> None:
        code, day = one["code"], self._moment(self.content["began"] + 10)
        milestones = tuple(Milestone(each["title"], self._day(each["due"])) for each in one["milestones"])
        changes = {"milestones": milestones, "rkpd": one.get("rkpd", ""), "example": False}
        self._save(day, code, start=self.first_year + one["year"], **changes)
        for state in (State.AGREED, State.RUNNING) if one.get("running") else (State.AGREED,):
            actions.move_initiative(actor=self.lead, now=day, roadmap=self.slug, code=code, wanted=state)
        if "elements" in one:
            actions.set_elements(
                actor=self.lead, now=day, roadmap=self.slug, code=code, elements=one["elements"]
            )

    def _save(self, now: datetime, code: str, reason: str = "", **changes: Any) -> None:
        present = queries.initiative(queries.roadmap(self.slug), code)
        facts: Facts = replace(present.facts, **changes)
        actions.change_initiative(
            actor=self.lead,
            now=now,
            roadmap=self.slug,
            code=code,
            seen=present.version,
            facts=facts,
            reason=reason,
        )

    def _promise(self, agency_id: int, head: Actor) -> None:
        here, day = queries.roadmap(self.slug), self._moment(self.content["committed_on"])
        read = digest(queries.draft_commitment(here, queries.agency(here, agency_id), 1))
        actions.declare(
            actor=head,
            now=day,
            today=local_day(self.now, WEST),
            roadmap=self.slug,
            agency_id=agency_id,
            read=read,
            confirmation=Confirmation(Factor.APP, day),
        )

    def _reports(self) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        for one in self.content["agreed"]:
            for told in one["milestones"]:
                if "done" in told:
                    yield told["done"], one["code"], told

    def _report(self, day: int, code: str, told: Mapping[str, Any]) -> None:
        owner = queries.initiative(queries.roadmap(self.slug), code).facts.owner_id
        reporters = {self.agencies[slug]: name for slug, name in self.content["reporters"].items()}
        actions.report_progress(
            actor=_person(reporters[owner]),
            now=self._moment(day),
            today=self._day(day),
            roadmap=self.slug,
            code=code,
            words=told["report"],
            done=[told["title"]],
            link=told["link"],
        )

    def _change(self, one: Mapping[str, Any]) -> None:
        year = self.first_year + one["year"]
        self._save(self._moment(one["day"]), one["code"], one["reason"], start=year)

    def _ask(self, plan: Mapping[str, Any]) -> None:
        """The search runs in the background of the demo; agreed initiatives keep their years."""
        here = queries.roadmap(self.slug)
        starts = {one.code: one.facts.start for one in queries.initiatives_of(here) if one.facts.start}
        wish = Wish(
            title=plan["title"],
            targets={self.first_year + year: target for year, target in plan["targets"].items()},
            budgets={self.first_year + year: limit for year, limit in plan["budgets"].items()},
            pace=True,
            pinned=starts,
            forbidden=frozenset(),
            seconds=plan["seconds"],
        )
        actions.ask_for_plan(
            actor=self.lead,
            now=self.now,
            roadmap=self.slug,
            wish=wish,
            begin=lambda number: tasks.search.defer(plan=str(number)),
        )


def _person(username: str) -> Actor:
    account = account_named(username)
    if account is None:
        raise LauncherFault(f"The demo has no account {username}.")
    return actor_of(account.id)
