"""Addresses of the app."""

from django.urls import path

from pendopo.insight.web import gathering

app_name = "insight"

urlpatterns = [
    path("data-dukung/dari-sistem/", gathering.gathering_page, name="gathering"),
]
