"""Where neighbours belong: to the government of this site. And what a form has to say when it is refused."""

from dataclasses import dataclass

from django.conf import settings

from pendopo.datahouse.domain.neighbour_errors import AddressRefused, SourceTaken
from pendopo.design.trouble import explain
from pendopo.directory.queries import default_office
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import DomainError


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str


def home() -> Place:
    """The government of this site."""
    return Place(government_id=default_office(settings.ENV["PENDOPO_OFFICE"]).government_id)


def faults(form: str, error: DomainError | None) -> dict[str, object]:
    """The refusal of one of the forms, at its field and on top of the page."""
    if error is None:
        return {"errors": [], "wrong": {}}
    field = (
        "alamat"
        if isinstance(error, AddressRefused | SourceTaken)
        else str(error.facts.get("field") or "nama")
    )
    place = f"{form}_{field}"
    return {"errors": [Fault(f"#{place}", explain(error))], "wrong": {place: explain(error)}}
