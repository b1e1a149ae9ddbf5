"""Addresses of the pages about neighbours."""

from django.urls import path

from pendopo.datahouse.web.neighbours import hooks, overview, sources

app_name = "neighbours"

urlpatterns = [
    path("rumah-data/tetangga/", overview.overview, name="overview"),
    path("rumah-data/tetangga/katalog/<uuid:ident>/", sources.source_page, name="source"),
    path("rumah-data/tetangga/penerima/<uuid:ident>/", hooks.hook_page, name="hook"),
]
