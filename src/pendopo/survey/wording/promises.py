"""A promise in plain words, as citizens read it: "Anda menyampaikan ..., kami melakukan ..."."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.design.wording import figure, short_day
from pendopo.survey.domain.follow_up import FollowUpState, Standing, Step
from pendopo.survey.queries.follow_ups import FollowUpView
from pendopo.survey.wording.words import period_words, standing_words


@dataclass(frozen=True)
class StepLine:
    """One step in words. `link` is the evidence where it is an address."""

    day: str
    text: str
    note: str
    evidence: str
    link: str


@dataclass(frozen=True)
class EffectLine:
    """The element in one period."""

    period: str
    mean: str


@dataclass(frozen=True)
class PromiseCard:
    """A promise with its state, its effect and its steps, in words."""

    number: int
    href: str
    place: str
    heard: str
    plan: str
    opening: str
    owner: str
    due: str
    moved: int
    element: str
    period: str
    kind: str
    standing: str
    is_open: bool
    effects: tuple[EffectLine, ...]
    change: str
    steps: tuple[StepLine, ...]

    @property
    def anchor(self) -> str:
        """The id of its heading in a list."""
        return f"tindak-lanjut-{self.number}"


def promise_card(found: FollowUpView, *, href: str = "") -> PromiseCard:
    """The card; `href` leads to its page, the public one when none is given."""
    value = found.follow_up
    kind, standing = standing_words(found.standing)
    return PromiseCard(
        number=value.id,
        href=href or reverse("survey:follow-up-public", args=[value.id]),
        place=found.scope.name,
        heard=value.promise.heard,
        plan=value.promise.plan,
        opening=_opening(found.standing),
        owner=f"{value.promise.owner}, {found.agency_name}",
        due=short_day(value.last.due),
        moved=value.times_moved,
        element=gettext(found.element_name),
        period=period_words(value.promise.period),
        kind=kind,
        standing=standing,
        is_open=value.is_open,
        effects=tuple(
            EffectLine(
                period_words(each.period), figure(each.mean) if each.mean else gettext("belum cukup jawaban")
            )
            for each in found.effects
        ),
        change=_change(found.change),
        steps=tuple(
            _step(each, value.steps[place - 1] if place else None) for place, each in enumerate(value.steps)
        ),
    )


def _opening(standing: Standing) -> str:
    """How the sentence about the plan begins."""
    if standing is Standing.DONE:
        return gettext("Yang kami lakukan:")
    if standing is Standing.CANCELLED:
        return gettext("Yang kami rencanakan, lalu kami batalkan:")
    return gettext("Yang kami janjikan:")


def _change(change: str | None) -> str:
    """The change of the element since the promise; empty when it is not known."""
    if change is None:
        return ""
    if change in ("+0.00", "-0.00"):
        return gettext("Nilainya belum berubah.")
    words = gettext("Nilainya naik {by}.") if change.startswith("+") else gettext("Nilainya turun {by}.")
    return words.format(by=figure(change[1:]))


def _step(step: Step, before: Step | None) -> StepLine:
    words = {
        FollowUpState.PROMISED: gettext("Dijanjikan, tenggat {due}."),
        FollowUpState.RUNNING: gettext("Berjalan."),
        FollowUpState.DONE: gettext("Selesai."),
        FollowUpState.CANCELLED: gettext("Dibatalkan."),
    }[step.state].format(due=short_day(step.due))
    if before is not None and before.due != step.due:
        words += " " + gettext("Tenggat diubah menjadi {due}.").format(due=short_day(step.due))
    is_link = step.evidence.startswith(("https://", "http://")) and " " not in step.evidence
    return StepLine(
        short_day(step.day),
        words,
        step.note,
        "" if is_link else step.evidence,
        step.evidence if is_link else "",
    )
