"""One tree of expected refusals.

A refusal is not a fault: the request was understood and the rules say no. Each refusal has a stable `code`
(part of the API), a `kind` (what sort of no), and one Indonesian sentence that says what to do next.
The web layer turns it into a page or into RFC 9457 `application/problem+json`; English comes from `locale/en`.
"""

from collections.abc import Callable
from enum import Enum
from typing import ClassVar


class Kind(Enum):
    """What sort of no; the web layer maps it to an HTTP status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_MANY = "too-many"
    UNAVAILABLE = "unavailable"


class DomainError(Exception):
    """Base of all expected refusals. `message` is formatted with the facts given at raising."""

    code: ClassVar[str] = "refused"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Permintaan tidak dapat dipenuhi."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`, which gets the source text before the facts are put in."""
        return translate(self.message).format(**self.facts)

    def __str__(self) -> str:
        return self.told(str)


class Invalid(DomainError):
    """The input does not fit; `field` names the place and `reason` the remedy, in Indonesian.

    The reason may name facts as `{placeholders}`: what varies must not be written into it, or nobody can
    translate it.
    """

    code = "invalid"
    kind = Kind.INVALID
    message = "{reason}"

    def __init__(self, reason: str, field: str = "", **facts: object) -> None:
        super().__init__(reason=reason, field=field, **facts)

    def told(self, translate: Callable[[str], str]) -> str:
        return translate(str(self.facts["reason"])).format(**self.facts)


class NotFound(DomainError):
    """Nothing of that name or number exists."""

    code = "not-found"
    kind = Kind.NOT_FOUND
    message = "Yang Anda cari tidak ditemukan. Periksa kembali alamat atau nomornya."


class Unauthenticated(DomainError):
    """The caller has to sign in first."""

    code = "unauthenticated"
    kind = Kind.UNAUTHENTICATED
    message = "Silakan masuk terlebih dahulu."


class Forbidden(DomainError):
    """The caller is known but may not do this here."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    message = "Anda tidak berwenang melakukan ini. Hubungi administrator bila seharusnya berwenang."
