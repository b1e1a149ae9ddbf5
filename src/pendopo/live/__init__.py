"""The event hub: NOTIFY on commit, one LISTEN per process, fan-out to event streams."""
