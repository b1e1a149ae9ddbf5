"""Questions of programs and notebooks: one SELECT by API key, answered as JSON or as a stream of Arrow."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import msgspec

from pendopo.accounts.queries import actor_for_key
from pendopo.datahouse.actions.questions import Answered, ask_question
from pendopo.datahouse.answering.site import site_bounds, site_key, site_work
from pendopo.datahouse.domain.pseudonyms import mark_of
from pendopo.datahouse.exports.answers import as_arrow, plain, rows_of
from pendopo.datahouse.queries.analysts import analyst
from pendopo.kernel import clock
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread

ARROW = "application/vnd.apache.arrow.stream"
#: Rows of an answer in JSON; more of them want Arrow.
MOST = 100_000


class QuestionIn(msgspec.Struct, forbid_unknown_fields=True):
    """`agency`: number of the agency for which is asked; needed only by those who may ask for several."""

    sql: str
    agency: str = ""


class AnswerColumn(msgspec.Struct):
    """A column and its type, in the words of Arrow."""

    name: str
    type: str


class AnswerOut(msgspec.Struct):
    """Rows in the order of `columns`; decimals as text. `cut`: there were more. `pseudonyms` names their key."""

    columns: list[AnswerColumn]
    rows: list[list[Any]]
    cut: bool
    pseudonyms: str


async def ask(request: Request) -> Response:
    """The answer to one SELECT over what the owner of the key may ask."""
    wanted = request.decode(QuestionIn)
    arrow = ARROW in request.headers.get("accept", "")
    return await in_thread(answered, wanted, request.bearer, arrow)


def answered(wanted: QuestionIn, key: str, arrow: bool) -> Response:
    """The answer for the owner of an API key."""
    actor, now = actor_for_key(key), clock.now()
    here = analyst(actor=actor, agency=wanted.agency, today=now.date(), key=site_key())
    bounds = site_bounds() if arrow else replace(site_bounds(), rows=MOST)
    found = ask_question(
        actor=actor, now=now, analyst=here, question_id=uuid4(), sql=wanted.sql, way="program",
        work=site_work(), bounds=bounds,
    )  # fmt: skip
    if arrow:
        cut = {"x-answer-cut": "1"} if found.found.cut else {}
        return Response(200, as_arrow(found.found.table), cut, ARROW)
    return answer(200, _out(found, here.viewer.key))


def _out(found: Answered, key: bytes) -> AnswerOut:
    table = found.found.table
    return AnswerOut(
        columns=[AnswerColumn(one.name, str(one.type)) for one in table.schema],
        rows=[[plain(cell) for cell in row] for row in rows_of(table)],
        cut=found.found.cut,
        pseudonyms=mark_of(key),
    )


ROUTES = (
    Route("POST", "/data/query", ask, "Satu SELECT kepada rumah data, sebagai JSON atau Arrow", {200: AnswerOut},
          body=QuestionIn, staff=True,
          headers={"Accept": f"{ARROW} untuk jawaban Arrow; tanpa ini JSON"},
          refusals=("unauthenticated", "no-agency", "query-refused", "query-too-heavy", "too-many-questions",
                    "files-missing", "invalid")),
)  # fmt: skip
