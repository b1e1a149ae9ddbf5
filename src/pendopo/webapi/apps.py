from django.apps import AppConfig


class WebapiConfig(AppConfig):
    name = "pendopo.webapi"
    verbose_name = "API"
    default_auto_field = "django.db.models.BigAutoField"
