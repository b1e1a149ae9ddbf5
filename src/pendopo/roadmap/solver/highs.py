"""The one module that knows HiGHS (https://highs.dev, MIT)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from pendopo.roadmap.domain.plan.model import Entries, Model, Row

#: HiGHS stops at a relative gap of 0.0001 unless told otherwise; with sums of rupiah that is no proof.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 7,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-7,
    "primal_feasibility_tolerance": 1e-8,
    "dual_feasibility_tolerance": 1e-8,
}
VERSION = f"HiGHS {highspy.Highs().version()}"

#: Told during the search: the columns of a better answer, and the bound at that moment.
Improved = Callable[[list[float], float], None]


@dataclass(frozen=True)
class Found:
    """`proved`: the best there is, or that there is none. `values` are empty when nothing was found. `bound`: no
    answer lies below it. `empty`: nothing was to be decided."""

    proved: bool
    values: list[float]
    bound: float
    empty: bool = False

    @property
    def impossible(self) -> bool:
        """Proved that no answer exists."""
        return self.proved and not self.values and not self.empty

    @property
    def has_answer(self) -> bool:
        """Whether `values` are an answer; to a model without columns it is the empty one."""
        return bool(self.values) or self.empty


def minimise(
    model: Model,
    goal: Entries,
    *,
    seconds: float,
    more: Sequence[Row] = (),
    begin: Sequence[float] = (),
    improved: Improved | None = None,
) -> Found:
    """The columns that make `goal` smallest under the model's rows and some `more`.

    `begin` is an answer that is known already.
    """
    rows = [*model.rows, *more]
    if not model.upper:
        possible = all(row.lower <= 0 <= row.upper for row in rows)
        return Found(True, [], 0.0 if possible else math.inf, empty=possible)
    solver = highspy.Highs()
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("time_limit", max(seconds, 0.01))
    solver.passModel(_arrays(model, goal, rows))
    if begin:
        known = highspy.HighsSolution()
        known.col_value = list(begin)
        solver.setSolution(known)
    if improved:
        solver.cbMipImprovingSolution += lambda event: improved(
            list(event.data_out.mip_solution), event.data_out.mip_dual_bound
        )
    solver.run()
    return _found(solver)


def _found(solver: highspy.Highs) -> Found:
    status, kinds = solver.getModelStatus(), highspy.HighsModelStatus
    info = solver.getInfo()
    if status == kinds.kOptimal:
        return Found(True, list(solver.getSolution().col_value), info.objective_function_value)
    # "Unbounded or infeasible" can only mean infeasible: every goal here is bounded.
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        return Found(True, [], math.inf)
    has_answer = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = list(solver.getSolution().col_value) if has_answer else []
    return Found(False, values, info.mip_dual_bound)


def _arrays(model: Model, goal: Entries, rows: Sequence[Row]) -> highspy.HighsLp:
    columns = len(model.upper)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows)
    costs = np.zeros(columns)
    costs[list(goal.keys())] = list(goal.values())
    lp.col_cost_ = costs
    lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.array(model.upper, dtype=float)
    lp.row_lower_ = np.array([row.lower for row in rows], dtype=float)
    lp.row_upper_ = np.array([row.upper for row in rows], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row.entries) for row in rows)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([column for row in rows for column in row.entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([factor for row in rows for factor in row.entries.values()], dtype=float)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kContinuous if c in model.smooth else kinds.kInteger for c in range(columns)]
    return lp
