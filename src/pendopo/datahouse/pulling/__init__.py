"""Fetching from sources of agencies: databases, web addresses, file servers; and keeping their secrets."""
