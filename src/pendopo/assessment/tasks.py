"""What assessments do by themselves, in the worker: every morning whoever has open tasks is reminded."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pendopo.assessment.actions import mail_notices, remind
from pendopo.kernel import clock


@app.periodic(cron="0 23 * * *")  # 06.00 WIB; the worker reads times in UTC
@app.task(queueing_lock="assessment.remind")
def remind_of_deadlines(timestamp: int) -> None:
    """Tell everybody whose round ends in 7, 3, 1 or 0 days, then mail what is new where a mail server is set.

    When the server does not answer, the rest of the mail leaves with the next morning.
    """
    now = clock.now()
    remind(now=now)
    if settings.ENV["PENDOPO_SMTP"]:
        mail_notices(now=now, send=send_mail)


def send_mail(address: str, cause: str, facts: Mapping[str, object], title: str) -> None:
    """One reminder. Mail is not confidential, so it names no finding and no answer, only that there is one."""
    subject, text = message(cause, facts, title, settings.ENV["PENDOPO_BASE_URL"])
    EmailMessage(subject, text, to=[address]).send()


def message(cause: str, facts: Mapping[str, object], title: str, base_url: str) -> tuple[str, str]:
    """Subject and text of a reminder, in Indonesian: mail has no language of a page."""
    kind = cause.partition(":")[0]
    if kind == "returned":
        said = f"Jawaban indikator {facts['indicator']} dikembalikan dengan temuan."
    elif facts.get("days") == 0:
        said = f"Hari terakhir: {facts['tasks']} indikator Anda belum diserahkan. Babak ditutup pukul 24.00."
    else:
        said = (
            f"{facts['tasks']} indikator Anda belum diserahkan, dan babak ditutup {facts['days']} hari lagi."
        )
    text = f"{said}\n\n{title}\n{base_url}/penilaian/\n\nPesan ini dikirim oleh program; jangan dibalas."
    return f"Penilaian: {said}"[:140], text
