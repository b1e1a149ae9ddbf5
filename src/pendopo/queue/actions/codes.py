"""The survey code of a served ticket: given once, and nothing that is stored joins the two."""

import uuid
from dataclasses import replace

from django.db import transaction

from pendopo.queue import store
from pendopo.queue.domain.errors import AlreadyGiven, WrongState
from pendopo.queue.domain.ticket import State, Step
from pendopo.survey.actions import issue_code


def give_survey_code(ticket_id: uuid.UUID, *, commitment: str | None = None) -> str | None:
    """A code made here, returned once and kept nowhere; or None when the phone made its own and sent only the
    `commitment` (hex of its hash).

    The ticket remembers that a code was given, never which and never when: no event row, no record entry.
    Raises `WrongState` before the service is finished and `AlreadyGiven` the second time.
    """
    with transaction.atomic():
        ticket = store.lock_ticket(ticket_id)
        if ticket.state is not State.FINISHED:
            raise WrongState(state=ticket.state.value, step=Step.FINISH.value)
        if ticket.code_given:
            raise AlreadyGiven
        store.save([replace(ticket, code_given=True)])
        return issue_code(service_id=ticket.line_id, day=ticket.day, commitment=commitment)
