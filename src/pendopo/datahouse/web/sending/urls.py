"""Addresses of the pages of those who deliver."""

from django.urls import path

from pendopo.datahouse.web.sending import (
    arrival,
    board,
    columns,
    connections,
    desk,
    rules,
    sources,
    sums,
    versions,
)

app_name = "sending"

_ONE = "rumah-data/kirim/berkas/<uuid:ident>/"
_TO = "rumah-data/kirim/ke/<slug:slug>/"

urlpatterns = [
    path("rumah-data/keterhubungan/", board.board_page, name="board"),
    path("rumah-data/keterhubungan.csv", board.board_csv, name="board-csv"),
    path("data/keterhubungan/", board.public_page, name="board-public"),
    path("rumah-data/kirim/", desk.desk_page, name="desk"),
    path("rumah-data/kirim/baru/", desk.begin_page, name="begin"),
    path(_TO, desk.dataset_page, name="dataset"),
    path(_TO + "versi/", versions.versions_page, name="versions"),
    path(_TO + "versi/bandingkan/", versions.compare_page, name="compare"),
    path(_TO + "versi/<int:number>/", versions.version_page, name="version"),
    path(_TO + "kunci/", connections.key_page, name="key"),
    path(_TO + "sumber/", sources.add_page, name="add-source"),
    path(_ONE, arrival.arrival_page, name="arrival"),
    path(_ONE + "ditolak.xlsx", arrival.rejected, name="rejected"),
    path(_ONE + "kolom/<str:column>/", columns.column_page, name="column"),
    path(_ONE + "aturan/", rules.rules_page, name="rules"),
    path(_ONE + "aturan/baru/", rules.rule_page, name="new-rule"),
    path(_ONE + "aturan/<int:place>/", rules.rule_page, name="rule"),
    path(_ONE + "jumlah/baru/", sums.sum_page, name="new-sum"),
    path(_ONE + "jumlah/<int:place>/", sums.sum_page, name="sum"),
    path("rumah-data/kirim/sambungan/<uuid:ident>/", connections.connection_page, name="connection"),
    path("rumah-data/kirim/sambungan/<uuid:ident>/ubah/", sources.change_page, name="change-source"),
]
