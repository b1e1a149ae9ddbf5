"""Simulated visitors for the demo: a day of the mall at adjustable speed, through the same actions that people use."""
