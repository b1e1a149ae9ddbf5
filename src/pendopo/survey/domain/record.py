"""How the survey appears in the public record: entries of the log `skm`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.kernel.days import Month
from pendopo.survey.domain.answers import GivenAnswer
from pendopo.survey.domain.class_sums import ClassSums
from pendopo.survey.domain.codes import CodeClass
from pendopo.survey.domain.counts import Counts
from pendopo.survey.domain.figures import Measured
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import METHOD, ElementSum, Index

LOG = "skm"
#: Hashes per entry: an entry has at most 65,535 bytes, and a hash takes 67.
HASHES_PER_ENTRY = 900

Entry = Mapping[str, object]


@dataclass(frozen=True)
class IssuedBatch:
    """All codes of one class that a service issued for a day, since the last batch; hashes sorted."""

    service_id: int
    day: date
    part: int
    hashes: Sequence[bytes]
    kind: CodeClass = CodeClass.PHONE

    @property
    def name(self) -> str:
        """The batch's name in the record; slips have their own numbering."""
        before = "slip/" if self.kind is CodeClass.SLIP else ""
        return f"{before}{self.service_id}/{self.day.isoformat()}/{self.part}"


def method_entry(framework: Framework, day: date) -> Entry:
    """The entry that pins how indexes are computed, and the file with questions, scores and grades."""
    return {
        "t": "method/1",
        "d": day.isoformat(),
        "method": method_of(framework),
        "sha256": framework.checksum,
        "bytes": framework.length,
    }


def method_of(framework: Framework) -> str:
    """The name under which the record knows a framework and our arithmetic."""
    return f"{framework.code}/{METHOD}"


def answer_entry(given: GivenAnswer, service_id: int, period: str) -> Entry:
    """The entry of one answer. It shows T itself: only who had the code could write it."""
    return {
        "t": "skm.answer/1",
        "service": service_id,
        "period": period,
        "q": list(given.scores),
        "tok": given.token.hex(),
        "r": given.nonce.hex(),
    }


def batch_entries(batch: IssuedBatch) -> Iterator[Entry]:
    """The entries of a batch: one, unless a service issued more codes than fit into an entry."""
    for piece, start in enumerate(range(0, len(batch.hashes), HASHES_PER_ENTRY), 1):
        hashes = [each.hex() for each in batch.hashes[start : start + HASHES_PER_ENTRY]]
        yield {
            "t": "token.batch/1",
            "batch": f"{batch.name}.{piece}",
            "class": batch.kind.value,
            "service": batch.service_id,
            "period": str(Month.of(batch.day)),
            "d": batch.day.isoformat(),
            "count": len(hashes),
            "h": hashes,
        }


def void_entry(service_id: int, day: date, secrets: Sequence[bytes]) -> Entry:
    """The entry of slips that were left over: their secrets, sorted, so that anybody can mark their hashes."""
    return {
        "t": "token.void/1",
        "service": service_id,
        "period": str(Month.of(day)),
        "d": day.isoformat(),
        "count": len(secrets),
        "tok": sorted(secret.hex() for secret in secrets),
    }


def counts_entry(version: int, counts: Counts) -> Entry:
    """The entry of a day's counts, by which anybody checks that no more codes were out than people served."""
    return {
        "t": "token.counted/1",
        "service": counts.service_id,
        "period": str(Month.of(counts.day)),
        "d": counts.day.isoformat(),
        "version": version,
        "printed": counts.printed,
        "void": counts.void,
        "slip": counts.slip,
        "phone": counts.phone,
        "own": counts.own,
        "closed": counts.closed,
    }


def index_entry(
    framework: Framework, service_id: int, period: str, version: int, measured: Measured, index: Index
) -> Entry:
    """The entry of a published index, with the sums and counts from which everybody can compute it again."""
    tallies = [measured.tallies.get(code, ElementSum()) for code in framework.codes]
    return {
        "t": "ikm/1",
        "service": service_id,
        "period": period,
        "version": version,
        "method": method_of(framework),
        "answers": measured.answers,
        "issued": measured.issued,
        "elements": list(framework.codes),
        "answered": [tally.answered for tally in tallies],
        "sums": [tally.sum for tally in tallies],
        "hundredths": index.hundredths,
    }


def sums_entry(version: int, sums: ClassSums) -> Entry:
    """The entry of the sums of a class of answers without codes."""
    return {
        "t": "skm.sums/1",
        "service": sums.service_id,
        "period": sums.period,
        "class": sums.answer_class.value,
        "version": version,
        "answers": sums.answers,
        "elements": list(sums.elements),
        "answered": list(sums.answered),
        "sums": list(sums.sums),
    }
