from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "pendopo.assessment"
    verbose_name = "Evaluasi kematangan"
    default_auto_field = "django.db.models.BigAutoField"
