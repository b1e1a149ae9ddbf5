"""Which address a request came from, behind proxies."""

from collections.abc import Collection


def client_address(peer: str, forwarded_for: str, trusted: Collection[str]) -> str:
    """The nearest address that is not one of our own proxies.

    `peer` is the other end of the connection, `forwarded_for` the header X-Forwarded-For. Only what a trusted
    proxy wrote is believed: the chain is read from the right until somebody unknown appears.
    """
    chain = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    address = peer
    while address in trusted and chain:
        address = chain.pop()
    return address
