"""Addresses of the app."""

from django.urls import path

from pendopo.queue.web.citizen import survey_code, taking, ticket

app_name = "queue"

urlpatterns = [
    path("layanan/<slug:office>/<slug:service>/ambil/", taking.take, name="take"),
    path("t/<uuid:ticket>/", ticket.show, name="ticket"),
    path("t/<uuid:ticket>/status/", ticket.status, name="ticket-status"),
    path("t/<uuid:ticket>/batal/", ticket.cancel, name="cancel"),
    path("t/<uuid:ticket>/survei/", survey_code.give, name="survey-code"),
]
