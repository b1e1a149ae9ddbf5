"""How the text of a setting is read: each function returns the value, or raises `ValueError` with what to give."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from pendopo.kernel.actor import Role


def read_text(raw: str) -> str:
    """Any text."""
    return raw


def read_flag(raw: str) -> bool:
    """1 is yes, 0 is no."""
    if raw not in {"0", "1"}:
        raise ValueError("give 0 or 1")
    return raw == "1"


def read_whole(raw: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"\d{1,9}", raw):
        raise ValueError("give a whole number")
    return int(raw)


def read_days(raw: str) -> tuple[int, ...]:
    """Numbers of days between commas, the farthest first."""
    if not re.fullmatch(r"\d{1,3}(\s*,\s*\d{1,3})*", raw):
        raise ValueError("give numbers of days between commas, like 14,7,1")
    return tuple(sorted({int(part) for part in raw.split(",")}, reverse=True))


def read_names(raw: str) -> list[str]:
    """Names between commas."""
    return [part.strip() for part in raw.split(",") if part.strip()]


def read_roles(raw: str) -> frozenset[Role]:
    """Roles between commas."""
    names, known = set(read_names(raw)), {role.value for role in Role}
    if names - known:
        raise ValueError(f"give roles between commas, of {', '.join(sorted(known))}")
    return frozenset(Role(name) for name in names)


def read_hosts(raw: str) -> list[str]:
    """Names of hosts, each with or without a port, between commas; in small letters."""
    names = [name.lower() for name in read_names(raw)]
    for name in names:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", name):
            raise ValueError(f"give hosts like db.example.go.id:5432, not {name!r}")
    return names


def read_secret(raw: str) -> str:
    """A secret that is long enough."""
    if len(raw) < 32:
        raise ValueError("give at least 32 random characters")
    return raw


def read_scanner(raw: str) -> str:
    """Where a virus scanner listens, or nothing."""
    if raw and not raw.startswith("/") and not re.fullmatch(r"[\w.-]+:\d{1,5}", raw):
        raise ValueError("give a socket like /run/clamav/clamd.ctl or host:3310")
    return raw


def read_level(raw: str) -> str:
    """How much is written to the log."""
    if raw not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("give one of DEBUG, INFO, WARNING, ERROR")
    return raw


def read_address(raw: str) -> str:
    """The address of a site, without a path."""
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ValueError("give an address like https://mpp.example.go.id, without a path")
    return raw


def read_spark(raw: str) -> str:
    """The address of a Spark Connect server, or nothing."""
    if raw and not raw.startswith("sc://"):
        raise ValueError("must look like sc://host:15002")
    return raw


def read_store(raw: str) -> tuple[str, str] | None:
    """Bucket and folder of an S3-compatible store, or nothing."""
    if not raw:
        return None
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w.=-]+)*)/?", raw)
    if found is None:
        raise ValueError("give s3://bucket/folder, in plain letters and digits")
    return found[1], found[2].strip("/")


def read_endpoint(raw: str) -> str:
    """The address of an S3-compatible store, or nothing for Amazon's own."""
    return read_address(raw.rstrip("/")) if raw else ""


def read_database(raw: str) -> dict[str, Any]:
    """A PostgreSQL database, as Django's settings want it."""
    parts = urlsplit(raw)
    try:
        readable = parts.scheme in {"postgres", "postgresql"} and bool(parts.path.strip("/"))
        port = parts.port
    except ValueError:
        readable = False
    if not readable:
        raise ValueError("give postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
    }


def read_mail_server(raw: str) -> dict[str, Any]:
    """A mail server, as Django's settings want it; nothing for none."""
    if not raw:
        return {}
    parts = urlsplit(raw)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("give smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }
