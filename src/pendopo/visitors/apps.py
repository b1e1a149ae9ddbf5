from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    name = "pendopo.visitors"
    verbose_name = "Pengunjung peragaan"
    default_auto_field = "django.db.models.BigAutoField"
