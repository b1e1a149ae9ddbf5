"""What is drawn on maps: boxes and lines from counts and neighbourhoods, never more than an eye can follow."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from pendopo.design.wording import figure
from pendopo.directory.queries import AgencyView
from pendopo.inventory.domain.drawing import Drawing, Line, Node, at_places, in_columns
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.queries import AgencyTie, ElementRow, Neighbourhood, PartMap, Place

#: Where the parts lie on their map: what people see above, what it rests on below and beside.
PLACES = {
    Part.POLICY: (0, 0),
    Part.PROCESS: (1, 0),
    Part.BUDGET: (2, 0),
    Part.PEOPLE: (0, 1),
    Part.SERVICE: (1, 1),
    Part.DATA: (2, 1),
    Part.SECURITY: (0, 2),
    Part.APPLICATION: (1, 2),
    Part.INFRASTRUCTURE: (2, 2),
}
#: Columns of the map around an element.
COLUMNS = {
    Part.POLICY: 0,
    Part.BUDGET: 0,
    Part.PEOPLE: 0,
    Part.PROCESS: 1,
    Part.SERVICE: 1,
    Part.APPLICATION: 2,
    Part.DATA: 2,
    Part.INFRASTRUCTURE: 3,
    Part.SECURITY: 3,
}
#: Boxes of one part that are drawn; the others stand in one box together.
SHOWN = 8
#: Ties of agencies that are drawn.
TIES = 16


@dataclass(frozen=True)
class Near:
    """Boxes and lines around an element; `hidden` elements stand in boxes together with others."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    hidden: int


def part_drawing(here: Place, found: PartMap, agency: AgencyView | None) -> Drawing:
    """The nine parts in their places, with how many elements and relations there are."""
    numbers: dict[tuple[Part, Part], int] = defaultdict(int)
    for tie in found.ties:
        numbers[tie.source, tie.target] += tie.number
    nodes = [
        Node(
            part.value,
            0,
            gettext(part.label),
            ngettext("%(n)s unsur", "%(n)s unsur", found.elements[part])
            % {"n": figure(found.elements[part])},
            f"part-{part.value}",
            _list(here, bagian=part.value, perangkat=agency.slug if agency else ""),
        )
        for part in Part
    ]
    lines = [
        Line(source.value, target.value, figure(number), number)
        for (source, target), number in sorted(numbers.items())
    ]
    return at_places(nodes, lines, {part.value: at for part, at in PLACES.items()}, (124, 68))


def agency_drawing(here: Place, ties: Sequence[AgencyTie], agency: AgencyView | None) -> Drawing | None:
    """Agencies at the left rest on agencies at the right, with `agency` in the middle. None without ties."""
    shown = [tie for tie in ties if tie.source_id in here.agencies and tie.target_id in here.agencies][:TIES]
    nodes: dict[str, Node] = {}
    lines = []
    for tie in shown:
        ends = []
        for side, agency_id in ((0, tie.source_id), (2, tie.target_id)):
            column = 1 if agency and agency.id == agency_id else side
            key = f"{column}-{agency_id}"
            nodes.setdefault(key, _agency_node(here, key, column, here.agencies[agency_id], agency))
            ends.append(key)
        lines.append(Line(ends[0], ends[1], figure(tie.number), tie.number))
    return in_columns(tuple(nodes.values()), lines) if nodes else None


def near_nodes(here: Place, near: Neighbourhood) -> Near:
    """The element, its neighbours by part, and one box for those of a part that are too many to draw."""
    by_part: dict[Part, list[ElementRow]] = defaultdict(list)
    for one in near.elements:
        by_part[one.part].append(one)
    nodes, keys, hidden = [], {}, 0
    for part in Part:
        drawn, rest = by_part[part][:SHOWN], by_part[part][SHOWN:]
        for one in drawn:
            keys[one.id] = one.code
            nodes.append(_element_node(here, one, is_focus=one.id == near.centre.id))
        for one in rest:
            keys[one.id] = f"+{part.value}"
        if rest:
            hidden += len(rest)
            nodes.append(_rest_node(here, part, len(rest), near.centre.code))
    weights: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, relation, target in near.relations:
        if source in keys and target in keys:
            weights[keys[source], keys[target]].append(gettext(relation.label))
    lines = tuple(
        Line(source, target, ", ".join(dict.fromkeys(texts)), len(texts))
        for (source, target), texts in weights.items()
    )
    return Near(tuple(nodes), lines, hidden)


def _element_node(here: Place, one: ElementRow, *, is_focus: bool) -> Node:
    name = "inventory:element" if is_focus else "inventory:element-map"
    return Node(
        one.code,
        COLUMNS[one.part],
        one.name,
        f"{one.code} · {gettext(one.part.label)}",
        f"part-{one.part.value}",
        reverse(name, args=[here.code, one.code]),
        is_focus,
    )


def _rest_node(here: Place, part: Part, number: int, code: str) -> Node:
    words = ngettext("%(n)s unsur lain", "%(n)s unsur lain", number) % {"n": figure(number)}
    href = _list(here, bagian=part.value, terkait=code)
    return Node(f"+{part.value}", COLUMNS[part], words, gettext(part.label), f"part-{part.value}", href)


def _agency_node(here: Place, key: str, column: int, one: AgencyView, focus: AgencyView | None) -> Node:
    href = f"{reverse('inventory:map', args=[here.code])}?{urlencode({'perangkat': one.slug})}"
    is_focus = focus is not None and focus.id == one.id
    small = gettext("perangkat daerah ini") if is_focus else one.short_name or one.slug
    return Node(key, column, one.name, small, "agency", href, is_focus)


def _list(here: Place, **asked: str) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('inventory:list', args=[here.code])}?{urlencode(kept)}"
