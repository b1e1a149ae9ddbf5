"""The way of a data set from plan to publication: planning, collection, checking, dissemination (Perpres 39/2019).

Who delivers and describes is the Produsen Data; who checks is the Walidata; priority data (Data Prioritas) go on to
the Pembina Data. A return carries findings; a withdrawn release leaves a trace; a new version begins anew.
"""

from collections.abc import Mapping
from enum import StrEnum

from pendopo.datahouse.domain.workflow_errors import StepNotPossible


class State(StrEnum):
    """Where the version at work stands. What was published before stays published meanwhile."""

    PLANNED = "rencana"
    DRAFT = "draf"
    SUBMITTED = "diajukan"
    CHECKED = "diperiksa_walidata"
    RETURNED = "dikembalikan"
    ADVISED = "diperiksa_pembina"
    APPROVED = "disetujui"
    PUBLISHED = "terbit"
    WITHDRAWN = "ditarik"


class Step(StrEnum):
    """What moves a data set from one state to another."""

    DELIVER = "kirim"
    REVISE = "perbaiki"
    SUBMIT = "ajukan"
    TAKE_BACK = "batal-ajukan"
    BEGIN = "periksa"
    RETURN = "kembalikan"
    REFER = "teruskan"
    APPROVE = "setujui"
    PUBLISH = "terbitkan"
    WITHDRAW = "tarik"


#: Step -> from -> to. Nothing else is possible; a trigger of the database holds the same pairs.
WAYS: Mapping[Step, Mapping[State, State]] = {
    Step.DELIVER: {
        State.PLANNED: State.DRAFT,
        State.DRAFT: State.DRAFT,
        State.RETURNED: State.RETURNED,
        State.PUBLISHED: State.DRAFT,
        State.WITHDRAWN: State.DRAFT,
    },
    Step.REVISE: {
        State.PLANNED: State.PLANNED,
        State.DRAFT: State.DRAFT,
        State.RETURNED: State.RETURNED,
        State.PUBLISHED: State.DRAFT,
        State.WITHDRAWN: State.DRAFT,
    },
    Step.SUBMIT: {State.DRAFT: State.SUBMITTED, State.RETURNED: State.SUBMITTED},
    Step.TAKE_BACK: {State.SUBMITTED: State.DRAFT},
    Step.BEGIN: {State.SUBMITTED: State.CHECKED},
    Step.RETURN: {State.CHECKED: State.RETURNED, State.ADVISED: State.RETURNED},
    Step.REFER: {State.CHECKED: State.ADVISED},
    Step.APPROVE: {State.CHECKED: State.APPROVED, State.ADVISED: State.APPROVED},
    Step.PUBLISH: {State.APPROVED: State.PUBLISHED},
    Step.WITHDRAW: {State.PUBLISHED: State.WITHDRAWN},
}

#: While somebody checks, deliveries are kept but wait: what is checked does not change under the checker's eyes.
HELD = frozenset({State.SUBMITTED, State.CHECKED, State.ADVISED, State.APPROVED})


def after(state: State, step: Step, *, priority: bool = False) -> State:
    """The state to which `step` leads. Raises `StepNotPossible`.

    `priority`: Data Prioritas, which the Walidata cannot approve alone.
    """
    to = WAYS[step].get(state)
    if to is None or (state is State.CHECKED and not _fits(step, priority)):
        raise StepNotPossible(state=state.value.replace("_", " "), step=step.value)
    return to


def _fits(step: Step, priority: bool) -> bool:
    """Approval by the Walidata is for ordinary data, passing on for priority data."""
    return step is not (Step.APPROVE if priority else Step.REFER)


def possible(state: State, *, priority: bool = False) -> tuple[Step, ...]:
    """The steps that lead on from a state."""
    return tuple(
        step
        for step, ways in WAYS.items()
        if state in ways and (state is not State.CHECKED or _fits(step, priority))
    )
