"""People who sign in, their roles, API keys, and the one permission policy."""
