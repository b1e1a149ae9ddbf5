"""Answers that several pages of citizens give."""

from django.http import HttpResponse


def see_other(address: str) -> HttpResponse:
    """After a form: go on to `address` by GET, so that reloading sends nothing again."""
    return HttpResponse(status=303, headers={"Location": address})
