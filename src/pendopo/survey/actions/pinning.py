"""The method of the index is pinned in the public record before a month begins to be measured by it."""

from datetime import date

from django.db import transaction

from pendopo.ledger.actions import append
from pendopo.ledger.queries import rules
from pendopo.survey import store
from pendopo.survey.domain.record import LOG, method_entry
from pendopo.survey.queries import current_framework


@transaction.atomic
def pin_method(*, day: date) -> bool:
    """Record the method, with the hash of its file, unless it is recorded already; whether it was new.

    Called when the program starts, and by everything that puts codes into the record, before it does so: the record
    puts methods before codes.
    """
    store.lock_slips()
    entry = method_entry(current_framework(), day)
    same = ("method", "sha256")
    if any(all(rule.entry[name] == entry[name] for name in same) for rule in rules(LOG, "method/1")):
        return False
    append(LOG, [entry])
    return True
