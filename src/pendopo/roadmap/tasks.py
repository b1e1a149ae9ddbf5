"""What roadmaps do in the background: the optimizer searches, people are reminded."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.roadmap.actions import compute_more, end_lost_searches, mail_reminders, remind, search_plan


@app.task
def search(plan: str) -> None:
    """Search the plan of that id."""
    search_plan(plan_id=UUID(plan), clock=clock.now)


@app.task
def more(roadmap: int, plan: str, what: str) -> None:
    """Compute "why" or "curve" of a plan."""
    compute_more(roadmap_id=roadmap, plan_id=UUID(plan), what=what)


def begin_more(roadmap_id: int, plan_id: UUID, what: str) -> None:
    """Have "why" or "curve" computed, unless that waits for its turn already."""
    lock = f"roadmap.more.{plan_id}.{what}"
    try:
        more.configure(queueing_lock=lock).defer(roadmap=roadmap_id, plan=str(plan_id), what=what)
    except AlreadyEnqueued:
        return


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="roadmap.end_lost")
def end_lost(timestamp: int) -> None:
    """Find searches whose process was killed."""
    end_lost_searches(now=clock.now())


@app.periodic(cron="15 23 * * *")  # 06.15 WIB; the worker reads times in UTC
@app.task(queueing_lock="roadmap.remind")
def remind_of_dates(timestamp: int) -> None:
    """Tell people of milestones that come or are late; then mail what is new, where a mail server is set."""
    now = clock.now()
    today = local_day(now, ZoneInfo(settings.TIME_ZONE))
    remind(now=now, today=today, ahead=settings.ENV["PENDOPO_REMIND_DAYS"])
    if settings.ENV["PENDOPO_SMTP"]:
        mail_reminders(now=now, send=send_mail)


def send_mail(address: str, facts: Mapping[str, object], title: str) -> None:
    """One reminder by mail."""
    subject, text = message(facts, title, settings.ENV["PENDOPO_BASE_URL"])
    EmailMessage(subject, text, to=[address]).send()


def message(facts: Mapping[str, object], title: str, base_url: str) -> tuple[str, str]:
    """Subject and text of a reminder, in Indonesian: mail has no language of a page."""
    left, day = int(str(facts["left"])), date.fromisoformat(str(facts["due"]))
    when = "hari ini" if left == 0 else f"{left} hari lagi" if left > 0 else f"terlambat {-left} hari"
    name = " ".join(str(facts["milestone"]).split())
    text = (
        f"{name}: {when} (dijanjikan {day:%d-%m-%Y}).\n{facts['code']} {facts['title']}\n\n{title}\n"
        f"{base_url}/peta-rencana/{facts['roadmap']}/inisiatif/{facts['code']}/\n\n"
        "Pesan ini dikirim oleh program; jangan dibalas."
    )
    return f"Peta rencana: {name}, {when}"[:140], text
