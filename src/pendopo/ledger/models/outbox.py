"""Outboxes of the public record: entries that are written and wait for their place in a log."""

import uuid

from django.db import models


class OutboxEntry(models.Model):
    """An entry of an ordinary log. `id` only tells rows apart.

    Places are given later, one after the other.
    """

    log = models.CharField(max_length=16)
    leaf = models.BinaryField()

    class Meta:
        db_table = "ledger_outbox"
        indexes = [models.Index(fields=["log", "id"], name="ledger_outbox_log")]


class QuietEntry(models.Model):
    """An entry of the quiet log `skm`, in a table of its own that must not tell when an entry came.

    No serial number and no time. The rows that are not `settled` are written again, together and sorted by
    their random key, with every new entry (`store.add_quietly`): where a row lies and which transaction wrote
    it tell only its batch. `closing` counts the closings of the
    day that wait: what one has counted stands before its counts in the log, what came later behind them; 0 is open.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    leaf = models.BinaryField()
    settled = models.BooleanField(default=False)
    closing = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "ledger_quiet_outbox"
