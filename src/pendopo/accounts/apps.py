from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pendopo.accounts"
    verbose_name = "Petugas dan peran"
    default_auto_field = "django.db.models.BigAutoField"
