"""The sheet of paper for people without a phone: the same questions, each option with its number."""

from collections.abc import Sequence
from pathlib import Path

from pendopo.documents.typesetting import set_pdf
from pendopo.survey.domain.paper import PROFILE, PaperColumn

_SOURCE = Path(__file__).with_name("paper_form.typ")


def paper_form(
    service: str, office: str, month: str, columns: Sequence[PaperColumn], questions: Sequence[str]
) -> bytes:
    """An A4 sheet; `questions` are the whole sentences, in the order of `columns`."""
    items = [
        {"code": column.code, "question": question, "options": list(column.options)}
        for column, question in zip(columns, questions, strict=True)
    ]
    split = next((at for at, column in enumerate(columns) if column.sort == PROFILE), len(items))
    content = {
        "service": service,
        "office": office,
        "month": month,
        "questions": items[:split],
        "profile": items[split:],
    }
    return set_pdf(_SOURCE.read_text(), content, {})
