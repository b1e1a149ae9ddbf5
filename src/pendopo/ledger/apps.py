from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "pendopo.ledger"
    verbose_name = "Catatan publik"
    default_auto_field = "django.db.models.BigAutoField"
