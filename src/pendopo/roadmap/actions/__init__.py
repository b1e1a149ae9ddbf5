"""Everything that can be done with roadmaps. One transaction each."""

from pendopo.roadmap.actions.committing import declare
from pendopo.roadmap.actions.initiatives import (
    add_initiative,
    change_initiative,
    move_initiative,
    set_elements,
)
from pendopo.roadmap.actions.planning import adopt_plan, ask_for_plan, compute_more
from pendopo.roadmap.actions.reminding import mail_reminders, read_reminders, remind
from pendopo.roadmap.actions.reporting import Attachment, report_progress
from pendopo.roadmap.actions.searching import (
    end_lost_searches,
    search_again,
    search_plan,
    stop_plan,
)
from pendopo.roadmap.actions.setup import create_roadmap, take_from_catalogue

__all__ = [
    "Attachment",
    "add_initiative",
    "adopt_plan",
    "ask_for_plan",
    "change_initiative",
    "compute_more",
    "create_roadmap",
    "declare",
    "end_lost_searches",
    "mail_reminders",
    "move_initiative",
    "read_reminders",
    "remind",
    "report_progress",
    "search_again",
    "search_plan",
    "set_elements",
    "stop_plan",
    "take_from_catalogue",
]
