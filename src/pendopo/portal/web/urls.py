"""Addresses of the app."""

from django.urls import path

from pendopo.portal.web import about, front, record, satisfaction, standard, verify

app_name = "portal"

urlpatterns = [
    path("", front.front, name="front"),
    path("layanan/<slug:office>/", front.front, name="office"),
    path("layanan/<slug:office>/<slug:service>/", standard.standard, name="service"),
    path("kepuasan/", satisfaction.government, name="government"),
    path("kepuasan/instansi/<slug:agency>/", satisfaction.agency, name="agency"),
    path("kepuasan/<slug:office>/", satisfaction.satisfaction, name="satisfaction"),
    path("periksa/", verify.verify, name="verify"),
    path("ruang-kerja/catatan-publik/", record.record, name="record"),
    path("tentang/", about.about, name="about"),
]
