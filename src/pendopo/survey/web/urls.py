"""Addresses of the survey's pages. The code is never part of one: links carry it in the fragment."""

from django.urls import path

from pendopo.survey.web import citizen, counts, sending, staff

app_name = "survey"

urlpatterns = [
    path("survei/", citizen.begin_page, name="begin"),
    path("survei/pertanyaan/<int:number>/", citizen.question_page, name="question"),
    path("survei/semua/", citizen.all_questions_page, name="all"),
    path("survei/profil/", citizen.profile_page, name="profile"),
    path("survei/periksa/", sending.check_page, name="check"),
    path("survei/bukti/", sending.receipt_page, name="receipt"),
    path("survei/hapus/", sending.forget_page, name="forget"),
    path("survei/hitungan/<slug:office>/", counts.counts_page, name="counts"),
    path("slip/<slug:office>/", staff.slips_page, name="slips"),
    path("slip/<slug:office>/sisa/", staff.leftovers_page, name="leftovers"),
]
