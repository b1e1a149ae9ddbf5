"""Addresses of assessments: the work under /penilaian/, what everybody may read under /kematangan/."""

from django.urls import path

from pendopo.assessment.web import (
    approval,
    board,
    carrying,
    comparing,
    frameworks,
    indicator,
    own,
    people,
    public,
    setting_up,
    tasks,
    what_if,
)

app_name = "assessment"

urlpatterns = [
    path("penilaian/", own.own_page, name="own"),
    path("penilaian/baru/", setting_up.new_page, name="new"),
    path("penilaian/<slug:slug>/", tasks.tasks_page, name="tasks"),
    path("penilaian/<slug:slug>/papan/", board.board_page, name="board"),
    path("penilaian/<slug:slug>/instansi/<slug:agency>/", board.agency_page, name="agency"),
    path("penilaian/<slug:slug>/indikator/<slug:code>/", indicator.indicator_page, name="indicator"),
    path("penilaian/<slug:slug>/indikator/<slug:code>/simpan/", indicator.autosave, name="save"),
    path("penilaian/<slug:slug>/indikator/<slug:code>/riwayat/", indicator.history_page, name="history"),
    path("penilaian/<slug:slug>/jadwal/", setting_up.calendar_page, name="calendar"),
    path("penilaian/<slug:slug>/orang/", people.people_page, name="people"),
    path("penilaian/<slug:slug>/pembagian/", people.shares_page, name="shares"),
    path("penilaian/<slug:slug>/usulan/", carrying.carried_page, name="carried"),
    path("penilaian/<slug:slug>/andaikan/", what_if.what_if_page, name="what_if"),
    path("penilaian/<slug:slug>/perbandingan/", comparing.comparison_page, name="comparison"),
    path("penilaian/<slug:slug>/pengesahan/", approval.approvals_page, name="approvals"),
    path("kerangka/", frameworks.list_page, name="frameworks"),
    path("kerangka/sendiri/", frameworks.own_page, name="own_framework"),
    path("kerangka/<slug:framework>/", frameworks.framework_page, name="framework"),
    path("kerangka/<slug:framework>/unduh/<slug:form>/", frameworks.download, name="framework_file"),
    path("kematangan/", public.results_page, name="results"),
    path("kematangan/<slug:slug>/", public.result_page, name="result"),
]
