from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "pendopo.directory"
    verbose_name = "Direktori layanan"
    default_auto_field = "django.db.models.BigAutoField"
