"""Reading roadmaps: frozen values, shaped for what asks."""

from pendopo.roadmap.queries.commitments import (
    CommitmentView,
    PromiseNow,
    PublicPromise,
    changed_since,
    commitments_of,
    draft_commitment,
    latest_commitment,
    public_promises,
)
from pendopo.roadmap.queries.elements import elements_of_initiative, initiatives_about
from pendopo.roadmap.queries.levels import Footing, footing, government_of
from pendopo.roadmap.queries.owners import Orphaned, orphaned
from pendopo.roadmap.queries.plans import PlanRow, PlanView, busy_plan, last_good_plan, plan, plans_of
from pendopo.roadmap.queries.reminders import ReminderView, reminders_for, unread_reminders
from pendopo.roadmap.queries.reports import ReportView, reports_between
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
from pendopo.roadmap.queries.trends import YearIndex

__all__ = [
    "CommitmentView",
    "Footing",
    "InitiativeView",
    "Orphaned",
    "PlanRow",
    "PlanView",
    "PromiseNow",
    "PublicPromise",
    "ReminderView",
    "ReportView",
    "RoadmapView",
    "Summary",
    "VersionView",
    "YearIndex",
    "agency",
    "agency_names",
    "busy_plan",
    "changed_since",
    "commitments_of",
    "draft_commitment",
    "elements_of_initiative",
    "footing",
    "government_of",
    "history",
    "initiative",
    "initiatives_about",
    "initiatives_of",
    "last_good_plan",
    "latest_commitment",
    "orphaned",
    "plan",
    "plans_of",
    "promised_codes",
    "public_promises",
    "reminders_for",
    "reports_between",
    "roadmap",
    "roadmaps",
    "summary",
    "unread_reminders",
]
