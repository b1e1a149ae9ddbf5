"""Values of the inventory as templates want them, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.design.wording import figure, rupiah, short_day
from pendopo.inventory.domain.attributes import Attribute, Form, attributes_of
from pendopo.inventory.domain.findings import Finding, Weight
from pendopo.inventory.domain.parts import STATUS_LABELS, Part, Status
from pendopo.inventory.domain.relations import VERBS
from pendopo.inventory.domain.rules import BY_CODE
from pendopo.inventory.domain.values import Value, shown_value
from pendopo.inventory.queries import ChangeView, DirectoryService, ElementRow, ElementView

#: Kind of tag per status.
TAGS = {
    Status.PLANNED: "waiting",
    Status.IN_USE: "done",
    Status.LEAVING: "transferred",
    Status.GONE: "closed",
    Status.WITHDRAWN: "cancelled",
}
WEIGHTS = {Weight.GRAVE: "danger", Weight.MIDDLE: "waiting", Weight.LIGHT: "break"}
ACTS = {
    "dicatat": _("Dicatat"),
    "diubah": _("Diubah"),
    "dicabut": _("Dicabut, salah catat"),
    "dihubungkan": _("Dihubungkan"),
    "dilepas": _("Hubungan dilepas"),
}
FIXED = {
    "nama": _("Nama"),
    "perangkat": _("Perangkat daerah"),
    "status": _("Keadaan"),
    "direktori": _("Layanan dalam direktori"),
}


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str


@dataclass(frozen=True)
class Row:
    """An element in a list."""

    code: str
    name: str
    part: str
    agency: str
    status: str
    kind: str


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is told; `codes` lead to its elements, at most ten of them."""

    text: str
    heading: str
    advice: str
    weight: str
    kind: str
    codes: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class ChangeRow:
    """A change as it is told; `details` name, old, new."""

    change: ChangeView
    act: str
    details: tuple[tuple[str, str, str], ...]
    relation: str


def row_of(one: ElementRow) -> Row:
    """An element of a list."""
    return Row(
        one.code, one.name, gettext(one.part.label), one.agency, gettext(one.status.label), TAGS[one.status]
    )


def finding_row(one: Finding) -> FindingRow:
    """A finding in the language of the page, with days and money written out."""
    rule = BY_CODE[one.code]
    facts = {key: short_day(value) if isinstance(value, date) else value for key, value in one.facts.items()}
    codes = tuple(each.code for each in one.things)
    return FindingRow(
        gettext(one.sentence).format(**facts),
        gettext(rule.heading),
        gettext(rule.advice),
        gettext(one.weight.label),
        WEIGHTS[one.weight],
        codes[:10],
        max(len(codes) - 10, 0),
    )


def shown(asked: Attribute, value: Value | None) -> str:
    """A value as people read it; a dash for nothing."""
    if value is None:
        return "–"
    if asked.form is Form.RUPIAH:
        return rupiah(int(value))
    if asked.form is Form.NUMBER and asked.key != "tahun":
        return figure(int(value))
    if asked.form is Form.DAY:
        return short_day(date.fromisoformat(str(value)))
    return gettext(shown_value(asked, value))


def facts_shown(one: ElementView) -> list[tuple[str, str, bool]]:
    """Name and value of every attribute; the last says whether the value is an address on the web."""
    found = []
    for asked in attributes_of(one.facts.part):
        value = one.facts.values.get(asked.key)
        is_address = asked.key in ("alamat", "tautan") and str(value).startswith(("https://", "http://"))
        found.append((gettext(asked.label), shown(asked, value), is_address))
    return found


def change_row(
    one: ChangeView, agencies: Mapping[int, str], services: Mapping[int, DirectoryService]
) -> ChangeRow:
    """A change in the language of the page."""
    labels = {asked.key: asked for asked in attributes_of(one.part)}

    def told(key: str, value: Value | None) -> str:
        if value is None:
            return "–"
        if key == "perangkat":
            return agencies.get(int(value), f"#{value}")
        if key == "direktori":
            return services[int(value)].name if value in services else f"#{value}"
        if key == "status":
            return gettext(STATUS_LABELS[Status(value)])
        return shown(labels[key], value) if key in labels else str(value)

    details = tuple(
        (str(FIXED.get(key) or gettext(labels[key].label)), told(key, old), told(key, new))
        for key in (*FIXED, *labels)
        if key in one.details
        for old, new in [one.details[key]]
    )
    relation = ""
    if one.relation:
        verb = VERBS[one.relation]
        relation = f"{gettext(verb.forward if one.forward else verb.backward)} {one.other}"
    return ChangeRow(one, str(ACTS[one.act]), details, relation)


def part_options() -> list[dict[str, str]]:
    """The parts for a list of choices."""
    return [{"value": part.value, "label": gettext(part.label)} for part in Part]


def labels_of(part: Part) -> dict[str, str]:
    """What the attributes of a part are called, by key."""
    return {one.key: gettext(one.label) for one in attributes_of(part)}
