"""Reading the directory: frozen values, shaped for what asks. Nothing here writes, and no row leaves."""

from pendopo.directory.queries.calendars import holidays_of
from pendopo.directory.queries.kept import forget
from pendopo.directory.queries.places import (
    AgencyView,
    CounterView,
    GovernmentView,
    OfficeView,
    RegionView,
    agencies_of,
    counter,
    counters_of,
    default_office,
    governments,
    office,
    office_by_id,
    offices,
    regions_under,
)
from pendopo.directory.queries.rules import rules_of
from pendopo.directory.queries.services import (
    ComponentView,
    ServicePage,
    ServiceView,
    find_services,
    service,
    service_page,
    services_of,
)

__all__ = [
    "AgencyView",
    "ComponentView",
    "CounterView",
    "GovernmentView",
    "OfficeView",
    "RegionView",
    "ServicePage",
    "ServiceView",
    "agencies_of",
    "counter",
    "counters_of",
    "default_office",
    "find_services",
    "forget",
    "governments",
    "holidays_of",
    "office",
    "office_by_id",
    "offices",
    "regions_under",
    "rules_of",
    "service",
    "service_page",
    "services_of",
]
