"""Words of the pages about neighbours."""

from django.utils.translation import gettext_lazy as _

RUN_STATES = {"berjalan": _("Sedang dibaca"), "selesai": _("Berhasil dibaca"), "gagal": _("Gagal dibaca")}
RUN_KINDS = {"berjalan": "serving", "selesai": "done", "gagal": "danger"}
MESSAGE_STATES = {"menunggu": _("Menunggu"), "diterima": _("Diterima"), "menyerah": _("Tidak terkirim")}
MESSAGE_KINDS = {"menunggu": "waiting", "diterima": "done", "menyerah": "danger"}
EVENTS = {"rilis": _("Terbit"), "penarikan": _("Ditarik")}
