"""What assessments do by themselves, in the worker: people are reminded, the evidence folder is looked after."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pendopo.assessment.actions import mail_notices, remind
from pendopo.assessment.actions.upkeep import check_contents, remind_of_ending
from pendopo.assessment.files.site import site_intake
from pendopo.kernel import clock

log = logging.getLogger(__name__)


@app.periodic(cron="0 23 * * *")  # 06.00 WIB; the worker reads times in UTC
@app.task(queueing_lock="assessment.remind")
def remind_of_deadlines(timestamp: int) -> None:
    """Tell everybody whose round ends in 7, 3, 1 or 0 days, and whose evidence ends; then mail what is new, where a
    mail server is set.

    When the server does not answer, the rest of the mail leaves with the next morning.
    """
    now = clock.now()
    remind(now=now)
    remind_of_ending(now=now)
    if settings.ENV["PENDOPO_SMTP"]:
        mail_notices(now=now, send=send_mail)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="assessment.sweep_incoming")
def sweep_incoming(timestamp: int) -> int:
    """Remove what killed processes were receiving; how many files."""
    return site_intake().store.sweep()


@app.periodic(cron="30 19 * * *")  # 02.30 WIB
@app.task(queueing_lock="assessment.check_evidence")
def check_evidence(timestamp: int) -> int:
    """Compare every content on the disk with what came in; each fault is an error in the log. How many there are."""
    faults = list(check_contents(intake=site_intake()))
    for fault in faults:
        log.error("Evidence %s: %s. Restore it from a backup.", fault.sha256, fault.what)
    return len(faults)


def send_mail(address: str, cause: str, facts: Mapping[str, object], title: str) -> None:
    """One reminder. Mail is not confidential, so it names no finding and no answer, only that there is one."""
    subject, text = message(cause, facts, title, settings.ENV["PENDOPO_BASE_URL"])
    EmailMessage(subject, text, to=[address]).send()


def message(cause: str, facts: Mapping[str, object], title: str, base_url: str) -> tuple[str, str]:
    """Subject and text of a reminder, in Indonesian: mail has no language of a page."""
    kind = cause.partition(":")[0]
    if kind == "returned":
        said = f"Jawaban indikator {facts['indicator']} dikembalikan dengan temuan."
    elif kind == "evidence":
        said = f"Masa berlaku satu data dukung berakhir {facts['days']} hari lagi."
    elif kind == "reopened":
        said = "Babak yang sudah disahkan dibuka kembali."
    elif facts.get("days") == 0:
        said = f"Hari terakhir: {facts['tasks']} indikator Anda belum diserahkan. Babak ditutup pukul 24.00."
    else:
        said = (
            f"{facts['tasks']} indikator Anda belum diserahkan, dan babak ditutup {facts['days']} hari lagi."
        )
    text = f"{said}\n\n{title}\n{base_url}/penilaian/\n\nPesan ini dikirim oleh program; jangan dibalas."
    return f"Penilaian: {said}"[:140], text
