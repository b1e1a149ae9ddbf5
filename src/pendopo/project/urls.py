"""Addresses of the pages: each app brings its own. The API is not here: see asgi.py and api.py."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("pendopo.portal.web.urls")),
    path("", include("pendopo.queue.web.urls")),
    path("", include("pendopo.survey.web.urls")),
    path("", include("pendopo.assessment.web.urls")),
    # Before the library, whose addresses name pieces.
    path("", include("pendopo.insight.web.urls")),
    path("", include("pendopo.assessment.web.evidence.urls")),
    path("", include("pendopo.assessment.web.files_urls")),
    path("", include("pendopo.assessment.web.record_urls")),
    path("", include("pendopo.inventory.web.urls")),
    path("", include("pendopo.roadmap.web.urls")),
    path("", include("pendopo.datahouse.web.sending.urls")),
    path("", include("pendopo.datahouse.web.analyst.urls")),
    path("", include("pendopo.datahouse.web.public.urls")),
    path("", include("pendopo.datahouse.web.neighbours.urls")),
    path("", include("pendopo.datahouse.web.staff.urls")),
    path("", include("pendopo.accounts.web.urls")),
    path("", include("pendopo.design.web.urls")),
    path("kelola/", admin.site.urls),
]

if settings.ENV["PENDOPO_DEMO"]:
    urlpatterns.append(path("", include("pendopo.visitors.web.urls")))

handler400 = "pendopo.design.trouble.bad_request"
handler403 = "pendopo.design.trouble.permission_denied"
handler404 = "pendopo.design.trouble.not_found"
handler500 = "pendopo.design.trouble.server_error"
