from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pendopo.documents"
    verbose_name = "Dokumen cetak"
