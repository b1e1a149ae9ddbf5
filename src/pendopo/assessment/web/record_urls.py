"""Addresses of recorded entries; they stand on paper as QR codes and never change."""

from django.urls import re_path

from pendopo.assessment.web import record

app_name = "assessment_record"

urlpatterns = [
    re_path(r"^catatan/spbe/(?P<leaf>[0-9a-f]{64})/$", record.entry_page, name="entry"),
    re_path(r"^catatan/spbe/(?P<leaf>[0-9a-f]{64})\.tlog-proof$", record.entry_file, name="proof"),
]
