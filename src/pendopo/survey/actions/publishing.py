"""The survey's day ends: codes, indexes and counts go into the public record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from pendopo.kernel.days import Month
from pendopo.ledger.actions import append, release
from pendopo.survey import store
from pendopo.survey.actions.class_sums import sums_of_past_months
from pendopo.survey.actions.pinning import pin_method
from pendopo.survey.domain.figures import figures
from pendopo.survey.domain.record import LOG, Entry, batch_entries, counts_entry, index_entry
from pendopo.survey.queries import count_codes, current_framework, measure

#: Days after which counts are final: codes can be answered no longer.
DAYS_COUNTED = 31


@dataclass(frozen=True)
class Publication:
    """How much went into the public record: batches of codes, indexes, days counted."""

    batches: int
    indexes: int
    counts: int = 0


@transaction.atomic
def publish_indexes(*, day: date, minimum: int) -> Publication:
    """Close the survey's day: record the codes issued until `day`, and every index that has changed.

    An index of fewer than `minimum` answers is left out. What was recorded before is not recorded again, so
    this may be called as often as one likes. Codes can be answered for some days, so last month's index still
    moves. Of answers without a code the sums of months that are over are recorded (`class_sums`).
    """
    store.lock_publication()
    pin_method(day=day)
    store.lock_slips()
    store.lock_answers()  # what is counted here and what stands before the counts in the record are the same
    batches = [entry for issued in store.take_unlogged(day) for entry in batch_entries(issued)]
    framework = current_framework()
    measured = measure(None, [Month.of(day), Month.of(day).previous()], recorded=True)
    indexes = []
    for (service_id, period), counted in sorted(measured.items()):
        index = figures(framework, counted, minimum).index
        last = store.last_published(service_id, period)
        if index and (last is None or last.measured != counted):
            version = last.version + 1 if last else 1
            store.add_published(service_id, period, version, counted, index.hundredths)
            indexes.append(index_entry(framework, service_id, period, version, counted, index))
    counted = _counts(day)
    append(LOG, batches + indexes + counted + sums_of_past_months(day=day, minimum=minimum))
    release()
    return Publication(len(batches), len(indexes), len(counted))


def _counts(day: date) -> list[Entry]:
    """The entries of days whose counts have changed, as long as their codes can be answered.

    A day that the queue has not closed waits; from the next day on it counts as a day without visits.
    """
    entries = []
    for counts, told in count_codes(day - timedelta(days=DAYS_COUNTED), day, recorded=True):
        if not told and counts.day == day:
            continue
        last = store.last_counts(counts.service_id, counts.day)
        if last is None or last[1] != counts:
            version = last[0] + 1 if last else 1
            store.save_counts(version, counts)
            entries.append(counts_entry(version, counts))
    return entries


def tell_closed(*, day: date, closed: Mapping[int, int]) -> None:
    """Keep how many visits each service closed on `day`, inside the queue's transaction that closes it."""
    if closed:
        store.save_closed(day, closed)
