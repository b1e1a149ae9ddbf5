"""Rows and domain values, for writing. The only place of this app that takes locks."""

from pendopo.assessment.store.answers import Change, write
from pendopo.assessment.store.approvals import (
    add_approval,
    add_findings,
    add_publication,
    add_reopening,
    entered,
    latest_approval,
    lock_finding,
    settle,
)
from pendopo.assessment.store.frameworks import lock_frameworks
from pendopo.assessment.store.notices import add_notices, mark_mailed, mark_read, next_unmailed
from pendopo.assessment.store.years import (
    add_assessment,
    add_carried,
    add_member,
    copy_evidence,
    duties_of,
    lock_assessment,
    lock_carried,
    pin,
    remove_member,
    replace_calendar,
    replace_shares,
    save_decision,
)

__all__ = [
    "Change",
    "add_approval",
    "add_assessment",
    "add_carried",
    "add_findings",
    "add_member",
    "add_notices",
    "add_publication",
    "add_reopening",
    "copy_evidence",
    "duties_of",
    "entered",
    "latest_approval",
    "lock_assessment",
    "lock_carried",
    "lock_finding",
    "lock_frameworks",
    "mark_mailed",
    "mark_read",
    "next_unmailed",
    "pin",
    "remove_member",
    "replace_calendar",
    "replace_shares",
    "save_decision",
    "settle",
    "write",
]
