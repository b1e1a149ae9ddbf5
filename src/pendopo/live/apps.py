from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "pendopo.live"
    verbose_name = "Kabar langsung"
    default_auto_field = "django.db.models.BigAutoField"
