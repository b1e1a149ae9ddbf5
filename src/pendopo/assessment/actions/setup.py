"""Beginning a year: the assessment, its calendar, its people, and which agency answers what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.accounts.queries import names_of
from pendopo.assessment import queries, store
from pendopo.assessment.domain import calendar
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.roles import Duty, Part, Power, Shares, require_no_clash, with_part
from pendopo.assessment.domain.rounds import Kind
from pendopo.assessment.domain.standing import Standing
from pendopo.directory.queries import agencies_of, governments
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Invalid, NotFound
from pendopo.kernel.errors import Kind as Refusal


class AssessmentExists(DomainError):
    """The government already has an assessment of this year by this framework."""

    code: ClassVar[str] = "assessment-exists"
    kind: ClassVar[Refusal] = Refusal.CONFLICT
    message: ClassVar[str] = "Penilaian tahun {year} dengan kerangka ini sudah ada. Buka yang sudah ada."


@dataclass(frozen=True)
class Plan:
    """What a coordinator decides when a year begins. `framework` is the id of a framework."""

    government_id: int
    framework: str
    year: int
    kind: Kind
    stages: Sequence[Stage]
    zone: str = "Asia/Jakarta"
    previous: str = ""
    example: bool = False


def create_assessment(*, actor: Actor, plan: Plan) -> str:
    """Open an assessment; returns its short name. The coordinator who opens it takes that duty.

    Raises `Forbidden`, `Invalid` (calendar, year), `NotFound` (framework, government), `AssessmentExists`.
    """
    require(actor, Permission.COORDINATE_ASSESSMENT, Place(government_id=plan.government_id))
    framework, text = queries.framework_for(plan.framework, plan.government_id)
    stages = calendar.checked(plan.stages)
    calendar.require_rounds_of(framework, stages)
    if not 2018 <= plan.year <= 2100:
        raise Invalid("Tulis tahun antara 2018 dan 2100.", field="year")
    government = next((one for one in governments() if one.id == plan.government_id), None)
    if government is None:
        raise NotFound
    with transaction.atomic():
        row = store.add_assessment(
            slug=_slug(government.name, plan, framework.id),
            government_id=government.id,
            framework=store.pin(framework, text),
            year=plan.year,
            kind=plan.kind.value,
            title=f"{framework.title}, {government.name} {plan.year}"[:160],
            zone=plan.zone,
            example=plan.example,
            previous_id=queries.id_of(plan.previous) if plan.previous else None,
        )
        if row is None:
            raise AssessmentExists(year=plan.year)
        store.replace_calendar(row.pk, stages)
        if actor.account_id is not None:
            store.add_member(row.pk, actor.account_id, Duty.COORDINATOR, None, "", "")
    return str(row.slug)


def _slug(government: str, plan: Plan, framework: str) -> str:
    words = "-".join(government.lower().split())
    ending = "-contoh" if plan.example else "-latihan" if plan.kind is Kind.PRACTICE else ""
    return f"{words}-{plan.year}-{framework}{ending}"[:80]


def set_calendar(*, actor: Actor, slug: str, stages: Sequence[Stage]) -> None:
    """Change the days of the rounds, for example after a letter of the ministry. Raises `Forbidden`, `Invalid`."""
    with transaction.atomic():
        here = _of_coordinator(slug, actor)
        found = calendar.checked(stages)
        calendar.require_rounds_of(queries.pinned(here.checksum), found)
        store.replace_calendar(here.id, found)


def assign_person(
    *,
    actor: Actor,
    slug: str,
    account_id: int,
    duty: Duty,
    agency_id: int | None = None,
    function: str = "",
    email: str = "",
) -> None:
    """Give somebody a duty. Respondents answer for an agency, nobody else does.

    Raises `Forbidden`, `DutiesClash`, `Invalid`, `NotFound`.
    """
    with transaction.atomic():
        here = _of_coordinator(slug, actor)
        name = names_of([account_id]).get(account_id)
        if name is None:
            raise NotFound
        agency = _agency(here, agency_id) if duty is Duty.RESPONDENT else None
        require_no_clash(name, store.duties_of(here.id, account_id), duty)
        store.add_member(here.id, account_id, duty, agency, function.strip()[:60], _email(email))


def dismiss_person(*, actor: Actor, slug: str, member_id: int) -> None:
    """Take a duty away; what the person wrote stays. Raises `Forbidden`, `NotFound`."""
    with transaction.atomic():
        here = _of_coordinator(slug, actor)
        if not store.remove_member(here.id, member_id):
            raise NotFound


def assign_indicators(*, actor: Actor, slug: str, shares: Mapping[str, Shares]) -> None:
    """Say which agencies answer these indicators. Raises `Forbidden`, `NotFound` (indicator or agency)."""
    with transaction.atomic():
        here = _of_coordinator(slug, actor)
        known = queries.pinned(here.checksum).item_by_code
        agencies = {one.id for one in agencies_of(here.government_id)}
        for indicator, share in shares.items():
            named = share.support | ({share.lead} if share.lead is not None else set())
            if indicator not in known or named - agencies:
                raise NotFound
        store.replace_shares(here.id, shares)


def assign_agency(*, actor: Actor, slug: str, agency_id: int, parts: Mapping[str, Part]) -> None:
    """Say what one agency does for these indicators; other agencies keep their part, unless another one leads now.

    Raises `Forbidden`, `NotFound` (indicator or agency).
    """
    with transaction.atomic():
        here = _of_coordinator(slug, actor)
        known = queries.pinned(here.checksum).item_by_code
        if parts.keys() - known.keys() or agency_id not in {
            one.id for one in agencies_of(here.government_id)
        }:
            raise NotFound
        shares = {code: with_part(here.shares_of(code), agency_id, part) for code, part in parts.items()}
        changed = {code: share for code, share in shares.items() if share != here.shares_of(code)}
        store.replace_shares(here.id, changed)


def _of_coordinator(slug: str, actor: Actor) -> Standing:
    """The assessment, locked, for somebody who may set it up."""
    here = queries.standing(slug, actor)
    here.require(Power.SET_UP)
    store.lock_assessment(here.id)
    return here


def _agency(here: Standing, agency_id: int | None) -> int:
    if agency_id is None or agency_id not in {one.id for one in agencies_of(here.government_id)}:
        raise Invalid("Pilih instansi yang diwakili responden ini.", field="agency")
    return agency_id


def _email(text: str) -> str:
    text = text.strip()
    local, at, host = text.partition("@")
    if text and (
        not at or not local or "." not in host or len(text) > 200 or any(sign.isspace() for sign in text)
    ):
        raise Invalid("Tulis alamat surel seperti nama@instansi.go.id, atau kosongkan.", field="email")
    return text
