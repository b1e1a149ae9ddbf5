"""The tables of the directory, by subject. Constraints live here; verbs do not."""

from pendopo.directory.models.content import ContentFile
from pendopo.directory.models.hours import Holiday, OfficeHours, ServiceHours, SpecialDay
from pendopo.directory.models.places import Agency, Counter, Government, Office, Region
from pendopo.directory.models.services import Service, StandardComponent

__all__ = [
    "Agency",
    "ContentFile",
    "Counter",
    "Government",
    "Holiday",
    "Office",
    "OfficeHours",
    "Region",
    "Service",
    "ServiceHours",
    "SpecialDay",
    "StandardComponent",
]
