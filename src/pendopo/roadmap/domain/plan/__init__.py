"""The cheapest plan: the problem, its file, its model for a solver, and an exact check of every answer.

Nothing here solves: `pendopo.roadmap.solver` does, in a process of its own.
"""
