"""Identifiers that cannot be guessed."""

import uuid

from pendopo.kernel.errors import NotFound


def new_id() -> uuid.UUID:
    """A random identifier with 122 bits from the operating system; knowing one reveals no other."""
    return uuid.uuid4()


def parse_id(text: str) -> uuid.UUID:
    """The identifier written in `text`; whatever is not one cannot name anything, so it is `NotFound`."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None
