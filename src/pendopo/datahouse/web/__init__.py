"""Pages and calls of the app."""
