"""Sums of answers without a code go into the public record."""

from collections.abc import Collection
from datetime import date

from pendopo.kernel.days import Month
from pendopo.survey import store
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.class_sums import WEAKER, may_be_recorded, no_sums, sums_of
from pendopo.survey.domain.record import Entry, sums_entry
from pendopo.survey.queries import current_framework
from pendopo.survey.queries.tallies import tallies_in_database

#: Months after their end in which paper may still be typed in.
MONTHS_BACK = 6


def due_sums(*, months: Collection[Month], classes: Collection[AnswerClass], minimum: int) -> list[Entry]:
    """The entries of sums that have changed enough, inside the caller's transaction; each becomes a version.

    Call `store.lock_answers` first. `months` must be over, or the difference of two nights would show single
    answers.
    """
    codes = current_framework().codes
    found = {
        (each.service_id, str(each.month), AnswerClass(each.answer_class)): sums_of(each, codes)
        for each in tallies_in_database(
            service_ids=None, months=list(months), classes=[each.value for each in classes]
        )
    }
    for key in store.recorded_sums(classes, [str(month) for month in months]):
        found.setdefault(key, no_sums(*key, codes))
    entries = []
    for key in sorted(found):
        last = store.last_sums(*key)
        if may_be_recorded(found[key], last[1] if last else None, minimum):
            version = last[0] + 1 if last else 1
            store.save_sums(version, found[key])
            entries.append(sums_entry(version, found[key]))
    return entries


def sums_of_past_months(*, day: date, minimum: int) -> list[Entry]:
    """The entries that are due on that day, for the months that are over."""
    months = [Month.of(day).previous()]
    while len(months) < MONTHS_BACK:
        months.append(months[-1].previous())
    return due_sums(months=months, classes=WEAKER, minimum=minimum)
