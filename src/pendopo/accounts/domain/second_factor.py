"""The second factor: a code from an app on the person's phone, or one of the codes kept on paper.

OWASP ASVS 4.0, level 2: 2.8 (one-time codes), 2.6 (codes kept on paper), 3.7.1 (asked again before what is sensitive).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.errors import DomainError, Kind

#: For so long a code that was given counts for something sensitive.
FRESH = timedelta(minutes=15)


class Factor(StrEnum):
    """What was shown. The values are those of django-allauth."""

    APP = "totp"
    PAPER = "recovery_codes"


class SecondFactorNeeded(DomainError):
    """The person has not shown a second factor lately."""

    code: ClassVar[str] = "second-factor-needed"
    kind: ClassVar[Kind] = Kind.FORBIDDEN
    message: ClassVar[str] = (
        "Langkah ini memerlukan verifikasi dua langkah. Tulis kode dari aplikasi autentikator Anda, lalu kirim lagi."
    )


@dataclass(frozen=True)
class Confirmation:
    """Somebody showed a second factor at this moment."""

    factor: Factor
    at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it still counts for something sensitive."""
        return self.at <= now < self.at + FRESH


def require_fresh(confirmation: Confirmation | None, now: datetime) -> Confirmation:
    """The confirmation. Raises `SecondFactorNeeded` when there is none, or an old one."""
    if confirmation is None or not confirmation.is_fresh(now):
        raise SecondFactorNeeded
    return confirmation


def must_have_one(grants: Iterable[Grant], roles: Collection[Role]) -> bool:
    """Whether somebody with these grants works only with a second factor; `roles` is the site's choice."""
    return any(grant.role in roles for grant in grants)
