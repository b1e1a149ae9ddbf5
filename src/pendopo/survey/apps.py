from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "pendopo.survey"
    verbose_name = "Survei kepuasan"
    default_auto_field = "django.db.models.BigAutoField"
