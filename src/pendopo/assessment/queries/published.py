"""One published result as its page shows it."""

from dataclasses import dataclass

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import Result, score
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.results import PublishedResult, published
from pendopo.ledger.queries import place_of


@dataclass(frozen=True)
class ResultPage:
    """A result with its figures computed again from the levels that were approved.

    `recorded` is the place of the publication in the public record; None while it waits for its place.
    """

    result: PublishedResult
    framework: Framework
    score: Result
    recorded: int | None


def result_page(slug: str) -> ResultPage:
    """Raises `NotFound` unless the result is published."""
    result = published(slug)
    framework = pinned(result.checksum)
    levels = result.approval.snapshot["levels"]
    leaf = bytes.fromhex(result.approval.publication_leaf)
    return ResultPage(result, framework, score(framework, levels), place_of("spbe", leaf))
