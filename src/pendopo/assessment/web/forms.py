"""What the coordinator's forms share: refusals beside the fields, whole numbers, choices."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.queries import standing
from pendopo.design.trouble import explain
from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound

Choices = list[dict[str, str]]


def set_up(request: HttpRequest, slug: str) -> Standing:
    """The assessment, for somebody who may set it up. Raises `Forbidden`."""
    here = standing(slug, request.actor)
    here.require(Power.SET_UP)
    return here


def options(pairs: tuple[tuple[str, str], ...]) -> Choices:
    """Pairs of value and label as a select box wants them."""
    return [{"value": value, "label": label} for value, label in pairs]


def agency_options(agencies: Any) -> Choices:
    """Agencies as a select box wants them."""
    return [{"value": str(ident), "label": one.name} for ident, one in agencies.items()]


def stays(error: DomainError) -> DomainError:
    """Refusals that are shown on the form; others are raised again."""
    if error.kind not in (Kind.INVALID, Kind.CONFLICT):
        raise error
    return error


def faults(refusal: DomainError | None) -> dict[str, Any]:
    """The summary of errors for a refusal, linked to its field."""
    if refusal is None:
        return {"errors": []}
    field = str(refusal.facts.get("field", "")) or "formulir"
    field = {"calendar": "mandiri-buka", "year": "tahun", "agency": "instansi", "email": "surel"}.get(
        field, field
    )
    field = f"{field}-buka" if field in set(RoundName) else field
    return {"errors": [{"href": f"#{field}", "text": explain(refusal)}]}


def status_of(refusal: DomainError | None) -> int:
    """200, or what the refusal means in HTTP."""
    if refusal is None:
        return 200
    return 422 if refusal.kind is Kind.INVALID else 409


def whole(text: str, field: str) -> int:
    """The number in a form field. Raises `Invalid` for choices, `NotFound` for hidden fields."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        if field in ("pemerintah", "tahun", "orang", "instansi"):
            raise Invalid(_("Pilih dari daftar, atau tulis angka."), field=field)
        raise NotFound
    return int(text)
