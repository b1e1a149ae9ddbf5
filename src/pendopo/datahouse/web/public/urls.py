"""Addresses of the public half of the data house."""

from django.urls import path, re_path

from pendopo.datahouse.web.public import ckan, metadata

app_name = "data"
_FORM = r"\.(?P<form>jsonld|ttl|xml|rdf|n3)"

urlpatterns = [
    path("api/3/action/<str:name>", ckan.action, name="action"),
    re_path(rf"^catalog{_FORM}$", metadata.dcat_catalogue, name="dcat"),
    re_path(rf"^dataset/(?P<ident>[0-9a-z-]{{1,60}}){_FORM}$", metadata.dcat_dataset, name="dcat-dataset"),
    path("data.json", metadata.project_open_data, name="data-json"),
    path("dcat.json", metadata.project_open_data),
]
