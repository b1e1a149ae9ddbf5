"""Addresses of the app."""

from django.urls import path

from pendopo.queue.web.citizen import survey_code, taking, ticket
from pendopo.queue.web.hall import board, closing, counter, kiosk

app_name = "queue"

urlpatterns = [
    path("layanan/<slug:office>/<slug:service>/ambil/", taking.take, name="take"),
    path("t/<uuid:ticket>/", ticket.show, name="ticket"),
    path("t/<uuid:ticket>/status/", ticket.status, name="ticket-status"),
    path("t/<uuid:ticket>/batal/", ticket.cancel, name="cancel"),
    path("t/<uuid:ticket>/survei/", survey_code.give, name="survey-code"),
    path("loket/", counter.choose, name="counters"),
    path("loket/<int:counter_id>/", counter.workplace, name="workplace"),
    path("loket/<int:counter_id>/antrean/", counter.lines, name="workplace-lines"),
    path("loket/<int:counter_id>/langkah/", counter.press, name="press"),
    path("loket/tutup/<slug:office>/", closing.close_day, name="close-day"),
    path("papan/<slug:office>/", board.show, name="board"),
    path("papan/<slug:office>/isi/", board.content, name="board-content"),
    path("kios/<slug:office>/", kiosk.start, name="kiosk"),
    path("kios/<slug:office>/mulai/", kiosk.start_over, name="kiosk-start-over"),
    path("kios/<slug:office>/instansi/<int:agency_id>/", kiosk.agency, name="kiosk-agency"),
    path("kios/<slug:office>/layanan/<int:service_id>/", kiosk.question, name="kiosk-question"),
    path("kios/<slug:office>/nomor/", kiosk.number, name="kiosk-number"),
    path("kios/<slug:office>/pasang/", kiosk.set_up, name="kiosk-set-up"),
]
