"""Guards of the code on a wall: one answer a day from a device, not too many at once from one network.

The device itself remembers that it answered; the network's address stays in the memory of the process for some
minutes and is written nowhere.
"""

import time
from collections import OrderedDict
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pendopo.directory.queries import rules_of
from pendopo.kernel import clock
from pendopo.survey.domain.errors import AnsweredLately, TooFast
from pendopo.survey.queries import unit_of_key
from pendopo.survey.web import cookies
from pendopo.webapi.limits import Allowance, address_of

COOKIE = "survei-unit"
SECONDS = 24 * 3600
#: A waiting room shares one network: some people at once, then one every ten seconds.
_allowance = Allowance(6, at_once=12)


#: Random words of forms that were sent lately, or are on their way.
_sent: OrderedDict[str, None] = OrderedDict()
_MOST_SENT = 10_000


def first_sending(form: str) -> bool:
    """Whether the answers with this random word are sent for the first time; a button may be pressed twice."""
    if form in _sent:
        return False
    _sent[form] = None
    if len(_sent) > _MOST_SENT:
        _sent.popitem(last=False)
    return True


def not_sent(form: str) -> None:
    """The answers were refused: they may be sent again."""
    _sent.pop(form, None)


def has_answered(request: HttpRequest, service_id: int) -> bool:
    """Whether this device has answered for the unit today."""
    return _kept(request).get(str(service_id)) == _day(service_id).isoformat()


def check_unit(request: HttpRequest, key: str) -> None:
    """Raise `UnitCodeEnded`, `AnsweredLately` or `TooFast`; trials (`PENDOPO_ALWAYS_OPEN`) are not slowed."""
    unit = unit_of_key(key)
    if has_answered(request, unit.service_id):
        raise AnsweredLately
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return
    address = address_of(request.META.get("REMOTE_ADDR", ""), request.headers)
    wait = _allowance.spend(f"{address}/{unit.service_id}", time.monotonic())
    if wait:
        raise TooFast(retry_after=wait)


def remember_unit(request: HttpRequest, response: HttpResponse, key: str) -> HttpResponse:
    """`response` with which the device remembers, until tomorrow, that it answered for the unit."""
    service_id = unit_of_key(key).service_id
    today = {number: day for number, day in _kept(request).items() if day == _day(service_id).isoformat()}
    kept = {**today, str(service_id): _day(service_id).isoformat()}
    return cookies.write(response, COOKIE, kept, SECONDS)


def _day(service_id: int) -> date:
    return rules_of([service_id])[service_id].day(clock.now())


def _kept(request: HttpRequest) -> dict[str, object]:
    return cookies.read(request, COOKIE, SECONDS) or {}
