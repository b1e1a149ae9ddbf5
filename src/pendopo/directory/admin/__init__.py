"""Editing the directory in Django's admin (/kelola/): each editor sees what the policy lets them edit, and no more."""

from pendopo.directory.admin.hours import HolidayAdmin, SpecialDayAdmin
from pendopo.directory.admin.places import (
    AgencyAdmin,
    CounterAdmin,
    GovernmentAdmin,
    OfficeAdmin,
    RegionAdmin,
)
from pendopo.directory.admin.services import ServiceAdmin

__all__ = [
    "AgencyAdmin",
    "CounterAdmin",
    "GovernmentAdmin",
    "HolidayAdmin",
    "OfficeAdmin",
    "RegionAdmin",
    "ServiceAdmin",
    "SpecialDayAdmin",
]
