"""Answering analysts in a process of its own, which can be ended at any moment and has nothing to tell."""
