"""What is wrong with a problem before anybody solves it, and what is odd but allowed. In Indonesian, for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from pendopo.kernel.errors import DomainError, Kind
from pendopo.roadmap.domain.plan.problem import Initiative, Problem, Raise

#: More per year of one initiative, in rupiah, is no figure of a city: a hundred times its whole budget.
LARGEST_COST = 10**14
LARGEST_BUDGET = 10**16
MOST_YEARS = 15
MOST_INITIATIVES = 2_000
LONGEST_WORK = 10


class PlanRefused(DomainError):
    """A problem cannot be solved as it stands. `faults` names every place with the remedy."""

    code = "plan-refused"
    kind = Kind.INVALID
    message = "Rencana tidak dihitung, karena ada yang perlu diperbaiki:\n  {listing}"

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults=tuple(faults), listing="\n  ".join(faults))


@dataclass(frozen=True)
class Fault:
    """Something to put right: `key` of the problem, or of the initiative at `place` in the list. `part` is the place
    or the name of what is meant under that key, `field` a name within it."""

    key: str
    reason: str
    place: int | None = None
    part: int | str | None = None
    field: str = ""


def faults_of(problem: Problem) -> list[Fault]:
    """Everything that must be put right."""
    found = [*_frame_faults(problem)]
    seen: set[str] = set()
    for place, one in enumerate(problem.initiatives):
        if one.id in seen:
            found.append(Fault("id", f"“{one.id}” sudah dipakai inisiatif lain; beri id yang berbeda", place))
        seen.add(one.id)
        found += _initiative_faults(problem, place, one)
    if cycle := _cycle(problem):
        names = [one.id for one in problem.initiatives]
        found.append(
            Fault(
                "after",
                f"urutannya berputar: {' menunggu '.join(cycle)}; hapus salah satu",
                names.index(cycle[0]),
            )
        )
    return found


def _frame_faults(problem: Problem) -> Iterator[Fault]:
    years = problem.years
    if not 1 <= len(years) <= MOST_YEARS or list(years) != list(range(years[0], years[0] + len(years))):
        yield Fault(
            "years", f"tulis 1 sampai {MOST_YEARS} tahun berurutan tanpa sela, misalnya [2026, 2027, 2028]"
        )
    if len(problem.initiatives) > MOST_INITIATIVES:
        yield Fault("initiatives", f"paling banyak {MOST_INITIATIVES} inisiatif dalam satu rencana")
    yield from _level_faults(problem)
    yield from _year_faults(problem)


def _level_faults(problem: Problem) -> Iterator[Fault]:
    measure = problem.measure
    for item, level in problem.current.items():
        if item not in measure.weights:
            yield Fault("current", _unknown(problem, item), part=item)
        elif not measure.lowest <= level <= measure.highest:
            yield Fault("current", f"indikator {item}: {_off_scale(problem, level)}", part=item)
    for level in problem.hold_before:
        if not measure.lowest < level <= measure.highest:
            yield Fault("pace", _off_scale(problem, level), part="hold_before")


def _year_faults(problem: Problem) -> Iterator[Fault]:
    measure = problem.measure
    for year, target in problem.targets.items():
        if year not in problem.years:
            yield Fault("targets", _outside(problem, year), part=str(year))
        elif not measure.lowest <= measure.index(target) <= measure.highest:
            reason = f"target harus dari {measure.lowest} sampai {measure.highest}"
            yield Fault("targets", reason, part=str(year))
    for year, limit in problem.budgets.items():
        if year not in problem.years:
            yield Fault("budgets", _outside(problem, year), part=str(year))
        elif not 0 <= limit <= LARGEST_BUDGET:
            yield Fault("budgets", _money_reason(limit), part=str(year))


def _initiative_faults(problem: Problem, place: int, one: Initiative) -> Iterator[Fault]:
    if not 1 <= one.duration <= LONGEST_WORK:
        yield Fault("duration", f"tulis lama kerja 1 sampai {LONGEST_WORK} tahun", place)
    for key, sums in (("cost", one.cost), ("running_cost", (one.running_cost,))):
        yield from (Fault(key, _money_reason(sum_), place) for sum_ in sums if not 0 <= sum_ <= LARGEST_COST)
    for part, raised in enumerate(one.raises):
        yield from _raise_faults(problem, place, part, raised)
    for name in one.after:
        if name == one.id:
            yield Fault("after", f"“{name}” tidak dapat menunggu dirinya sendiri; hapus", place)
        elif name not in problem.by_id:
            yield Fault("after", f"“{name}” tidak ada dalam daftar inisiatif", place)
    yield from _window_faults(problem, place, one)


def _raise_faults(problem: Problem, place: int, part: int, raised: Raise) -> Iterator[Fault]:
    low, high = problem.measure.lowest, problem.measure.highest
    if raised.item not in problem.measure.weights:
        yield Fault("raises", _unknown(problem, raised.item), place, part, "indicator")
    elif not low <= raised.start < raised.end <= high:
        reason = (
            f"indikator {raised.item}: from {raised.start} to {raised.end} tidak mungkin; "
            f"tulis from lebih kecil daripada to, keduanya dari {low} sampai {high}"
        )
        yield Fault("raises", reason, place, part, "from")


def _window_faults(problem: Problem, place: int, one: Initiative) -> Iterator[Fault]:
    for key, year in (("earliest", one.earliest), ("latest", one.latest)):
        if year is not None and year not in problem.years:
            yield Fault(key, _outside(problem, year), place)
    if one.earliest and one.latest and one.earliest > one.latest:
        yield Fault("latest", f"{one.latest} lebih awal daripada earliest {one.earliest}", place)


def _cycle(problem: Problem) -> list[str]:
    """Initiatives that wait for each other in a circle, the first one again at the end; none found: empty."""
    open_: list[str] = []
    done: set[str] = set()
    for root in problem.by_id:
        stack = [(root, iter(problem.by_id[root].after))]
        open_ = [root]
        while stack and root not in done:
            name, waits = stack[-1]
            following = next((one for one in waits if one in problem.by_id and one not in done), None)
            if following is None:
                done.add(name)
                stack.pop()
                open_.pop()
            elif following in open_:
                if following == name:
                    continue  # waiting for oneself is told at the initiative
                return [*open_[open_.index(following) :], following]
            else:
                stack.append((following, iter(problem.by_id[following].after)))
                open_.append(following)
    return []


def notes_on(problem: Problem) -> list[str]:
    """What is allowed, yet worth knowing before one reads the answer."""
    found = []
    unnamed = [item for item in problem.measure.weights if item not in problem.current]
    if unnamed and problem.current:
        found.append(
            f"{len(unnamed)} indikator tidak ada dalam current dan dianggap tingkat {problem.measure.lowest}: "
            f"{_listed(unnamed)}"
        )
    late = [
        one.id for one in problem.initiatives if not problem.starts(one) and one.id not in problem.forbidden
    ]
    if late:
        found.append(f"tidak dapat selesai dalam jangka rencana, jadi tidak pernah dipilih: {_listed(late)}")
    idle = [one.id for one in problem.initiatives if one.raises and not _helps(problem, one)]
    if idle:
        found.append(f"hanya menaikkan ke tingkat yang sudah dicapai: {_listed(idle)}")
    if shared := _shared_steps(problem):
        found.append(
            f"{len(shared)} kenaikan dapat diberikan lebih dari satu inisiatif; satu saja cukup: {_listed(shared)}"
        )
    return found


def _helps(problem: Problem, one: Initiative) -> bool:
    return any(raised.end > problem.level_now(raised.item) for raised in one.raises)


def _shared_steps(problem: Problem) -> list[str]:
    givers: dict[tuple[str, int], list[str]] = {}
    for one in problem.initiatives:
        for item, level in {(raised.item, level) for raised in one.raises for level in raised.steps}:
            if level > problem.level_now(item):
                givers.setdefault((item, level), []).append(one.id)
    return [
        f"indikator {item} tingkat {level} ({', '.join(names)})"
        for (item, level), names in givers.items()
        if len(names) > 1
    ]


def _listed(names: list[str], most: int = 5) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f", dan {rest} lagi" if rest > 0 else "")


def _unknown(problem: Problem, item: str) -> str:
    codes = list(problem.measure.weights)
    return f"indikator {item} tidak ada dalam kerangka {problem.measure.framework}; pakai {codes[0]} sampai {codes[-1]}"


def _off_scale(problem: Problem, level: int) -> str:
    return f"tingkat {level} di luar skala {problem.measure.lowest} sampai {problem.measure.highest}"


def _outside(problem: Problem, year: int) -> str:
    return f"tahun {year} di luar jangka rencana {problem.first_year} sampai {problem.last_year}"


def _money_reason(amount: int) -> str:
    wrong = "negatif" if amount < 0 else "terlalu besar"
    return f"{amount} {wrong}; tulis rupiah sebagai bilangan bulat, misalnya 300000000"
