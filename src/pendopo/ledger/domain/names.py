"""How logs and keys are called: `<host>/log/<name>` is both the origin of a log and the name of its key."""

LOGS = ("layanan", "skm", "spbe", "data")
#: Signs promises. A key of its own: who steals it can promise, but not write history.
PROMISES = "skm-janji"


def origin(host: str, log: str) -> str:
    """The origin of a log of the site at `host`."""
    return f"{host}/log/{log}"


def log_of(key: str) -> str:
    """The log in which a change of this key is announced: its own, or that of the promises."""
    return "skm" if key == PROMISES else key


def is_key(key: str, name: str) -> bool:
    """Whether `name` is how `key` (a log, or `PROMISES`) is called at some site."""
    return name.endswith(f"/{PROMISES}" if key == PROMISES else f"/log/{key}")


def promise_origin(host: str) -> str:
    """The origin of the promises of the site at `host`."""
    return f"{host}/{PROMISES}"
