"""Addresses of the inventory's pages. `place` is the Kemendagri code of a government."""

from django.urls import path

from pendopo.inventory.web import element, files, findings, forms, listing, maps, relating

app_name = "inventory"

urlpatterns = [
    path("inventaris/", listing.places_page, name="places"),
    path("inventaris/<str:place>/", listing.overview_page, name="overview"),
    path("inventaris/<str:place>/unsur/", listing.list_page, name="list"),
    path("inventaris/<str:place>/unsur/baru/", forms.add_page, name="add"),
    path("inventaris/<str:place>/unsur/<str:code>/", element.element_page, name="element"),
    path("inventaris/<str:place>/unsur/<str:code>/ubah/", forms.change_page, name="change"),
    path("inventaris/<str:place>/unsur/<str:code>/cabut/", element.withdraw_page, name="withdraw"),
    path("inventaris/<str:place>/unsur/<str:code>/hubungan/", relating.relate_page, name="relate"),
    path("inventaris/<str:place>/unsur/<str:code>/peta/", maps.element_map, name="element-map"),
    path("inventaris/<str:place>/temuan/", findings.findings_page, name="findings"),
    path("inventaris/<str:place>/peta/", maps.map_page, name="map"),
    path("inventaris/<str:place>/berkas/", files.files_page, name="files"),
    path("inventaris/<str:place>/berkas/templat.xlsx", files.template, name="template"),
    path("inventaris/<str:place>/berkas/inventaris.xlsx", files.workbook, name="workbook"),
    path("inventaris/<str:place>/berkas/inventaris.csv", files.table, name="table"),
    path("inventaris/<str:place>/berkas/<uuid:upload>/", files.upload_page, name="upload"),
]
