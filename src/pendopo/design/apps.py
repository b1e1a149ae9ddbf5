from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "pendopo.design"
    verbose_name = "Tampilan"
    default_auto_field = "django.db.models.BigAutoField"
