"""Addresses of the public half of the data house."""

from django.urls import path, re_path

from pendopo.datahouse.web.public import browse, ckan, dataset, metadata

app_name = "data"
_FORM = r"\.(?P<form>jsonld|ttl|xml|rdf|n3)"

_SLUG = r"(?P<slug>[a-z][a-z0-9-]{0,59})"

urlpatterns = [
    path("data/", browse.catalogue, name="catalogue"),
    re_path(rf"^data/{_SLUG}/$", dataset.dataset, name="dataset"),
    re_path(rf"^data/{_SLUG}/openapi\.json$", dataset.openapi, name="openapi"),
    re_path(rf"^data/{_SLUG}/(?P=slug)\.(?P<format>[a-z]{{3,7}})$", dataset.newest_file, name="newest"),
    path("data/<slug:slug>/rilis/<int:number>/bukti", dataset.proof, name="proof"),
    path("api/3/action/<str:name>", ckan.action, name="action"),
    re_path(rf"^catalog{_FORM}$", metadata.dcat_catalogue, name="dcat"),
    re_path(rf"^dataset/(?P<ident>[0-9a-z-]{{1,60}}){_FORM}$", metadata.dcat_dataset, name="dcat-dataset"),
    path("data.json", metadata.project_open_data, name="data-json"),
    path("dcat.json", metadata.project_open_data),
]
