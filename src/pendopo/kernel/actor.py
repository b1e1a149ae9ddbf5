"""Who acts. Citizens have no account: they act as `CITIZEN`; the program itself acts as `SYSTEM`."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person does for the government."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    AGENCY_EDITOR = "agency-editor"
    SURVEY_MANAGER = "survey-manager"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    PARTICIPANT = "participant"
    AGENCY_HEAD = "agency-head"
    DATA_PRODUCER = "data-producer"
    AGENCY_STEWARD = "agency-steward"
    DATA_STEWARD = "data-steward"
    DATA_ADVISOR = "data-advisor"
    ANALYST = "analyst"


@dataclass(frozen=True)
class Grant:
    """A role, limited to every place that is named: a government, one agency, one office, or a combination."""

    role: Role
    government_id: int | None = None
    agency_id: int | None = None
    office_id: int | None = None


@dataclass(frozen=True)
class Place:
    """Where something happens; the policy compares it with the limits of a grant."""

    government_id: int | None = None
    agency_id: int | None = None
    office_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """Who asks for something: an account with its grants, or a citizen without account."""

    account_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False


CITIZEN = Actor(name="warga")
SYSTEM = Actor(name="pendopo", is_system=True)
