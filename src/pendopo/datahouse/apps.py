from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class DatahouseConfig(AppConfig):
    name = "pendopo.datahouse"
    verbose_name = "Rumah data"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where the files of the lake are."""
        if settings.ENV["PENDOPO_LAKE_STORE"]:
            from pendopo.datahouse.lake.copies import keep_in
            from pendopo.datahouse.lake.objects import ObjectStore, address_from

            most = settings.ENV["PENDOPO_LAKE_COPIES_MB"] * 1_000_000
            keep_in(Path(settings.PENDOPO_LAKE), ObjectStore(address_from(settings.ENV)), most)
