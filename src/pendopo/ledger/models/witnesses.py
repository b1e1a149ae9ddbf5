"""Witnesses, on both sides: what we have seen of the logs of others, and who has cosigned ours."""

from django.db import models


class SeenLog(models.Model):
    """The newest checkpoint of somebody else's log that we have cosigned.

    A trigger (`migrations/0004_witnesses.py`) refuses to let it become smaller or another one of the same size.
    """

    origin = models.TextField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_seen_log"


class Cosignature(models.Model):
    """What a witness has signed under one of our checkpoints: `vkey` is its key, `line` goes into the note."""

    pk = models.CompositePrimaryKey("log", "size", "vkey")
    log = models.CharField(max_length=16)
    size = models.BigIntegerField()
    vkey = models.TextField()
    line = models.TextField()
    #: When the witness saw it, by the witness's own clock.
    witnessed_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_cosignature"


class WitnessContact(models.Model):
    """How far a witness knows one of our logs, and how it went when we last asked it."""

    pk = models.CompositePrimaryKey("log", "vkey")
    log = models.CharField(max_length=16)
    vkey = models.TextField()
    size = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    #: Empty when it went well; else what went wrong, for the operator.
    trouble = models.TextField(default="")
    #: The witness has seen a history that is not ours. No passing fault: see docs/operator.
    contradicts = models.BooleanField(default=False)

    class Meta:
        db_table = "ledger_witness_contact"
