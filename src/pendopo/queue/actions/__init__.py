"""Everything that changes the queue. One function per verb, one transaction each."""

from pendopo.queue.actions.calling import call_next
from pendopo.queue.actions.closing import close_day, close_past_days
from pendopo.queue.actions.codes import give_survey_code
from pendopo.queue.actions.erasing import erase_salt, erase_salts
from pendopo.queue.actions.steps import cancel, finish, no_show, recall, serve, transfer
from pendopo.queue.actions.taking import request_of, take_number, take_numbers

__all__ = [
    "call_next",
    "cancel",
    "close_day",
    "close_past_days",
    "erase_salt",
    "erase_salts",
    "finish",
    "give_survey_code",
    "no_show",
    "recall",
    "request_of",
    "serve",
    "take_number",
    "take_numbers",
    "transfer",
]
