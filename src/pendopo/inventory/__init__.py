"""The architecture of a government: what exists, who keeps it, what rests on what, and what is missing."""
