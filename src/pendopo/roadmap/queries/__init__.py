"""Reading roadmaps: frozen values, shaped for what asks."""

from pendopo.roadmap.queries.commitments import (
    CommitmentView,
    PublicPromise,
    commitments_of,
    draft_commitment,
    latest_commitment,
    public_promises,
)
from pendopo.roadmap.queries.levels import Footing, footing, government_of
from pendopo.roadmap.queries.plans import PlanRow, PlanView, busy_plan, plan, plans_of
from pendopo.roadmap.queries.roadmaps import (
    InitiativeView,
    RoadmapView,
    VersionView,
    agency,
    agency_names,
    history,
    initiative,
    initiatives_of,
    promised_codes,
    roadmap,
    roadmaps,
)
from pendopo.roadmap.queries.summary import Summary, summary

__all__ = [
    "CommitmentView",
    "Footing",
    "InitiativeView",
    "PlanRow",
    "PlanView",
    "PublicPromise",
    "RoadmapView",
    "Summary",
    "VersionView",
    "agency",
    "agency_names",
    "busy_plan",
    "commitments_of",
    "draft_commitment",
    "footing",
    "government_of",
    "history",
    "initiative",
    "initiatives_of",
    "latest_commitment",
    "plan",
    "plans_of",
    "promised_codes",
    "public_promises",
    "roadmap",
    "roadmaps",
    "summary",
]
