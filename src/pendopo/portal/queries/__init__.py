"""What each page of the portal shows, gathered from directory, queue and survey. Frozen values, nothing is written."""

from pendopo.portal.queries.front import FrontPage, front_page
from pendopo.portal.queries.help import help_facts
from pendopo.portal.queries.record import LogPage, record_page
from pendopo.portal.queries.satisfaction import SatisfactionPage, satisfaction_page
from pendopo.portal.queries.standard import StandardPage, standard_page
from pendopo.portal.queries.verifying import service_names

__all__ = [
    "FrontPage",
    "LogPage",
    "SatisfactionPage",
    "StandardPage",
    "front_page",
    "help_facts",
    "record_page",
    "satisfaction_page",
    "service_names",
    "standard_page",
]
