"""Addresses of the survey's pages. The code is never part of one: links carry it in the fragment."""

from django.urls import path, re_path

from pendopo.survey.web import (
    citizen,
    comment,
    counts,
    follow_up,
    moderation,
    reading,
    receipt,
    report,
    sending,
    staff,
)
from pendopo.survey.web.channel_urls import channel_patterns

app_name = "survey"

urlpatterns = [
    path("survei/", citizen.begin_page, name="begin"),
    path("survei/pertanyaan/<int:number>/", citizen.question_page, name="question"),
    path("survei/semua/", citizen.all_questions_page, name="all"),
    path("survei/profil/", citizen.profile_page, name="profile"),
    path("survei/periksa/", sending.check_page, name="check"),
    path("survei/bukti/", receipt.receipt_page, name="receipt"),
    path("survei/bukti/janji/", receipt.promise_file, name="promise"),
    re_path(r"^survei/bukti/(?P<fingerprint>[0-9a-f]{64})\.tlog-proof$", receipt.proof_file, name="proof"),
    path("survei/pendapat/", comment.comment_page, name="comment"),
    path("survei/hapus/", receipt.forget_page, name="forget"),
    path("survei/hitungan/<slug:office>/", counts.counts_page, name="counts"),
    path("tindak-lanjut/<int:number>/", follow_up.follow_up_public_page, name="follow-up-public"),
    path("laporan/survei/<slug:scope>/<slug:period>/", report.report_page, name="report"),
    re_path(
        rf"^laporan/survei/(?P<scope>[-\w]+)/(?P<period>[-\w]+)/(?P<name>{report.FILE_NAMES})$",
        report.report_file,
        name="report-file",
    ),
    path("ruang-kerja/survei/hasil/", reading.reading, name="reading"),
    path("ruang-kerja/survei/pendapat/", moderation.moderation, name="moderation"),
    path("ruang-kerja/survei/tindak-lanjut/", follow_up.follow_ups_page, name="follow-ups"),
    path("ruang-kerja/survei/tindak-lanjut/baru/", follow_up.promise_page, name="new-follow-up"),
    path("ruang-kerja/survei/tindak-lanjut/<int:number>/", follow_up.follow_up_staff_page, name="follow-up"),
    path("slip/<slug:office>/", staff.slips_page, name="slips"),
    path("slip/<slug:office>/sisa/", staff.leftovers_page, name="leftovers"),
    *channel_patterns,
]
