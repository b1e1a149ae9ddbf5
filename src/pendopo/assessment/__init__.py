"""Maturity assessment: frameworks as data, the year's rounds, evidence, the index and what would raise it."""
