"""Standing approvals as rows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pendopo.datahouse.models import Dataset, StandingApproval, Version


def shape_of(schema: Mapping[str, Any]) -> str:
    """Names and types of columns as one digest: what somebody approved once for all."""
    columns = [[one["name"], one.get("type", "string")] for one in schema["fields"]]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def standing(row: Dataset) -> StandingApproval | None:
    """The standing approval that holds for a data set."""
    return (
        StandingApproval.objects.filter(dataset=row, ended_at=None)
        .select_related("by")
        .order_by("-id")
        .first()
    )


def newest_shape(row: Dataset) -> str:
    """The shape of the newest version."""
    return shape_of(Version.objects.get(dataset=row, number=row.newest).schema)


def add_standing(row: Dataset, *, reason: str, by_id: int | None, now: datetime) -> None:
    """A new standing approval for the shape of the newest version."""
    StandingApproval.objects.create(dataset=row, shape=newest_shape(row), reason=reason, at=now, by_id=by_id)


def end_standing(row: Dataset, *, by_id: int | None, now: datetime) -> bool:
    """End it; False when there was none."""
    running = StandingApproval.objects.filter(dataset=row, ended_at=None)
    return bool(running.update(ended_at=now, ended_by_id=by_id))
