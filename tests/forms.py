"""Somebody who uses the pages of a running site without a browser: opens forms and sends them, as HTML says."""

import re
from html import unescape
from typing import Any

import httpx

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ERROR = re.compile(r'govuk-error-summary.*?<a href="[^"]*">([^<]*)', re.DOTALL)


class Refused(Exception):
    """The page says what is wrong."""


class Person:
    """One person with a session."""

    def __init__(self, address: str, session: str) -> None:
        self._http = httpx.Client(
            base_url=address, cookies={"sessionid": session}, follow_redirects=True, timeout=60
        )
        self._shown = ("", "")

    def leave(self) -> None:
        """Close what is open."""
        self._http.close()

    def read(self, path: str) -> str:
        """The text of a page."""
        self._shown = (path, self._page(self._http.get(path)))
        return self._shown[1]

    def send(
        self, path: str, fields: dict[str, Any], *, files: dict[str, Any] | None = None
    ) -> tuple[str, str]:
        """Fill in the form on a page and send it there; address and text of the page that follows.

        When that page is still before us, its form is filled in without asking for it again."""
        shown, text = self._shown
        token = _TOKEN.search(text if shown == path else self.read(path))
        assert token, f"no form on {path}"
        given = {"csrfmiddlewaretoken": token[1]} | fields
        answer = self._http.post(path, data=given, files=files, headers={"referer": str(self._http.base_url)})
        self._shown = (answer.url.path, self._page(answer))
        return self._shown

    def _page(self, answer: httpx.Response) -> str:
        if answer.status_code >= 400:
            said = _ERROR.search(answer.text)
            raise Refused(f"{answer.status_code} {answer.url.path}: {unescape(said[1]) if said else ''}")
        return answer.text
