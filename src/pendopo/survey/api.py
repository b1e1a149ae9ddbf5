"""Calls of the survey: send answers, read the published index."""

from dataclasses import dataclass
from datetime import date

import msgspec
from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.days import Month
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import promiser
from pendopo.survey.actions import record_answer
from pendopo.survey.domain.figures import Figures
from pendopo.survey.domain.index import ElementIndex
from pendopo.survey.domain.receipt import Receipt
from pendopo.survey.domain.record import LOG
from pendopo.survey.queries import Published, published
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread


class AnswerIn(msgspec.Struct):
    """Answers U1..U9 with 1 to 4, or null for "not answered"."""

    code: str
    answers: dict[str, int | None]
    nonce: str | None = None
    profile: dict[str, str] | None = None


class ReceiptOut(msgspec.Struct):
    """What finds the answer in the public record; `leaf` is the entry itself, hashed to `fingerprint`.

    `promise` is a signed note: the entry stands in the record before the moment that it names.
    """

    log: str
    leaf: str
    fingerprint: str
    nonce: str
    service: int
    service_code: str
    service_name: str
    period: str
    included_before: date
    promise: str


class RecordedOut(msgspec.Struct):
    """The receipt of a recorded answer."""

    receipt: ReceiptOut


class ElementOut(msgspec.Struct):
    """One element's figures; mean and weighted with three decimals, null when nobody answered it."""

    code: str
    name: str
    answered: int
    sum: int
    mean: str | None
    weighted: str | None


class FiguresOut(msgspec.Struct):
    """Figures of a group. Below the smallest number of answers only the counts are given."""

    answers: int
    issued: int
    published: bool
    ikm: str | None
    index: str | None
    quality: str | None
    performance: str | None
    elements: list[ElementOut]
    lowest: list[str]


class ServiceFiguresOut(msgspec.Struct):
    """The figures of one service."""

    id: int
    code: str
    name: str
    agency: str
    figures: FiguresOut


class IkmOut(msgspec.Struct):
    """The published satisfaction index of an office in one month, and of each of its services."""

    office: str
    office_name: str
    period: str
    framework: str
    minimum: int
    figures: FiguresOut
    services: list[ServiceFiguresOut]


@dataclass(frozen=True)
class _Wanted:
    period: Month | None
    service: int | None


async def send_answers(request: Request) -> Response:
    """Answers to the nine questions, once per code; the same request again gets the same receipt."""
    body = request.decode(AnswerIn)
    receipt = await in_thread(
        record_answer,
        code=body.code,
        answers=body.answers,
        nonce=body.nonce,
        profile=body.profile,
        now=clock.now(),
        valid_days=settings.ENV["PENDOPO_SURVEY_DAYS"],
        promise=promiser(settings.ENV, LOG),
    )
    return answer(201, RecordedOut(_receipt(receipt)))


async def show_index(request: Request) -> Response:
    """The published index with its counts."""
    wanted = _wanted(request.query)
    found = await in_thread(
        published,
        request.params["office"],
        wanted.period,
        wanted.service,
        minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        now=clock.now(),
    )
    return answer(200, _index(found))


def _wanted(query: dict[str, str]) -> _Wanted:
    service = query.get("service", "")
    if service and not (service.isascii() and service.isdigit() and len(service) < 10):
        raise Invalid("Tulis service sebagai nomor layanan.", field="service")
    return _Wanted(
        Month.parse(query["period"]) if query.get("period") else None, int(service) if service else None
    )


def _receipt(receipt: Receipt) -> ReceiptOut:
    return ReceiptOut(
        log=receipt.log,
        leaf=receipt.leaf,
        fingerprint=receipt.fingerprint,
        nonce=receipt.nonce,
        service=receipt.service_id,
        service_code=receipt.service_code,
        service_name=receipt.service_name,
        period=receipt.period,
        included_before=receipt.included_before,
        promise=receipt.promise,
    )


def _index(found: Published) -> IkmOut:
    return IkmOut(
        office=found.office_slug,
        office_name=found.office_name,
        period=str(found.period),
        framework=found.framework.code,
        minimum=found.minimum,
        figures=_figures(found.whole),
        services=[
            ServiceFiguresOut(each.service_id, each.code, each.name, each.agency_name, _figures(each.figures))
            for each in found.services
        ],
    )


def _figures(figures: Figures) -> FiguresOut:
    index = figures.index
    return FiguresOut(
        answers=figures.answers,
        issued=figures.issued,
        published=index is not None,
        ikm=index.ikm if index else None,
        index=half_up(index.exact, 3) if index else None,
        quality=index.band.grade if index else None,
        performance=index.band.performance if index else None,
        elements=[_element(element) for element in index.elements] if index else [],
        lowest=list(index.lowest) if index else [],
    )


def _element(element: ElementIndex) -> ElementOut:
    return ElementOut(
        code=element.code,
        name=element.name,
        answered=element.answered,
        sum=element.sum,
        mean=half_up(element.mean, 3) if element.mean is not None else None,
        weighted=half_up(element.weighted, 3) if element.weighted is not None else None,
    )


ROUTES = (
    Route("POST", "/survey/answers", send_answers, "Kirim jawaban survei", {201: RecordedOut}, body=AnswerIn,
          refusals=("unknown-code", "already-answered", "expired", "void", "too-early", "invalid")),
    Route("GET", "/offices/{office}/ikm", show_index, "Indeks kepuasan masyarakat sebuah kantor",
          {200: IkmOut}, refusals=("not-found", "invalid"),
          query={"period": "Bulan, misalnya 2026-11; tanpa ini bulan berjalan.",
                 "service": "Nomor layanan; tanpa ini semua layanan."}),
)  # fmt: skip
