"""Solving plans with HiGHS, in a process of its own that can be ended at any moment.

`actions` and the launcher call `pendopo.roadmap.solver.desk`; only `highs` knows the solver.
"""
