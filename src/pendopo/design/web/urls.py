"""Addresses of the app: the language choice, the parts of the installable page, the gallery of components."""

from django.urls import path

from pendopo.design.web import gallery
from pendopo.design.web.installable import manifest, service_worker
from pendopo.design.web.language import choose_language

app_name = "design"

urlpatterns = [
    path("bahasa/", choose_language, name="language"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", service_worker, name="service-worker"),
    path("komponen/", gallery.gallery, name="gallery"),
    path("komponen/petugas/", gallery.staff_gallery, name="staff-gallery"),
    path("komponen/kios/", gallery.kiosk_gallery, name="kiosk-gallery"),
    path("komponen/papan/", gallery.board_gallery, name="board-gallery"),
]
