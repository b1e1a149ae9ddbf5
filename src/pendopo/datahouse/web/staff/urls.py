"""Addresses of the pages on which data sets are described, checked and published."""

from django.urls import path

from pendopo.datahouse.web.staff import calendar, checking, dataset, describing, publishing, work

app_name = "datawork"

_ONE = "rumah-data/data/<slug:slug>/"

urlpatterns = [
    path("rumah-data/", work.work_page, name="work"),
    path("rumah-data/daftar/<int:year>/", calendar.list_page, name="list"),
    path("rumah-data/daftar/<int:year>/daftar-data.csv", calendar.list_file, name="list-file"),
    path(_ONE, dataset.dataset_page, name="dataset"),
    path(_ONE + "keterangan/", describing.describe_page, name="describe"),
    path(_ONE + "periksa/", checking.check_page, name="check"),
    path(_ONE + "terbit/", publishing.publish_page, name="publish"),
]
