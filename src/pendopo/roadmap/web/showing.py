"""Values of the roadmap as templates want them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from pendopo.design.wording import figure, rupiah
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.domain.plan.checker import Outcome
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plan.words import exact_index, index_text
from pendopo.roadmap.queries import InitiativeView
from pendopo.roadmap.wording import CONTENTS, STATES, TAGS


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str


@dataclass(frozen=True)
class Row:
    """An initiative in a list. `late` days of its latest milestone, 0 when nothing is late."""

    code: str
    title: str
    owner: str
    content: str
    years: str
    cost: str
    state: str
    kind: str
    late: int
    example: bool


@dataclass(frozen=True)
class Cell:
    """One year of a bar chart of plans: what falls in that year, and whether it is work or running cost."""

    text: str
    kind: str


@dataclass(frozen=True)
class Bar:
    """An initiative in a plan, with one cell per year."""

    code: str
    title: str
    cells: tuple[Cell, ...]
    cost: str


def rows(initiatives: Iterable[InitiativeView], today: date) -> list[Row]:
    """Initiatives for a list."""
    return [_row(one, today) for one in initiatives]


def _row(one: InitiativeView, today: date) -> Row:
    facts, late = one.facts, one.facts.late(today)
    alive = one.state in (State.AGREED, State.RUNNING)
    return Row(
        one.code,
        facts.title,
        one.owner,
        str(CONTENTS[facts.content]),
        years(facts.start, facts.end),
        rupiah(sum(facts.cost)),
        str(STATES[one.state]),
        TAGS[one.state],
        late[0].days_late(today) if late and alive else 0,
        facts.example,
    )


def years(start: int | None, end: int | None) -> str:
    """ "2026", "2026–2027", or that it is not planned."""
    if start is None:
        return gettext("belum dijadwalkan")
    return str(start) if start == end else f"{start}–{end}"


def bars(problem: Problem, outcome: Outcome) -> list[Bar]:
    """The chosen initiatives by start, with what each year costs in millions of rupiah."""
    found = []
    for name, start in sorted(outcome.schedule.items(), key=lambda entry: (entry[1], entry[0])):
        one = problem.by_id[name]
        cells = tuple(_cell(problem, name, start, year) for year in problem.years)
        found.append(Bar(name, one.title, cells, rupiah(one.cost_until(problem.last_year, start))))
    return found


def _cell(problem: Problem, name: str, start: int, year: int) -> Cell:
    one = problem.by_id[name]
    amount = one.cost_in(year, start)
    works = start <= year < start + one.duration
    return Cell(millions(amount) if amount else "", "work" if works else "running" if amount else "")


def millions(amount: int) -> str:
    """Rupiah in millions, rounded half up to whole ones: "1.250"."""
    return figure((amount + 500_000) // 1_000_000)


def index_rows(problem: Problem, outcome: Outcome) -> list[dict[str, object]]:
    """Index per year beside its target, for the component of bars."""
    measure, found = problem.measure, []
    for year in problem.years:
        share = 100 * outcome.units[year] // (measure.highest * measure.unit)
        target = problem.targets.get(year)
        name = str(year)
        if target is not None:
            name = gettext("{year}, target {target}").format(
                year=year, target=figure(exact_index(problem, target))
            )
        text = figure(index_text(problem, outcome.units[year]))
        found.append({"name": name, "share": share, "text": text, "lowest": False})
    return found


def spend_rows(problem: Problem, outcome: Outcome) -> list[dict[str, object]]:
    """Spending per year beside its limit, in millions of rupiah."""
    most = max([*outcome.spend.values(), *problem.budgets.values(), 1])
    found = []
    for year in problem.years:
        limit, share = problem.budgets.get(year), 100 * outcome.spend[year] // most
        text = millions(outcome.spend[year])
        if limit is not None:
            text = gettext("{spent} dari {limit}").format(spent=text, limit=millions(limit))
        found.append({"name": str(year), "share": share, "text": text, "lowest": False})
    return found


@dataclass(frozen=True)
class Curve:
    """The cost of targets as a line in a box of 100 by 50, and as rows of text."""

    points: str
    rows: tuple[tuple[str, str], ...]


def curve(problem: Problem, told: Sequence[Sequence[object]]) -> Curve:
    """The cost curve; targets that cannot be reached have no point."""
    reached = [(int(units), int(cost)) for units, cost, _ in told if cost is not None]  # type: ignore[call-overload]
    most = max([cost for _, cost in reached], default=0) or 1
    low, high = int(told[0][0]), int(told[-1][0])  # type: ignore[call-overload]
    points = " ".join(
        f"{100 * (units - low) / max(high - low, 1):.1f},{50 - 50 * cost / most:.1f}"
        for units, cost in reached
    )
    texts = []
    for units, cost, solved in told:
        text = gettext("tidak tercapai") if solved else gettext("waktu habis")
        texts.append((figure(index_text(problem, int(units))), text if cost is None else rupiah(int(cost))))  # type: ignore[call-overload]
    return Curve(points, tuple(texts))


def reasons_of(
    problem: Problem, outcome: Outcome, why: Mapping[str, int | None]
) -> list[tuple[str, str, str]]:
    """Per initiative its code, title, and what the best plan without it would cost more."""
    found = []
    for name in sorted(outcome.schedule):
        one = problem.by_id[name]
        if one.mandatory:
            text = gettext("wajib ada")
        elif name not in why:
            text = gettext("waktu habis sebelum terhitung")
        else:
            text = _without(why[name])
        found.append((name, one.title, text))
    return found


def _without(more: int | None) -> str:
    if more is None:
        return gettext("tanpa ini tidak ada rencana")
    return "+" + rupiah(more) if more else gettext("ada rencana lain yang sama murahnya")
