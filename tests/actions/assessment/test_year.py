"""From the first answer to publication: reviews, approvals, what they keep, and who must not do both."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import NotReady, State
from pendopo.assessment.domain.approvals import (
    AlreadyApproved,
    AlreadyPublished,
    FindingsOpen,
    NotApproved,
    NotComplete,
    digest,
)
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.roles import DutiesClash, Duty, EnteredThemselves
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import RoundApproved
from pendopo.assessment.models import Approval, Member
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from tests.actions.assessment.outbox import entries
from tests.assessment_year import AUGUST, JULY, JUNE, SEPTEMBER, STAGES, build_year, words

SELF, FINAL = RoundName.SELF, RoundName.FINAL


def approve(year, round=SELF, *, who="penanggung", now=JUNE, note=""):
    return actions.approve_round(actor=year.people[who], now=now, slug=year.slug, round=round, note=note)


def send_back(year, code, text="Nomor peraturan belum disebut.", who="auditor"):
    actions.send_back(actor=year.people[who], now=JUNE, slug=year.slug, indicator=code, findings=[text])


def settle(year, who="auditor"):
    for one in queries.findings(year.id):
        actions.settle_finding(actor=year.people[who], now=JUNE, slug=year.slug, finding_id=one.id)


def test_an_answer_sent_back_no_longer_counts_and_its_agency_is_told(year):
    year.give("1", 2, who="kominfo")
    send_back(year, "1")
    assert queries.present(year.id, SELF, "1").state is State.RETURNED
    assert queries.sheet(year.slug, year.people["sekda"]).levels() == {}
    task = queries.sheet(year.slug, year.people["kominfo"]).tasks(JUNE)[0]
    assert (task.indicator, task.is_returned, task.open_findings) == ("1", True, 1)
    told = [queries.notices_for(year.people[name]) for name in ("kominfo", "bappeda", "inspektorat")]
    assert [[one.kind for one in notices] for notices in told] == [["returned"], ["returned"], []]
    assert entries("review/1")[0]["act"] == "returned"
    year.give("1", 2, who="kominfo")


@pytest.mark.parametrize(
    ("who", "text", "refusal"),
    [("kominfo", "Temuan panjang", Forbidden), ("auditor", " ", Invalid), ("auditor", "pendek", Invalid)],
)
def test_sending_back_needs_the_duty_and_words(year, who, text, refusal):
    year.give("1", 2, who="kominfo")
    with pytest.raises(refusal):
        send_back(year, "1", text, who)
    send_back(year, "1")
    with pytest.raises(NotFound):  # nothing is given any more
        send_back(year, "1")


def test_an_approval_waits_for_all_answers_and_all_findings(year):
    year.give("1", 2, who="kominfo")
    with pytest.raises(NotComplete, match="46 indikator"):
        approve(year)
    send_back(year, "1")
    with pytest.raises(FindingsOpen, match="indikator 1"):
        approve(year)
    settle(year)
    for item in year.framework.items:
        year.give(item.code, 1)
    assert approve(year) == 1


def test_who_entered_answers_does_not_approve_them_not_even_past_the_program(year):
    year.give_all(1)
    entered = year.people["entri"]
    with pytest.raises(Forbidden):
        approve(year, who="entri")
    Member.objects.filter(account=entered.account_id).update(duty=Duty.ACCOUNTABLE.value)
    with pytest.raises(EnteredThemselves):
        approve(year, who="entri")
    approve(year)
    kept = Approval.objects.values().get()
    with pytest.raises(IntegrityError, match="does not approve"), transaction.atomic():
        Approval.objects.create(**kept | {"id": None, "number": 2, "by_id": entered.account_id})


def test_an_approval_keeps_what_it_approved_whatever_happens_later(year):
    year.give_all(2)
    approve(year, note="Sesuai rapat 29 Juni.")
    (kept,) = queries.approvals(year.id)
    assert (kept.index, kept.predicate, len(kept.snapshot["levels"])) == ("2.00", "Cukup", 47)
    assert digest(json.loads(json.dumps(kept.snapshot))) == kept.digest
    assert len(kept.snapshot["evidence"]["1"]) == 1
    with pytest.raises(RoundApproved):
        year.save("1", based_on=1, fact="Berubah pikiran")
    actions.reopen_round(
        actor=year.people["sekda"], now=JUNE, slug=year.slug, round=SELF, reason="Ada peraturan baru."
    )
    assert queries.notices_for(year.people["kominfo"])[0].kind == "reopened"
    with pytest.raises(AlreadyApproved):
        approve(year) and approve(year)
    assert [one.number for one in queries.approvals(year.id)] == [2, 1]
    assert queries.approvals(year.id)[1].snapshot == kept.snapshot


def test_approvals_and_findings_stay_as_they_were(year):
    year.give("1", 2, who="kominfo")
    send_back(year, "1")
    settle(year)
    year.give_all_missing()
    approve(year)
    for statement in (
        "UPDATE assessment_approval SET index = '5.00'",
        "DELETE FROM assessment_approval",
        "UPDATE assessment_finding SET text = 'x'",
        "DELETE FROM assessment_finding",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_last_level_given_counts_and_a_change_needs_a_reason(year):
    year.give_all(2)
    approve(year)
    document, interview = RoundName.DOCUMENT, RoundName.INTERVIEW
    with pytest.raises(NotReady, match="alasan perubahan"):
        year.give("1", 3, who="asesor", now=JULY, round=document)
    year.give("1", 3, who="asesor", now=JULY, round=document, reason="Bukti lebih kuat daripada klaim.")
    year.give("2", 2, who="asesor", now=JULY, round=document)
    year.give("1", 1, who="asesor", now=AUGUST, round=interview, reason="Narasumber membantah.")
    sheet = queries.sheet(year.slug, year.people["sekda"])
    assert [sheet.levels(round)["1"] for round in (SELF, document, interview)] == [2, 3, 1]
    assert [entry.get("round") for entry in entries("score/1")] == ["dokumen", "dokumen", "interviu"]
    remaining = actions.accept_remaining(
        actor=year.people["asesor"],
        now=SEPTEMBER,
        slug=year.slug,
        round=FINAL,
        justification="Sama dengan babak sebelumnya.",
    )
    assert remaining == 47
    assert queries.sheet(year.slug, year.people["sekda"]).levels()["1"] == 1


def test_publication_needs_the_final_approval_and_happens_once(year):
    year.give_all(2)
    with pytest.raises(NotApproved):
        approve(year, FINAL, who="sekda", now=SEPTEMBER)
    approve(year)
    with pytest.raises(NotApproved):
        publish(year)
    with pytest.raises(Forbidden):
        approve(year, FINAL, who="penanggung", now=SEPTEMBER)
    approve(year, FINAL, who="sekda", now=SEPTEMBER)
    with pytest.raises(AlreadyPublished):
        actions.reopen_round(
            actor=year.people["sekda"], now=SEPTEMBER, slug=year.slug, round=SELF, reason="Terlambat sudah."
        )
    assert queries.results() == ()
    publish(year)
    with pytest.raises(AlreadyPublished):
        publish(year)
    result = queries.published(year.slug)
    (told,) = entries("publication/1")
    assert (told["index"], told["snapshot"]) == ("2.00", result.approval.digest)


def publish(year):
    actions.publish_result(actor=year.people["sekda"], now=SEPTEMBER, slug=year.slug)


def test_duties_of_different_sides_do_not_meet_in_one_person(year):
    kominfo, sekda = year.people["kominfo"], year.people["sekda"]

    def assign(person, duty, agency=None):
        actions.assign_person(
            actor=sekda, slug=year.slug, account_id=person.account_id, duty=duty, agency_id=agency
        )

    for duty in (Duty.ACCOUNTABLE, Duty.INTERNAL_ASSESSOR, Duty.EXTERNAL_ASSESSOR):
        with pytest.raises(DutiesClash, match="Kominfo sudah bertugas sebagai responden"):
            assign(kominfo, duty)
    assign(kominfo, Duty.RESPONDENT, year.agencies["inspektorat"])
    assign(year.people["penanggung"], Duty.INTERNAL_ASSESSOR)
    with pytest.raises(Invalid, match="Pilih instansi"):
        assign(year.people["tamu"], Duty.RESPONDENT)
    with pytest.raises(Forbidden):
        actions.assign_person(
            actor=kominfo, slug=year.slug, account_id=kominfo.account_id, duty=Duty.DATA_ENTRY
        )


def test_a_calendar_out_of_order_is_refused_and_the_old_one_stays(year):
    sekda = year.people["sekda"]
    backwards = [Stage(one.round, one.closes_on, one.opens_on) for one in STAGES]
    before_self = [STAGES[0], Stage(FINAL, date(2026, 4, 1), date(2026, 4, 2))]
    for stages, words_ in (
        (backwards, "lebih awal"),
        (before_self, "sebelum"),
        (STAGES[1:], "penilaian mandiri"),
    ):
        with pytest.raises(Invalid, match=words_):
            actions.set_calendar(actor=sekda, slug=year.slug, stages=stages)
    assert queries.standing(year.slug, sekda).calendar.stages == STAGES
    longer = [Stage(SELF, date(2026, 5, 1), date(2026, 7, 31)), *STAGES[2:]]
    actions.set_calendar(actor=sekda, slug=year.slug, stages=[longer[0], longer[1], longer[-1]])
    year.save("1", fact="Sesudah perpanjangan", now=JULY)


def test_the_same_year_is_not_opened_twice(year):
    with pytest.raises(actions.AssessmentExists):
        build_year()


def test_reminders_go_to_those_with_open_tasks_once_a_day(year):
    from datetime import timedelta

    last_week = JUNE.replace(day=23)
    year.give("1", 1, who="kominfo")
    assert actions.remind(now=last_week) == 4  # entri, kominfo, bappeda, auditor
    assert actions.remind(now=last_week + timedelta(hours=3)) == 4
    (notice,) = queries.notices_for(year.people["bappeda"])
    assert (notice.cause, notice.facts["tasks"], notice.is_new) == ("deadline:mandiri:7", 23, True)
    assert actions.remind(now=last_week + timedelta(days=1)) == 0
    actions.read_notices(actor=year.people["bappeda"], now=last_week)
    assert not queries.notices_for(year.people["bappeda"])[0].is_new


def test_mail_goes_to_known_addresses_and_each_message_once(year):
    sent = []
    Member.objects.filter(account=year.people["bappeda"].account_id).update(email="bappeda@example.go.id")
    actions.remind(now=JUNE.replace(day=23))
    for _ in range(2):
        actions.mail_notices(now=JUNE, send=lambda to, cause, facts, title: sent.append((to, cause)))
    assert sent == [("bappeda@example.go.id", "deadline:mandiri:7")]


def test_mail_that_cannot_leave_is_tried_again(year):
    Member.objects.filter(account=year.people["bappeda"].account_id).update(email="bappeda@example.go.id")
    actions.remind(now=JUNE.replace(day=23))

    def fails(*_):
        raise OSError("no server")

    with pytest.raises(OSError, match="no server"):
        actions.mail_notices(now=JUNE, send=fails)
    assert actions.mail_notices(now=JUNE, send=lambda *_: None) == 1


def test_words_of_an_answer_open_its_commitment_in_the_record(year):
    from pendopo.assessment.actions.record import explanation_bytes
    from pendopo.assessment.models import AnswerVersion
    from pendopo.ledger.domain.commitment import commit

    year.give("1", 1, who="kominfo")
    version = AnswerVersion.objects.get(answer__indicator="1")
    (told,) = entries("claim/1")
    assert told["x"] == commit("explanation", bytes(version.salt), explanation_bytes(words(1)))
