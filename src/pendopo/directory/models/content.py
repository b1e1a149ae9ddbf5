"""Which content files are in the database, so that a restart does not undo what staff edited since."""

from django.db import models


class ContentFile(models.Model):
    """One file of `content/` as it was last loaded."""

    path = models.CharField("berkas", max_length=200, primary_key=True)
    digest = models.CharField("sidik SHA-256", max_length=64)
    version = models.CharField("versi", max_length=40)
    loaded_at = models.DateTimeField("dimuat pada", auto_now=True)

    class Meta:
        verbose_name = "berkas isi"
        verbose_name_plural = "berkas isi"
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
