"""What people do on the pages of the queue."""

import itertools
import re

from django.http import HttpResponse
from django.test import Client

from pendopo.queue import actions
from pendopo.queue.domain.ticket import Ticket
from pendopo.queue.queries import ticket_view
from tests.town import MONDAY_NINE, Town

_addresses = (f"203.0.113.{number % 250 + 1}" for number in itertools.count())


def new_phone(**more) -> Client:
    """Another phone, in another network."""
    return Client(REMOTE_ADDR=next(_addresses), **more)


def service_address(town: Town, service: int = 0) -> str:
    """The page of a service."""
    return f"/layanan/{town.office.slug}/{town.services[service].slug}/"


def form_of(phone: Client, town: Town, service: int = 0) -> dict[str, str]:
    """Open the service's page: the hidden fields of its form."""
    page = phone.get(service_address(town, service)).content.decode()
    return dict(re.findall(r'name="(kunci|prioritas)" value="([^"]*)"', page)[:2])


def send(phone: Client, town: Town, form: dict[str, str], service: int = 0) -> HttpResponse:
    """Tap "Ambil nomor antrean"."""
    return phone.post(f"{service_address(town, service)}ambil/", form)


def take(phone: Client, town: Town, service: int = 0, **fields: str) -> str:
    """Open the page, tap, and follow: the address of the ticket."""
    answer = send(phone, town, form_of(phone, town, service) | fields, service)
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def fill(town: Town, numbers: int, service: int = 0) -> None:
    """Other people take numbers."""
    for _ in range(numbers):
        wish = actions.request_of(service_id=town.services[service].pk)
        actions.take_number(wish, now=MONDAY_NINE)


def call(town: Town, counter: int = 0) -> Ticket:
    """An officer calls the next number."""
    ticket = actions.call_next(town.counters[counter].pk, actor=town.officer, now=MONDAY_NINE)
    assert ticket
    return ticket


def state_at(address: str) -> str:
    """The state of the ticket with this address."""
    return ticket_view(address.strip("/").split("/")[1], now=MONDAY_NINE).state.value


def text_of(answer: HttpResponse) -> str:
    """The page's words, without its marks, in one line."""
    body = re.sub(r'<span class="app-nowrap">(.*?)</span>', r"\1", answer.content.decode())
    body = re.sub(r"<(style|script|svg).*?</\1>", " ", body, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
