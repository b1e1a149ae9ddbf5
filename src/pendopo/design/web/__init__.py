"""The few pages that belong to the look itself."""
