"""Why no plan exists: which rules cannot be kept together, what can be reached, how much money would help."""

import math
from collections.abc import Iterable
from dataclasses import replace

from pendopo.roadmap.domain.plan import goals
from pendopo.roadmap.domain.plan.answer import Block, Blocks
from pendopo.roadmap.domain.plan.model import FREE, Row, build
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.solver.highs import minimise
from pendopo.roadmap.solver.messages import RawDiagnosis, RawReach
from pendopo.roadmap.solver.search import Clock, Tell, sound


def diagnose(problem: Problem, clock: Clock, tell: Tell) -> RawDiagnosis:
    """Everything that can be said about a problem without a plan, in the time that is left."""
    tell("blocking", None, 0)
    blocking, minimal = blocking_rules(problem, clock.part(0.35))
    highest: dict[int, RawReach] = {}
    richer = nearest = None
    if any(block.kind is Blocks.TARGET for block in blocking):
        tell("money", None, 0)
        if any(block.kind is Blocks.BUDGET for block in blocking):
            richer = _with_more_money(problem, clock.part(0.3))
        tell("highest", None, 0)
        highest = _highest(problem, clock)
        tell("nearest", None, 0)
        nearest = _nearest(problem, clock)
    return RawDiagnosis(blocking, minimal, highest, richer, nearest)


def blocking_rules(problem: Problem, clock: Clock) -> tuple[list[Block], bool]:
    """Rules that cannot be kept together, and whether none of them can be left out.

    One after the other is dropped; it stays dropped while there is still no plan. Targets come last, so that what
    is told is a target with what stands in its way.
    """
    rest, kept, minimal = problem, [], True
    for group in _groups(problem):
        for part in [group] if len(group) == 1 else _halves(rest, group, clock):
            fewer = _without(rest, part)
            found = minimise(build(fewer), {}, seconds=clock.left)
            if found.impossible:
                rest = fewer
            else:
                kept += part
                minimal = minimal and found.proved
    return kept, minimal


def _halves(rest: Problem, group: list[Block], clock: Clock) -> list[list[Block]]:
    """A whole group if it can go at once, otherwise its members one by one."""
    whole = minimise(build(_without(rest, group)), {}, seconds=clock.left)
    return [group] if whole.impossible else [[block] for block in group]


def _groups(problem: Problem) -> list[list[Block]]:
    """What may be dropped, in this order. Rules of the same kind are tried together first."""
    groups = [
        [Block(Blocks.BUDGET, year=year) for year in reversed(problem.budgets)],
        [Block(Blocks.MANDATORY, initiative=one.id) for one in problem.initiatives if one.mandatory],
        [Block(Blocks.WINDOWS)] if any(one.earliest or one.latest for one in problem.initiatives) else [],
        [Block(Blocks.FORBIDDEN, initiative=name) for name in sorted(problem.forbidden)],
        [Block(Blocks.ORDER)] if any(one.after for one in problem.initiatives) else [],
        [Block(Blocks.PACE)] if problem.hold_before else [],
        *([Block(Blocks.TARGET, year=year)] for year in problem.targets),
    ]
    return [group for group in groups if group]


def _without(problem: Problem, blocks: Iterable[Block]) -> Problem:
    """The problem without these rules."""
    for block in blocks:
        problem = _drop(problem, block)
    return problem


def _drop(problem: Problem, block: Block) -> Problem:
    initiatives = problem.initiatives
    match block.kind:
        case Blocks.BUDGET:
            return replace(problem, budgets={y: b for y, b in problem.budgets.items() if y != block.year})
        case Blocks.TARGET:
            return replace(problem, targets={y: t for y, t in problem.targets.items() if y != block.year})
        case Blocks.PACE:
            return replace(problem, hold_before=())
        case Blocks.FORBIDDEN:
            return replace(problem, forbidden=problem.forbidden - {block.initiative})
        case Blocks.MANDATORY:
            changed = (replace(i, mandatory=i.mandatory and i.id != block.initiative) for i in initiatives)
        case Blocks.WINDOWS:
            changed = (replace(i, earliest=None, latest=None) for i in initiatives)
        case Blocks.ORDER:
            changed = (replace(i, after=()) for i in initiatives)
    return replace(problem, initiatives=tuple(changed))


def _highest(problem: Problem, clock: Clock) -> dict[int, RawReach]:
    """Per target year the highest index without targets."""
    free = replace(problem, targets={})
    model = build(free)
    now = problem.measure.units({item: problem.level_now(item) for item in problem.measure.weights})
    found = {}
    for place, year in enumerate(years := list(problem.targets)):
        # A quarter is kept for the nearest plan; the years share the rest.
        part = clock.part(0.75 / (len(years) - place))
        solved = sound(free, model, goals.low_index(model, year), part)
        if solved.outcome is not None:
            units = solved.outcome.units[year]
            limit = units if solved.found.proved else now + math.floor(-solved.found.bound + 1e-6)
            found[year] = RawReach(solved.outcome.schedule, max(limit, units))
    return found


def _with_more_money(problem: Problem, clock: Clock) -> dict[str, int] | None:
    """The plan that needs the least money above the budgets, when that is proved."""
    model = build(problem, soft_budgets=True)
    solved = sound(replace(problem, budgets={}), model, goals.extra_money(model), clock)
    return solved.outcome.schedule if solved.outcome is not None and solved.found.proved else None


def _nearest(problem: Problem, clock: Clock) -> dict[str, int] | None:
    """A plan that misses the fewest units over all targets, and then costs least."""
    free = replace(problem, targets={})
    model = build(problem, soft_targets=True)
    near = sound(free, model, goals.shortfall(model), clock.part(0.6))
    if near.outcome is None:
        return None
    missed = sum(max(target - near.outcome.units[year], 0) for year, target in problem.targets.items())
    row = Row(goals.shortfall(model), -FREE, missed + 0.5)
    cheap = sound(free, model, goals.cost(model), clock, more=[row, *near.excluded], begin=near.found.values)
    return (cheap.outcome or near.outcome).schedule
