"""Addresses of the pages of analysts."""

from django.urls import path

from pendopo.datahouse.web.analyst import access, asking, log, own, protection, saved

app_name = "asking"

urlpatterns = [
    path("rumah-data/tanya/", asking.ask_page, name="ask"),
    path("rumah-data/tanya/unduh/", asking.download, name="download"),
    path("rumah-data/tanya/batal/", asking.cancel, name="cancel"),
    path("rumah-data/tanya/tersimpan/", saved.saved_page, name="saved"),
    path("rumah-data/tanya/tersimpan/<uuid:ident>/", saved.one_page, name="one"),
    path("rumah-data/tanya/catatan/", log.own_log_page, name="own-log"),
    path("rumah-data/tautan/<str:signed>/jawaban.parquet", saved.linked, name="linked"),
    path("rumah-data/akses/", access.requests_page, name="requests"),
    path("rumah-data/akses/keputusan/", access.decisions_page, name="decisions"),
    path("rumah-data/akses/<uuid:ident>/akhiri/", access.end, name="end"),
    path("rumah-data/catatan-tanya/", log.about_log_page, name="log"),
    path("rumah-data/sendiri/", own.own_page, name="own"),
    path("rumah-data/perlindungan/<slug:slug>/", protection.protection_page, name="protection"),
]
