"""Peta rencana: initiatives, budgets, promises of agencies, and the cheapest plan that reaches a target."""
