"""Addresses of surveys, of answering without a code, and of what staff does with both."""

from django.urls import path

from pendopo.survey.web import own, unit
from pendopo.survey.web.hall import kiosk, kiosk_set_up
from pendopo.survey.web.manager import importing, paper, survey_form, surveys, units

channel_patterns = [
    path("survei/tambahan/", own.own_page, name="own"),
    path("survei/unit/<slug:key>/", unit.unit_page, name="unit"),
    path("survei/terima-kasih/", unit.thanks_page, name="unit-thanks"),
    path("survei/kios/<slug:office>/", kiosk.start, name="kiosk"),
    path("survei/kios/<slug:office>/pasang/", kiosk_set_up.set_up, name="kiosk-set-up"),
    path("survei/kios/<slug:office>/mulai/", kiosk.start_over, name="kiosk-start-over"),
    path("survei/kios/<slug:office>/mulai/<int:service_id>/", kiosk.begin, name="kiosk-begin"),
    path("survei/kios/<slug:office>/tanya/<int:number>/", kiosk.question, name="kiosk-question"),
    path("survei/kios/<slug:office>/selesai/", kiosk.thanks, name="kiosk-thanks"),
    path("ruang-kerja/survei/", surveys.surveys, name="surveys"),
    path("ruang-kerja/survei/baru/", survey_form.new_survey, name="survey-new"),
    path("ruang-kerja/survei/<int:survey_id>/", surveys.survey_shown, name="survey"),
    path("ruang-kerja/survei/<int:survey_id>/ubah/", survey_form.change_survey, name="survey-change"),
    path("ruang-kerja/survei/<int:survey_id>/buka/", surveys.open_survey, name="survey-open"),
    path("ruang-kerja/survei/<int:survey_id>/tutup/", surveys.close_survey, name="survey-close"),
    path("ruang-kerja/survei/<int:survey_id>/hapus/", surveys.delete_draft, name="survey-delete"),
    path("ruang-kerja/survei/unit/", units.units, name="units"),
    path("ruang-kerja/survei/unit/<int:service_id>/", units.make_code, name="unit-make"),
    path("ruang-kerja/survei/unit/<int:service_id>/poster.pdf", units.poster, name="unit-poster"),
    path("ruang-kerja/survei/kertas/", paper.choose, name="paper"),
    path("ruang-kerja/survei/kertas/<int:service_id>/<str:month>/", paper.type_page, name="paper-type"),
    path(
        "ruang-kerja/survei/kertas/<int:service_id>/<str:month>/lembar.pdf",
        paper.form_file,
        name="paper-form",
    ),
    path("ruang-kerja/survei/kertas/periksa/<int:sheet_id>/", paper.check_page, name="paper-check"),
    path("ruang-kerja/survei/kertas/buang/<int:sheet_id>/", paper.discard, name="paper-discard"),
    path("ruang-kerja/survei/impor/", importing.imports, name="imports"),
    path("ruang-kerja/survei/impor/<int:import_id>/", importing.import_page, name="import"),
    path(
        "ruang-kerja/survei/impor/<int:import_id>/perbaiki.csv",
        importing.rejected_file,
        name="import-rejected",
    ),
    path("ruang-kerja/survei/impor/<int:import_id>/masukkan/", importing.finish, name="import-finish"),
    path("ruang-kerja/survei/impor/<int:import_id>/buang/", importing.discard, name="import-discard"),
    path("ruang-kerja/survei/impor/<int:import_id>/batalkan/", importing.withdraw, name="import-withdraw"),
]
