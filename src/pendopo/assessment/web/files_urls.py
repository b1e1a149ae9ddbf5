"""Addresses of an assessment's files."""

from django.urls import path

from pendopo.assessment.web import files

app_name = "assessment_files"

urlpatterns = [
    path("penilaian/<slug:slug>/berkas/", files.files_page, name="files"),
    path("penilaian/<slug:slug>/berkas/<str:name>", files.download, name="download"),
]
