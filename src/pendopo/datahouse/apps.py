from django.apps import AppConfig


class DatahouseConfig(AppConfig):
    name = "pendopo.datahouse"
    verbose_name = "Rumah data"
    default_auto_field = "django.db.models.BigAutoField"
