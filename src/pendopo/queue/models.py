"""Tables of the queue. The constraints and the triggers of migration 0002 hold what must never break."""

from django.db import models
from django.db.models import Q

from pendopo.queue.domain.ticket import AT_COUNTER, OPEN, State, Step


def _choices(values: type[State] | type[Step]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Line(models.Model):
    """The numbering of one service on one local day. The row is locked while a number is given."""

    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    issued = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "day"], name="queue_one_line_per_service_day"),
            models.CheckConstraint(
                condition=Q(cancelled__lte=models.F("issued")), name="queue_cancelled_were_issued"
            ),
        ]


class Counter(models.Model):
    """What the queue remembers of a counter. The row is locked while the counter calls."""

    counter = models.OneToOneField(
        "directory.Counter", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    last_was_priority = models.BooleanField(default=False)


class Ticket(models.Model):
    """A number and its present state; every change is also a row of `TicketEvent`."""

    id = models.UUIDField(primary_key=True, editable=False)
    # The line row (checked by trigger) stands for service and office: a foreign key here would lock the
    # service's row once per ticket on the hottest path.
    office_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    day = models.DateField()
    letter = models.CharField(max_length=2)
    sequence = models.PositiveIntegerField()
    priority = models.BooleanField()
    state = models.CharField(max_length=10, choices=_choices(State))
    taken_at = models.DateTimeField()
    waiting_since = models.DateTimeField()
    counter = models.ForeignKey("directory.Counter", on_delete=models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    code_given = models.BooleanField(default=False)
    key = models.BinaryField(null=True, max_length=32)
    holder = models.BinaryField(null=True, max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "day", "sequence"], name="queue_number_once_per_day"
            ),
            models.UniqueConstraint(fields=["key"], name="queue_key_once"),
            models.UniqueConstraint(
                fields=["service_id", "day", "holder"],
                condition=Q(holder__isnull=False, state__in=OPEN),
                name="queue_one_open_ticket_per_holder",
            ),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state__in=AT_COUNTER), name="queue_one_ticket_at_a_counter"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="queue_numbers_start_at_one"),
            models.CheckConstraint(
                condition=~Q(state__in=AT_COUNTER) | Q(counter__isnull=False, called_at__isnull=False),
                name="queue_called_means_at_a_counter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["line_id", "day", "priority", "waiting_since", "sequence"],
                condition=Q(state=State.WAITING),
                name="queue_waiting_in_order",
            ),
            # Partial: every morning the statistics know nothing of the new day, and the planner would take this
            # index for the waiting, too.
            models.Index(
                fields=["line_id", "day", "called_at"],
                condition=Q(called_at__isnull=False),
                name="queue_calls_of_a_line",
            ),
            models.Index(fields=["office_id", "day", "state"], name="queue_day_of_an_office"),
        ]


class TicketEvent(models.Model):
    """One transition of a ticket: what, when, where, by whom. Rows are never changed (trigger)."""

    # Inserted in the statement that inserts the ticket, and tickets are never deleted (trigger): a foreign key
    # would only lock the fresh ticket row once more.
    ticket_id = models.UUIDField()
    step = models.CharField(max_length=10, choices=_choices(Step))
    at = models.DateTimeField()
    office_id = models.BigIntegerField()
    service_id = models.BigIntegerField()
    counter_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket_id", "id"], name="queue_events_of_a_ticket"),
            models.Index(fields=["office_id", "id"], name="queue_events_of_an_office"),
            models.Index(fields=["office_id", "at"], name="queue_events_by_time"),
            models.Index(
                fields=["service_id", "id"], condition=Q(step=Step.CALL), name="queue_calls_in_order"
            ),
        ]


class TicketSalt(models.Model):
    """The salt of a ticket's commitment in the public record. Deleting it closes the commitment for ever."""

    ticket_id = models.UUIDField(primary_key=True)
    salt = models.BinaryField(max_length=32)
