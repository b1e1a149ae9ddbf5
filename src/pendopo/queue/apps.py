from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "pendopo.queue"
    verbose_name = "Antrean"
    default_auto_field = "django.db.models.BigAutoField"
