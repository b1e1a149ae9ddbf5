"""The tables of roadmaps, by subject. Guards keep what was promised and what was computed."""

from pendopo.roadmap.models.commitments import Commitment
from pendopo.roadmap.models.plans import Plan
from pendopo.roadmap.models.roadmaps import Initiative, InitiativeVersion, Roadmap

__all__ = ["Commitment", "Initiative", "InitiativeVersion", "Plan", "Roadmap"]
