"""The worked assessment of the demo, by the same actions that people use: a finished year and the one that follows.

All levels are invented and both assessments say so on every page. What happens is dated today, because that is when it
happens: the record takes no entry from the past. Read from `content/assessments/`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction

from pendopo.accounts.queries import account_named, actor_of
from pendopo.assessment import actions, queries
from pendopo.assessment.actions.evidence import add_evidence
from pendopo.assessment.domain.answers import Content
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.evidence import Facts
from pendopo.assessment.domain.pieces import At
from pendopo.assessment.domain.roles import Duty, Shares
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.domain.tasks import Present, blank
from pendopo.assessment.files.site import site_intake
from pendopo.directory.queries import agencies_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day
from pendopo.project.launcher.faults import LauncherFault

#: Username of the demo, and the duty there. The respondent answers for the first agency of the file.
PEOPLE = {
    "koordinator": Duty.COORDINATOR,
    "penanggungjawab": Duty.ACCOUNTABLE,
    "entri": Duty.DATA_ENTRY,
    "responden": Duty.RESPONDENT,
    "asesor": Duty.INTERNAL_ASSESSOR,
    "evaluator": Duty.EXTERNAL_ASSESSOR,
}
#: The zone of the Kabupaten.
WEST = ZoneInfo("Asia/Jakarta")
_CONFIRMED, _REMARK = 4, "Tingkat babak sebelumnya sesuai dengan dokumen yang diperiksa (contoh peragaan)."


def build(file: Path, government_id: int, *, now: datetime) -> None:
    """Make both assessments, unless there are any already."""
    if not queries.slugs():
        with transaction.atomic():  # whole or not at all: a start that was interrupted begins again
            Example(yaml.safe_load(file.read_text()), government_id, now).build()


class Example:
    """The people, the file, and the moment at which everything happens."""

    def __init__(self, content: Mapping[str, Any], government_id: int, now: datetime) -> None:
        self.content, self.government_id, self.now = content, government_id, now
        self.agencies = {one.slug: one.id for one in agencies_of(government_id)}
        self.people = {name: self._person(name) for name in PEOPLE}

    def _person(self, username: str) -> Actor:
        account = account_named(username)
        if account is None:
            raise LauncherFault(f"The demo has no account {username}.")
        return actor_of(account.id)

    def build(self) -> None:
        """The finished year, then the one that follows it."""
        slug = self._open(self.content["framework"], self.content["year"], self._past_stages())
        self._share(slug, self.content["agencies"], self.content["support"])
        self._claim(slug)
        self._review(slug)
        self._score(slug)
        self._follow(slug)

    def _open(self, framework: str, year: int, stages: list[Stage], previous: str = "") -> str:
        plan = actions.Plan(
            government_id=self.government_id,
            framework=framework,
            year=year,
            kind=Kind.EVALUATION,
            stages=stages,
            previous=previous,
            example=True,
        )
        slug = actions.create_assessment(actor=self.people["koordinator"], plan=plan)
        first = next(iter(self.content["agencies"]))
        for name, duty in PEOPLE.items():
            actions.assign_person(
                actor=self.people["koordinator"],
                slug=slug,
                account_id=int(self.people[name].account_id or 0),
                duty=duty,
                agency_id=self.agencies[first] if duty is Duty.RESPONDENT else None,
            )
        return slug

    def _past_stages(self) -> list[Stage]:
        """Rounds that opened one after the other and all end today."""
        today = local_day(self.now, WEST)
        ahead = {RoundName.SELF: 90, RoundName.INTERNAL: 60, RoundName.DOCUMENT: 30, RoundName.INTERVIEW: 15}
        return [
            Stage(round, today - timedelta(days=ahead.get(round, 5)), today)
            for round in (*ahead, RoundName.FINAL)
        ]

    def _next_stages(self) -> list[Stage]:
        today = local_day(self.now, WEST)
        days = {
            RoundName.SELF: (-10, 35),
            RoundName.INTERNAL: (-5, 42),
            RoundName.DOCUMENT: (43, 70),
            RoundName.INTERVIEW: (71, 90),
            RoundName.FINAL: (91, 110),
        }
        return [
            Stage(round, today + timedelta(days=opens), today + timedelta(days=closes))
            for round, (opens, closes) in days.items()
        ]

    def _share(self, slug: str, leads: Mapping[str, list[int]], support: Mapping[str, list[int]]) -> None:
        helpers: dict[int, set[int]] = {}
        for agency, codes in support.items():
            for code in codes:
                helpers.setdefault(code, set()).add(self.agencies[agency])
        shares = {
            str(code): Shares(self.agencies[agency], frozenset(helpers.get(code, ())))
            for agency, codes in leads.items()
            for code in codes
        }
        actions.assign_indicators(actor=self.people["koordinator"], slug=slug, shares=shares)

    def _claim(self, slug: str) -> None:
        entry = self.people["entri"]
        levels = {str(code): level for level, codes in self.content["claims"].items() for code in codes}
        for code in levels:
            self._prove(slug, code, entry)
        wishes = {
            item.code: actions.Wish(self._words(levels.get(item.code, 1), item.title), 0)
            for item in queries.framework_file(self.content["framework"])[0].items
        }
        actions.give_answers(actor=entry, now=self.now, slug=slug, round=RoundName.SELF, answers=wishes)

    def _prove(self, slug: str, code: str, actor: Actor, what: str = "dokumen") -> None:
        add_evidence(
            intake=site_intake(),
            place=At(slug, code, "Pasal 4"),
            source=f"https://jdih.example.go.id/contoh/{code}",
            facts=Facts(title=f"Contoh {what} untuk indikator {code}", issuer="Contoh peragaan"),
            actor=actor,
            now=self.now,
        )

    def _words(self, level: int, title: str) -> Content:
        texts = self.content["texts"][level]
        return Content(level=level, **{name: text.format(title=title) for name, text in texts.items()})

    def _review(self, slug: str) -> None:
        """One answer goes back and comes again; then the house confirms and approves its answers."""
        finding, auditor = self.content["finding"], self.people["asesor"]
        code, common = str(finding["indicator"]), {"now": self.now, "slug": slug}
        actions.send_back(actor=auditor, indicator=code, findings=[finding["text"]], **common)
        present = self._claimed(slug, code)
        actions.give_answer(
            actor=self.people["entri"],
            round=RoundName.SELF,
            indicator=code,
            content=present.content,
            based_on=present.version,
            **common,
        )
        for one in queries.findings(queries.id_of(slug)):
            actions.settle_finding(actor=auditor, finding_id=one.id, **common)
        actions.accept_remaining(actor=auditor, round=RoundName.INTERNAL, justification=_REMARK, **common)
        actions.approve_round(actor=self.people["penanggungjawab"], round=RoundName.SELF, **common)

    def _claimed(self, slug: str, code: str) -> Present:
        return queries.present(queries.id_of(slug), RoundName.SELF, code) or blank(RoundName.SELF, code)

    def _score(self, slug: str) -> None:
        """The rounds of the assessors from outside, approval and publication."""
        outside, common = self.people["evaluator"], {"now": self.now, "slug": slug}
        for round in (RoundName.DOCUMENT, RoundName.INTERVIEW, RoundName.FINAL):
            for one in self.content["corrections"]:
                if one["round"] == round.value:
                    content = Content(level=one["level"], justification=one["reason"], reason=one["reason"])
                    actions.give_answer(
                        actor=outside,
                        round=round,
                        indicator=str(one["indicator"]),
                        content=content,
                        based_on=0,
                        **common,
                    )
            actions.accept_remaining(actor=outside, round=round, justification=_REMARK, **common)
        actions.approve_round(actor=self.people["koordinator"], round=RoundName.FINAL, **common)
        actions.publish_result(actor=self.people["koordinator"], **common)

    def _follow(self, earlier: str) -> None:
        """The next year has begun: suggestions lie there, the respondent confirmed some and gave one of them."""
        plan = self.content["next"]
        slug = self._open(plan["framework"], plan["year"], self._next_stages(), earlier)
        self._share(slug, self.content["next_agencies"], {})
        actions.carry_over(actor=self.people["koordinator"], slug=slug)
        respondent = self.people["responden"]
        page = queries.carried_page(slug, respondent)
        own = [one.indicator for one, _, _ in page.rows][:_CONFIRMED]
        for code in own:
            actions.decide_carried(actor=respondent, now=self.now, slug=slug, indicator=code, accept=True)
        self._hand_in(slug, own[0], respondent)

    def _hand_in(self, slug: str, code: str, actor: Actor) -> None:
        present = self._claimed(slug, code)
        self._prove(slug, code, actor, "laporan tahun ini")
        actions.give_answer(
            actor=actor,
            now=self.now,
            slug=slug,
            round=RoundName.SELF,
            indicator=code,
            content=self._words(present.level or 1, "contoh"),
            based_on=present.version,
        )
        text = "Contoh peragaan: sebutkan nomor dokumen dan halaman yang membuktikan tingkat ini."
        actions.send_back(
            actor=self.people["asesor"], now=self.now, slug=slug, indicator=code, findings=[text]
        )
