"""What the optimizer does in the background (`manage.py procrastinate worker`)."""

from uuid import UUID

from procrastinate.contrib.django import app

from pendopo.kernel import clock
from pendopo.roadmap.actions import compute_more, search_plan


@app.task
def search(plan: str) -> None:
    """Search the plan of that id."""
    search_plan(plan_id=UUID(plan), clock=clock.now)


@app.task
def more(roadmap: int, plan: str, what: str) -> None:
    """Compute "why" or "curve" of a plan."""
    compute_more(roadmap_id=roadmap, plan_id=UUID(plan), what=what)
