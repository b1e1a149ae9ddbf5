"""Telling other programs of releases: what is said, how it is signed, when it is tried again.

Signatures follow Standard Webhooks 1.0 (standardwebhooks.com): an HMAC-SHA256 over id, time and body. The secret of
each address is computed from the site's own key, so that no table holds it.
"""

import hmac
import json
from base64 import b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from pendopo.datahouse.domain.addresses import Addresses

#: Minutes until the next try; after the last one we give up, about two days after the first.
WAITS = (1, 5, 30, 120, 360, 720, 1440)


class Event(StrEnum):
    """What happened to a release."""

    RELEASED = "rilis"
    WITHDRAWN = "penarikan"


class Delivery(StrEnum):
    """How a message stands."""

    WAITING = "menunggu"
    TAKEN = "diterima"
    GIVEN_UP = "menyerah"


def secret_of(site_key: str, hook: UUID, generation: int) -> bytes:
    """The secret of an address: 32 bytes that nobody can compute without the site's key."""
    return hmac.digest(site_key.encode(), f"pendopo/webhook/1\n{hook}\n{generation}".encode(), sha256)


def shown_secret(secret: bytes) -> str:
    """The secret as the receiver's library wants it."""
    return f"whsec_{b64encode(secret).decode()}"


def signed_headers(secret: bytes, message: UUID, body: bytes, now: datetime) -> dict[str, str]:
    """The headers that prove who sent `body`, and when."""
    moment = str(int(now.timestamp()))
    signed = hmac.digest(secret, f"{message}.{moment}.".encode() + body, sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": str(message),
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }


def message_body(event: Event, slug: str, number: int, title: str, at: datetime, site: Addresses) -> bytes:
    """What is said: what happened, to what, and where to read more. No rows travel this way."""
    said = {
        "type": f"data.{event.value}",
        "timestamp": at.isoformat(timespec="seconds"),
        "data": {
            "dataset": slug,
            "release": number,
            "title": title,
            "page": site.dataset(slug),
            "package": f"{site.base}/api/3/action/package_show?id={slug}",
        },
    }
    return json.dumps(said, ensure_ascii=False).encode()


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None: never."""
    return now + timedelta(minutes=WAITS[tries - 1]) if 1 <= tries <= len(WAITS) else None
