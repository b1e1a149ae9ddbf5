"""Addresses of evidence."""

from django.urls import path

from pendopo.assessment.web.evidence import indicator, library, showing

app_name = "evidence"

urlpatterns = [
    path("data-dukung/", library.library_page, name="library"),
    path("data-dukung/tambah/", library.add_page, name="add"),
    path("data-dukung/<str:ident>/", library.piece_page, name="piece"),
    path("data-dukung/<str:ident>/ganti/", library.revise_page, name="revise"),
    path("data-dukung/<str:ident>/tarik/", library.withdraw, name="withdraw"),
    path("data-dukung/<str:ident>/unduh/", showing.download, name="download"),
    path("data-dukung/<str:ident>/halaman/<int:number>.png", showing.picture, name="picture"),
    path(
        "penilaian/<slug:slug>/indikator/<slug:code>/data-dukung/",
        indicator.indicator_evidence,
        name="indicator",
    ),
]
