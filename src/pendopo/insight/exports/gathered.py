"""What was gathered, on paper: the question, the days, the tables, and the digest of the figures."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from pendopo.assessment.domain.providers import Gathered
from pendopo.design.wording import short_day
from pendopo.documents.typesetting import set_pdf

_SOURCE = Path(__file__).with_name("gathered.typ")


def gathered_pdf(found: Gathered) -> bytes:
    """The same figures make the same bytes: the file tells up to which day it counts, not when it was made."""
    tables = [asdict(table) for table in found.tables]
    told = json.dumps(tables, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    content = {
        "title": found.title,
        "place": found.place,
        "question": found.question,
        "first": short_day(found.first),
        "last": short_day(found.last),
        "tables": tables,
        "digest": hashlib.sha256(told.encode()).hexdigest(),
    }
    return set_pdf(_SOURCE.read_text(), content, {})
