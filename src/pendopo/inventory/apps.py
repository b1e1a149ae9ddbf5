from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "pendopo.inventory"
    verbose_name = "Inventaris arsitektur"
    default_auto_field = "django.db.models.BigAutoField"
