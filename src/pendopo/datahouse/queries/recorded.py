"""The entry of a release in the public record: its fingerprint, whether it has its place, and its proof."""

from dataclasses import dataclass

from pendopo.datahouse.domain.addresses import file_path
from pendopo.datahouse.domain.published import PublishedDataset, PublishedRelease
from pendopo.datahouse.domain.recorded import LOG, published_entry, recorded_day
from pendopo.datahouse.queries.catalogue import shown
from pendopo.kernel.errors import NotFound
from pendopo.ledger.domain.entries import write_entry
from pendopo.ledger.domain.merkle import leaf_hash
from pendopo.ledger.queries import place_of, proof_of


@dataclass(frozen=True)
class Recorded:
    """`place` counts the entries before it; None while it waits to be signed. `text` is the entry itself."""

    fingerprint: str
    place: int | None
    text: str


def recorded(one: PublishedDataset, release: PublishedRelease) -> Recorded:
    """The entry of a release, computed again from what is published."""
    entry = _entry(one, release)
    fingerprint = leaf_hash(entry)
    return Recorded(fingerprint.hex(), place_of(LOG, fingerprint), entry.decode())


def release_proof(*, slug: str, number: int) -> str:
    """The proof file of a release. Raises `NotFound` before it is signed."""
    one = shown(slug=slug)
    release = next((each for each in one.releases if each.number == number), None)
    proof = proof_of(LOG, leaf_hash(_entry(one, release))) if release else None
    if proof is None:
        raise NotFound
    return proof.text


def _entry(one: PublishedDataset, release: PublishedRelease) -> bytes:
    files = release.files if one.open else ()
    return write_entry(
        LOG,
        published_entry(
            slug=one.slug, agency=one.publisher.slug, number=release.number, version=release.version,
            rows=release.rows, access=one.access.value,
            files={file_path(one.slug, release.number, each.format): each.sha256 for each in files},
            day=recorded_day(release.at),
        ),
    )  # fmt: skip
