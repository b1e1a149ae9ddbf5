from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "pendopo.roadmap"
    verbose_name = "Peta rencana"
    default_auto_field = "django.db.models.BigAutoField"
