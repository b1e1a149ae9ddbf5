"""What the page that checks the record needs besides the record itself."""

from collections.abc import Mapping

from pendopo.directory.queries import offices, services_of


def service_names() -> Mapping[int, str]:
    """The names of all services by the numbers under which the record knows them."""
    return {
        service.id: f"{service.name}, {office.name}"
        for office in offices()
        for service in services_of(office.id)
    }
