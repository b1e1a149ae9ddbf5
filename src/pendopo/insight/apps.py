from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "pendopo.insight"
    verbose_name = "Wawasan"
