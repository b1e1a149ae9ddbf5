"""Writing answers: one statement changes the present rows and adds the versions behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from pendopo.assessment.domain.answers import Act, Content, State
from pendopo.assessment.domain.rounds import RoundName

_SQL = """
WITH wanted AS (
    SELECT * FROM unnest(%(indicator)s::text[], %(based_on)s::int[], %(level)s::smallint[], %(fact)s::text[],
                         %(analysis)s::text[], %(justification)s::text[], %(reason)s::text[], %(salt)s::bytea[])
             AS w(indicator, based_on, level, fact, analysis, justification, reason, salt)
), changed AS (
    UPDATE assessment_answer mine
       SET level = w.level, fact = w.fact, analysis = w.analysis, justification = w.justification, reason = w.reason,
           state = coalesce(%(state)s, mine.state), version = mine.version + 1,
           changed_at = %(at)s, changed_by_id = %(by)s
      FROM wanted w
     WHERE mine.assessment_id = %(assessment)s AND mine.round = %(round)s AND mine.indicator = w.indicator
       AND w.based_on > 0 AND mine.version = w.based_on AND (mine.state = 'diserahkan') = %(was_given)s
 RETURNING mine.id, mine.indicator, mine.version
), added AS (
    INSERT INTO assessment_answer (assessment_id, round, indicator, state, level, fact, analysis, justification, reason,
                                   version, changed_at, changed_by_id)
    SELECT %(assessment)s, %(round)s, indicator, coalesce(%(state)s, 'draf'), level, fact, analysis, justification,
           reason, 1, %(at)s, %(by)s
      FROM wanted WHERE based_on = 0
    ON CONFLICT (assessment_id, round, indicator) DO NOTHING
 RETURNING id, indicator, version
), written AS (SELECT * FROM changed UNION ALL SELECT * FROM added
), kept AS (
    INSERT INTO assessment_answer_version (answer_id, version, act, level, fact, analysis, justification, reason,
                                           at, by_id, salt)
    SELECT written.id, written.version, %(act)s, w.level, w.fact, w.analysis, w.justification, w.reason,
           %(at)s, %(by)s, w.salt
      FROM written JOIN wanted w USING (indicator)
)
SELECT indicator, version FROM written
"""


@dataclass(frozen=True)
class Change:
    """What one answer becomes, based on the version that its writer saw (0: there was none yet)."""

    indicator: str
    based_on: int
    content: Content
    salt: bytes | None = None


def write(
    assessment_id: int,
    round: RoundName,
    changes: Sequence[Change],
    *,
    act: Act,
    state: State | None,
    at: datetime,
    by: int | None,
) -> dict[str, int]:
    """Make the changes whose `based_on` is still the present version; returns the new versions by indicator.

    Whoever is missing in the answer lost against another writer. `state` None leaves the state as it is. Given
    answers are changed by taking them back or sending them back only, all others by everything else.
    """
    contents = [change.content for change in changes]
    values = {
        "assessment": assessment_id,
        "round": round.value,
        "act": act.value,
        "state": state.value if state else None,
        "was_given": act in (Act.WITHDRAWN, Act.RETURNED),
        "at": at,
        "by": by,
        "indicator": [change.indicator for change in changes],
        "based_on": [change.based_on for change in changes],
        "salt": [change.salt for change in changes],
        "level": [content.level for content in contents],
        "fact": [content.fact for content in contents],
        "analysis": [content.analysis for content in contents],
        "justification": [content.justification for content in contents],
        "reason": [content.reason for content in contents],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return dict(cursor.fetchall())
