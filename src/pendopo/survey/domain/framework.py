"""A survey framework: the regulation's elements, their wording, the quality table, the profile. Read from
YAML.

Everything is keyed by code (U1..U9), never by position: published forms number the elements differently.

A file may extend another one by elements of its own (`extends: permenpanrb-14-2017`); every element then weighs
1/n. An old method of which only the names and the quality table are kept can be computed, but not asked.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml


class FrameworkFault(ValueError):
    """A framework file that cannot be used; the message names the place."""


@dataclass(frozen=True)
class Option:
    """One answer to a question: its score, from 1 (worst), and its wording."""

    score: int
    text: str


@dataclass(frozen=True)
class Element:
    """One element (unsur) of service quality and the question that asks about it."""

    code: str
    name: str
    question: str
    hint: str
    missing: str
    options: tuple[Option, ...]
    confidence: str


@dataclass(frozen=True)
class Band:
    """A quality grade and the lowest rounded IKM that earns it."""

    grade: str
    performance: str
    lowest: Fraction


@dataclass(frozen=True)
class ProfileField:
    """A voluntary question about the respondent; `bands` are (code, wording), the last is "not answered"."""

    code: str
    question: str
    bands: tuple[tuple[str, str], ...]

    @property
    def unanswered(self) -> str:
        return self.bands[-1][0]


@dataclass(frozen=True)
class Framework:
    """A version of a survey method. `checksum` is the SHA-256 of the file it was read from, `length` its bytes."""

    code: str
    title: str
    checksum: str
    length: int
    scale: tuple[int, ...]
    conversion: int
    elements: tuple[Element, ...]
    bands: tuple[Band, ...]
    profile: tuple[ProfileField, ...]

    @property
    def can_be_asked(self) -> bool:
        """Whether every element has its question and options; older methods are kept for their figures only."""
        return all(element.question and element.options for element in self.elements)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(element.code for element in self.elements)

    def element(self, code: str) -> Element:
        """The element of that code; `KeyError` when there is none."""
        return {element.code: element for element in self.elements}[code]

    def band(self, ikm: Fraction) -> Band:
        """The grade of an IKM that has already been rounded to two decimals.

        Unrounded values fall between grades.
        """
        # A weight that was cut can press an index under the lowest grade's bound; it stays the lowest.
        return next((band for band in self.bands if ikm >= band.lowest), self.bands[-1])


def read_framework(raw: bytes, base: Callable[[str], Framework] | None = None) -> Framework:
    """The framework written in the YAML file `raw`; `base` finds the one that it extends.

    Raises `FrameworkFault` naming what does not fit.
    """
    try:
        content = yaml.safe_load(raw)
        extended = base(content["extends"]) if base and "extends" in content else None
        framework = _framework(content, raw, extended)
    except FrameworkFault:
        raise
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise FrameworkFault(f"unreadable framework: {fault!r}") from None
    _check(framework)
    return framework


def _framework(content: Mapping[str, Any], raw: bytes, base: Framework | None) -> Framework:
    """What the file says; what it leaves out is as in the framework that it extends."""
    elements = tuple(_element(item) for item in content["elements"])
    bands = tuple(
        Band(item["grade"], item["performance"], Fraction(item["lowest"]))
        for item in content.get("quality", ())
    )
    profile = tuple(_profile_field(item) for item in content.get("profile", ()))
    return Framework(
        code=content["code"],
        title=content["title"],
        checksum=hashlib.sha256(raw).hexdigest(),
        length=len(raw),
        scale=tuple(content["scale"]) if base is None else base.scale,
        conversion=content["conversion"] if base is None else base.conversion,
        elements=elements if base is None else base.elements + elements,
        bands=bands if base is None or bands else base.bands,
        profile=profile if base is None or profile else base.profile,
    )


def _element(item: Mapping[str, Any]) -> Element:
    return Element(
        code=item["code"],
        name=item["name"],
        question=item.get("question", ""),
        hint=item.get("hint", ""),
        missing=item.get("missing", ""),
        options=tuple(Option(score, text) for score, text in item.get("options", {}).items()),
        confidence=item["confidence"],
    )


def _profile_field(item: Mapping[str, Any]) -> ProfileField:
    return ProfileField(
        item["code"], item["question"], tuple((code, str(text)) for code, text in item["bands"].items())
    )


def _check(framework: Framework) -> None:
    codes = framework.codes
    if len(set(codes)) != len(codes) or not codes:
        raise FrameworkFault("element codes must be there and differ")
    for element in framework.elements:
        if bool(element.options) != bool(element.question):
            raise FrameworkFault(f"{element.code}: a question needs options, and options a question")
        if element.options and tuple(option.score for option in element.options) != framework.scale:
            raise FrameworkFault(f"{element.code}: the options must be {framework.scale}, worst first")
    bounds = [band.lowest for band in framework.bands]
    if (
        not bounds
        or bounds != sorted(bounds, reverse=True)
        or bounds[-1] != framework.scale[0] * framework.conversion
    ):
        raise FrameworkFault("grades go from best to worst, and the worst begins at the lowest IKM")
    for field in framework.profile:
        if len(field.bands) < 2 or len(dict(field.bands)) != len(field.bands):
            raise FrameworkFault(f"profile {field.code}: bands must differ")
