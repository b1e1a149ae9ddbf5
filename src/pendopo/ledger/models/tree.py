"""The logs themselves: entries at their places, the tree over them in tiles, and its signed heads.

Triggers (`migrations/0003_guards.py`) refuse to change or delete an entry or a head. They stop accidents; whoever may
switch triggers off is stopped by the witnesses.
"""

from django.db import models


class Leaf(models.Model):
    """An entry of a log at its place, counted from 0."""

    pk = models.CompositePrimaryKey("log", "place")
    log = models.CharField(max_length=16)
    place = models.BigIntegerField()
    leaf = models.BinaryField()
    #: The RFC 6962 leaf hash, by which an entry is found.
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_leaf"
        indexes = [
            # Holders of receipts ask for entries of the other logs; those of the queue are by far the most.
            models.Index(fields=["log", "hash"], condition=~models.Q(log="layanan"), name="ledger_leaf_hash"),
        ]


class Tile(models.Model):
    """A tile of a log's tree; the last one of each level grows."""

    pk = models.CompositePrimaryKey("log", "level", "index")
    log = models.CharField(max_length=16)
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        db_table = "ledger_tile"


class TreeHead(models.Model):
    """A size that a log had, with its root; `note` is the signed checkpoint, empty until it is signed."""

    pk = models.CompositePrimaryKey("log", "size")
    log = models.CharField(max_length=16)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField(default="")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_tree_head"


class Code(models.Model):
    """The hash of a survey code that stands in the log `skm`: answers enter it only after their code."""

    hash = models.BinaryField(primary_key=True)
    place = models.BigIntegerField()

    class Meta:
        db_table = "ledger_code"


class Halt(models.Model):
    """A log that must not be signed further, and why; whoever has repaired it deletes the row."""

    log = models.CharField(max_length=16, primary_key=True)
    reason = models.TextField()
    since = models.DateTimeField()
    #: What kind of trouble: one of `domain.trouble.Trouble`.
    kind = models.CharField(max_length=16, default="frozen")
    #: Frozen by an operator, not stopped by a check.
    frozen = models.BooleanField(default=False)

    class Meta:
        db_table = "ledger_halt"
