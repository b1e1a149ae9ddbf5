"""Governments, agencies, regions, offices, counters, services and their standards, opening hours and holidays."""
