"""The tickets that a phone took: a signed list in its own cookie, so that it finds them again without an account.

Nothing of it is on the server. Whoever clears the cookies keeps the number, but has to know its address.
"""

import uuid
from datetime import datetime

from django.core import signing

from pendopo.queue.queries.ticket import TicketView, held_tickets

#: Name of the cookie, and for how many seconds it is kept: a survey code can be asked for within a week.
COOKIE = "nomor"
KEPT_SECONDS = 7 * 24 * 3600
#: More than these are not remembered; the oldest are forgotten.
MOST = 10
_SALT = "pendopo.nomor"


def ticket_ids(signed: str) -> tuple[uuid.UUID, ...]:
    """The ids in the cookie's value, newest last; none when it was changed or is too old."""
    try:
        return tuple(uuid.UUID(text) for text in signing.loads(signed, salt=_SALT, max_age=KEPT_SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return ()


def remembering(signed: str, ticket_id: uuid.UUID) -> str:
    """The cookie's value with one more ticket."""
    others = [one for one in ticket_ids(signed) if one != ticket_id]
    return signing.dumps([one.hex for one in (*others, ticket_id)[-MOST:]], salt=_SALT)


def tickets_of_phone(signed: str, *, now: datetime) -> list[TicketView]:
    """The open tickets of today that this phone took."""
    return held_tickets(ticket_ids(signed), now=now)
