"""What each page of the portal shows, gathered from directory, queue and survey. Frozen values, nothing is written."""

from pendopo.portal.queries.front import FrontPage, front_page
from pendopo.portal.queries.help import help_facts
from pendopo.portal.queries.record import LogPage, record_page
from pendopo.portal.queries.satisfaction import (
    SatisfactionPage,
    agency_satisfaction,
    government_satisfaction,
    office_satisfaction,
)
from pendopo.portal.queries.standard import StandardPage, standard_page
from pendopo.portal.queries.verifying import service_names

__all__ = [
    "FrontPage",
    "LogPage",
    "SatisfactionPage",
    "StandardPage",
    "agency_satisfaction",
    "front_page",
    "government_satisfaction",
    "help_facts",
    "office_satisfaction",
    "record_page",
    "service_names",
    "standard_page",
]
