"""Programs of agencies send data: opened with a key, sent in parts that can be resumed, finished, and checked.

A key opens one data set and nothing else. What is sent twice counts once: a delivery by its Idempotency-Key, a part by
its offset.
"""

import re

import msgspec

from pendopo.datahouse.actions import arriving
from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.domain.arrivals import Stage
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.queries.arrivals import ArrivalView, pushed
from pendopo.datahouse.queries.connections import PushKey, push_key
from pendopo.datahouse.tasks.arrivals import inspect_or_defer
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import parse_id
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.problems import problem
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread

#: Bytes of one part.
PART = 8 * 1024 * 1024
#: Faults that an answer lists; the page of the delivery and its workbook have more.
LISTED = 1000
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


class DeliveryIn(msgspec.Struct):
    """What is about to come. `mode` is that of the key when it is left out; `size` in bytes, if it is known."""

    mode: Mode | None = None
    name: str = "kiriman.ndjson"
    size: int | None = None


class FindingOut(msgspec.Struct):
    """One fault: row as a spreadsheet or the lines of NDJSON count it, 0 for the whole file."""

    row: int
    column: str
    rule: str
    message: str


class DeliveryOut(msgspec.Struct):
    """A delivery as it stands. Go on sending from `offset`; `version` is there once it is accepted."""

    id: str
    dataset: str
    state: str
    mode: str
    offset: int
    size: int | None
    version: int | None
    rows: int | None
    error_count: int
    errors: list[FindingOut]
    problem: str


async def begin(request: Request) -> Response:
    """Open a delivery; 200 instead of 201 when the same Idempotency-Key opened it before."""
    body = request.decode(DeliveryIn, DeliveryIn())
    key = request.headers.get("idempotency-key", "")
    status, shown = await in_thread(_begin, request.bearer, request.params["dataset"], key, body)
    place = f"/api/v1/data/{shown.dataset}/deliveries/{shown.id}"
    return answer(status, shown, location=place)


def _begin(bearer: str, slug: str, key: str, body: DeliveryIn) -> tuple[int, DeliveryOut]:
    opened = _opened(bearer, slug)
    if body.size is not None and body.size < 1:
        raise Invalid("Tulis size dalam bita, paling sedikit 1.", field="size")
    ident, before = arriving.begin_parts(
        house=site_house(), slug=slug, key=key, mode=body.mode or opened.mode, name=body.name, size=body.size,
        connection=opened.connection, now=clock.now(),
    )  # fmt: skip
    return (200 if before else 201), _out(pushed(opened.connection, ident))


async def part(request: Request) -> Response:
    """Append a part at `Upload-Offset`; the answer says where the next begins."""
    shown = await in_thread(_part, request.bearer, request, request.body)
    return answer(200, shown, upload_offset=str(shown.offset))


def _part(bearer: str, request: Request, content: bytes) -> DeliveryOut:
    opened, ident = _opened(bearer, request.params["dataset"]), parse_id(request.params["delivery"])
    offset = request.headers.get("upload-offset", "")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 14):
        raise Invalid("Tulis bita pertama bagian ini di {field}, mulai dari 0.", field="Upload-Offset")
    arriving.add_part(
        house=site_house(), arrival=ident, connection=opened.connection, part=content, offset=int(offset),
        sha256=_digest(request), now=clock.now(),
    )  # fmt: skip
    return _out(pushed(opened.connection, ident))


async def finish(request: Request) -> Response:
    """All parts are here: check and store. 202 when that takes longer, or when the first columns wait for a look."""
    shown = await in_thread(_finish, request.bearer, request)
    if shown.state == Stage.REFUSED:
        detail, faults = shown.problem, msgspec.to_builtins(shown.errors)
        return problem(422, "delivery-refused", detail, error_count=shown.error_count, errors=faults)
    if shown.state == Stage.FAILED:
        return problem(422, "delivery-failed", shown.problem)
    return answer(200 if shown.state == Stage.ACCEPTED else 202, shown)


def _finish(bearer: str, request: Request) -> DeliveryOut:
    opened, ident = _opened(bearer, request.params["dataset"]), parse_id(request.params["delivery"])
    if arriving.finish_parts(
        house=site_house(),
        arrival=ident,
        connection=opened.connection,
        sha256=_digest(request),
        now=clock.now(),
    ):
        inspect_or_defer(ident, pushed(opened.connection, ident).received)
    return _out(pushed(opened.connection, ident))


