"""For whom a data set waits, and which steps somebody may take now."""

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.workflow import State, Step, possible
from pendopo.kernel.actor import Actor, Place

#: Whoever has the permission at the place of the data set may take the step.
NEEDED = {
    Step.DELIVER: Permission.DELIVER_DATA,
    Step.SUBMIT: Permission.DELIVER_DATA,
    Step.TAKE_BACK: Permission.DELIVER_DATA,
    Step.BEGIN: Permission.CHECK_DATA,
    Step.REFER: Permission.PUBLISH_DATA,
    Step.PUBLISH: Permission.PUBLISH_DATA,
    Step.WITHDRAW: Permission.PUBLISH_DATA,
}
#: Steps that only somebody else than the submitter may take.
_BY_ANOTHER = frozenset({Step.BEGIN, Step.RETURN, Step.APPROVE, Step.REFER})


def steps_of(
    actor: Actor, place: Place, state: State, *, submitter: int | None, priority: bool
) -> frozenset[Step]:
    """What `actor` may do now with a data set that `submitter` has submitted."""
    return frozenset(
        step
        for step in possible(state, priority=priority)
        if _allowed(actor, step, state, place)
        and not (step in _BY_ANOTHER and submitter is not None and actor.account_id == submitter)
    )


def _allowed(actor: Actor, step: Step, state: State, place: Place) -> bool:
    if step is Step.REVISE:
        return any(allows(actor, one, place) for one in (Permission.DELIVER_DATA, Permission.PUBLISH_DATA))
    if state is State.ADVISED:
        return allows(actor, Permission.ADVISE_DATA, place)
    if step is Step.RETURN:
        return allows(actor, Permission.CHECK_DATA, place)
    return allows(actor, NEEDED.get(step, Permission.PUBLISH_DATA), place)


def waits_for(steps: frozenset[Step], state: State) -> bool:
    """Whether the data set goes on only when somebody with these steps acts."""
    return bool(steps & _NEXT[state])


_NEXT = {
    State.PLANNED: frozenset({Step.DELIVER}),
    State.DRAFT: frozenset({Step.SUBMIT}),
    State.RETURNED: frozenset({Step.SUBMIT}),
    State.SUBMITTED: frozenset({Step.BEGIN}),
    State.CHECKED: frozenset({Step.RETURN}),
    State.ADVISED: frozenset({Step.RETURN}),
    State.APPROVED: frozenset({Step.PUBLISH}),
    State.PUBLISHED: frozenset[Step](),
    State.WITHDRAWN: frozenset[Step](),
}
