"""The tables of roadmaps, by subject. Guards keep what was promised and what was computed."""

from pendopo.roadmap.models.commitments import Commitment
from pendopo.roadmap.models.plans import Plan
from pendopo.roadmap.models.reminders import Reminder
from pendopo.roadmap.models.roadmaps import Initiative, InitiativeElement, InitiativeVersion, Roadmap

__all__ = [
    "Commitment",
    "Initiative",
    "InitiativeElement",
    "InitiativeVersion",
    "Plan",
    "Reminder",
    "Roadmap",
]