async def show(request: Request) -> Response:
    """How far a delivery is."""
    shown = await in_thread(_show, request.bearer, request.params)
    return answer(200, shown, upload_offset=str(shown.offset))


def _show(bearer: str, params: dict[str, str]) -> DeliveryOut:
    opened = _opened(bearer, params["dataset"])
    return _out(pushed(opened.connection, parse_id(params["delivery"])))


async def cancel(request: Request) -> Response:
    """Give a delivery up; what was sent is removed."""
    return answer(200, await in_thread(_cancel, request.bearer, request.params))


def _cancel(bearer: str, params: dict[str, str]) -> DeliveryOut:
    opened, ident = _opened(bearer, params["dataset"]), parse_id(params["delivery"])
    arriving.cancel_parts(house=site_house(), arrival=ident, connection=opened.connection, now=clock.now())
    return _out(pushed(opened.connection, ident))


def _opened(bearer: str, slug: str) -> PushKey:
    """What the key opens; another data set is answered as one that does not exist."""
    opened = push_key(bearer)
    if opened.slug != slug:
        raise UnknownDataset(slug=slug)
    arriving.note_use(connection=opened.connection, now=clock.now())
    return opened


def _digest(request: Request) -> str:
    """The SHA-256 that the sender names in `X-Content-SHA256`, or nothing. Raises `Invalid`."""
    digest = request.headers.get("x-content-sha256", "").strip()
    if digest and not _SHA256.fullmatch(digest):
        raise Invalid("Tulis X-Content-SHA256 dengan 64 angka heksadesimal.", field="X-Content-SHA256")
    return digest


def _out(one: ArrivalView) -> DeliveryOut:
    errors = one.report.get("errors", ())
    return DeliveryOut(
        id=str(one.id), dataset=one.slug, state=one.stage.value, mode=one.mode.value, offset=one.received,
        size=one.size, version=one.version, rows=one.report.get("rows"),
        error_count=int(one.report.get("error_count", 0)),
        errors=[
            FindingOut(int(each["row"]), str(each["column"]), str(each["rule"]), str(each["message"]))
            for each in errors[:LISTED]
        ],
        problem=one.problem,
    )  # fmt: skip


_COMMON = ("unauthenticated", "unknown-dataset")
_SHA = {"X-Content-SHA256": "SHA-256 bagian ini, atau seluruh berkas saat menyelesaikan; boleh kosong"}

ROUTES = (
    Route(
        "POST", "/data/{dataset}/deliveries", begin, "Membuka kiriman", {201: DeliveryOut, 200: DeliveryOut},
        body=DeliveryIn, staff=True,
        refusals=(*_COMMON, "invalid", "key-reused", "delivery-too-large", "delivery-quota"),
        headers={"Idempotency-Key": "Wajib: kunci pilihan Anda; kunci yang sama berarti kiriman yang sama"},
    ),
    Route(
        "PATCH", "/data/{dataset}/deliveries/{delivery}", part, "Mengirim satu bagian", {200: DeliveryOut},
        staff=True, limit=PART, raw="application/x-ndjson",
        refusals=(*_COMMON, "not-found", "invalid", "wrong-offset", "wrong-digest", "arrival-wrong-stage",
                  "delivery-too-large", "delivery-quota", "too-large", "no-room"),
        headers={"Upload-Offset": "Wajib: bita pertama bagian ini", **_SHA},
    ),
    Route(
        "POST", "/data/{dataset}/deliveries/{delivery}/finish", finish, "Memeriksa dan menyimpan",
        {200: DeliveryOut, 202: DeliveryOut}, staff=True, headers=_SHA,
        refusals=(*_COMMON, "not-found", "invalid", "wrong-offset", "delivery-refused", "delivery-failed"),
    ),
    Route(
        "GET", "/data/{dataset}/deliveries/{delivery}", show, "Keadaan kiriman", {200: DeliveryOut}, staff=True,
        refusals=(*_COMMON, "not-found"),
    ),
    Route(
        "DELETE", "/data/{dataset}/deliveries/{delivery}", cancel, "Membatalkan kiriman", {200: DeliveryOut},
        staff=True, refusals=(*_COMMON, "not-found", "arrival-wrong-stage"),
    ),
)  # fmt: skip
