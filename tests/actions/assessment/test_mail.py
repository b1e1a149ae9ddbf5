"""The mail that a reminder becomes."""

from pendopo.assessment import actions
from pendopo.assessment.models import Member
from pendopo.assessment.tasks import message, remind_of_deadlines, send_mail
from pendopo.kernel import clock
from tests.assessment_year import JUNE

TITLE = "Indeks SPBE, Kabupaten Uji 2026"


def test_mail_says_what_waits_and_where_but_not_what_was_written():
    subject, text = message("deadline:mandiri:3", {"tasks": 7, "days": 3}, TITLE, "https://uji.go.id")
    assert subject == "Penilaian: 7 indikator Anda belum diserahkan, dan babak ditutup 3 hari lagi."
    assert "https://uji.go.id/penilaian/" in text
    assert "Hari terakhir" in message("deadline:mandiri:0", {"tasks": 1, "days": 0}, TITLE, "")[1]
    assert "indikator 12 dikembalikan" in message("returned:12:3", {"indicator": "12"}, TITLE, "")[1]


def test_the_morning_reminds_and_mails_where_a_server_is_set(year, settings, mailoutbox, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: JUNE.replace(day=23))
    Member.objects.filter(account=year.people["bappeda"].account_id).update(email="bappeda@example.go.id")
    remind_of_deadlines(0)
    assert mailoutbox == []
    settings.ENV = settings.ENV | {"PENDOPO_SMTP": {"EMAIL_HOST": "mail.example.go.id"}}
    remind_of_deadlines(0)
    remind_of_deadlines(0)
    assert [mail.to for mail in mailoutbox] == [["bappeda@example.go.id"]]
    assert actions.mail_notices(now=JUNE, send=send_mail) == 0
