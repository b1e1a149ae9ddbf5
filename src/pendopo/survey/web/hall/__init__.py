"""Pages of devices in the hall."""
