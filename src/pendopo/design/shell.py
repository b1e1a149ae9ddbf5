"""What surrounds every page: name of the office, where to get help, the languages.

The facts of the office belong to apps above this one. The site gives them through `provide`, once, at start.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from pendopo.design.language import choices
from pendopo.kernel.errors import DomainError

#: Seconds for which the help facts of a process may be old. They change a few times a year.
KEPT = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    """An address within the site and the words that people tap."""

    href: str
    text: str


@dataclass(frozen=True)
class HelpFacts:
    """Who speaks on this site and how to reach a person. Empty text means: not known, and not shown."""

    office_name: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    links: tuple[Link, ...] = field(default=())

    @property
    def phone_link(self) -> str:
        """The number as a `tel:` address wants it: digits and a leading plus."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


Provider = Callable[[str], HelpFacts]


class _Facts:
    """The facts per language, asked again after `KEPT` seconds. The old ones serve while the database is away."""

    def __init__(self) -> None:
        self.provider: Provider = lambda office: HelpFacts()
        self._kept: dict[str, tuple[float, HelpFacts]] = {}

    def forget(self) -> None:
        self._kept.clear()

    def present(self, language: str) -> HelpFacts:
        asked, facts = self._kept.get(language, (float("-inf"), HelpFacts()))
        if time.monotonic() - asked < KEPT:
            return facts
        try:
            facts = self.provider(settings.ENV["PENDOPO_OFFICE"])
        except (DatabaseError, DomainError):
            log.warning("The help facts of the office could not be read.", exc_info=True)
        self._kept[language] = (time.monotonic(), facts)
        return facts


_facts = _Facts()


def provide(provider: Provider) -> None:
    """Tell the shell where the help facts come from: a function of the office's short name. Called once at start."""
    _facts.provider = provider
    _facts.forget()


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell` with the help facts and the language links. Costs a query once a minute."""

    def _shell() -> dict[str, object]:
        facts = _facts.present(get_language() or settings.LANGUAGE_CODE)
        return {
            "office_name": facts.office_name,
            "phone": facts.phone,
            "phone_link": facts.phone_link,
            "address": facts.address,
            "hours": facts.hours,
            "links": facts.links,
            "languages": choices(request),
        }

    return {"shell": SimpleLazyObject(_shell)}
