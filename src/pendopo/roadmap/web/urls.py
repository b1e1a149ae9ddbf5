"""Addresses of the roadmap's pages."""

from django.urls import path

from pendopo.roadmap.web import commitments, comparing, executive, initiatives, overview, plans, reminders

app_name = "roadmap"

urlpatterns = [
    path("peta-rencana/", overview.roadmaps_page, name="list"),
    path("peta-rencana/pengingat/", reminders.reminders_page, name="reminders"),
    path("peta-rencana/<slug:slug>/", overview.roadmap_page, name="roadmap"),
    path("peta-rencana/<slug:slug>/contoh/", overview.catalogue_page, name="catalogue"),
    path("peta-rencana/<slug:slug>/rapat.pdf", commitments.pack, name="pack"),
    path("peta-rencana/<slug:slug>/ringkasan/", executive.summary_page, name="summary"),
    path("peta-rencana/<slug:slug>/inisiatif/baru/", initiatives.add_page, name="add"),
    path("peta-rencana/<slug:slug>/inisiatif/<str:code>/", initiatives.initiative_page, name="initiative"),
    path("peta-rencana/<slug:slug>/inisiatif/<str:code>/ubah/", initiatives.change_page, name="change"),
    path("peta-rencana/<slug:slug>/rencana/", plans.plans_page, name="plans"),
    path("peta-rencana/<slug:slug>/rencana/bandingkan/", comparing.compare_page, name="compare"),
    path("peta-rencana/<slug:slug>/rencana/<uuid:plan>/", plans.plan_page, name="plan"),
    path("peta-rencana/<slug:slug>/komitmen/<int:agency>/", commitments.declare_page, name="declare"),
    path("peta-rencana/<slug:slug>/komitmen/<int:agency>/surat.pdf", commitments.sheet, name="sheet"),
    path("komitmen/<slug:slug>/", commitments.public_page, name="commitments"),
]
