"""The examples of docs/panduan/buku-catatan.md run as an analyst would run them, against a real site."""

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.docs.pages import page
from tests.servers import Site, Web

GUIDE = "docs/panduan/buku-catatan.md"
SAVED = "/rumah-data/tanya/tersimpan/"


def test_the_examples_for_notebooks_run(site: Site, web: Web, tmp_path: Path) -> None:
    by_api, by_link = re.findall(r"```python\n(.*?)```", page(GUIDE), re.DOTALL)
    session, key = site.analyst_with_key("contoh")
    refused = by_api.replace("sum(jiwa)", "sum(tidak_ada)")
    link = web.base_url + link_of("SELECT kecamatan, nik FROM jiwa_contoh", session, web)
    said, last_words = run(
        [by_link, by_api, refused], tmp_path, TAUTAN=link, RUMAH_DATA=web.base_url, KUNCI=key
    )
    assert said[0] == "9 baris: kecamatan, nik"
    assert [line.split()[-1] for line in said[1:]] == ["jiwa", "18", "12", "15"]
    assert "kolom" in last_words.lower()


#: One process for all programs, since each loads the same large packages; they do not see each other's names.
ONE_BY_ONE = "import json, sys\nfor code in json.loads(sys.argv[1]): exec(code, {'__name__': '__main__'})"


def run(programs: list[str], folder: Path, **settings: str) -> tuple[list[str], str]:
    """What the programs print, and the last words of the last one, which fails."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, json.dumps(programs)], cwd=folder, env=os.environ | settings,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    return done.stdout.splitlines(), done.stderr.splitlines()[-1]


def link_of(sql: str, session: str, web: Web) -> str:
    """The path of a link that an analyst makes on the pages for a question."""
    with httpx.Client(base_url=web.base_url, cookies={"sessionid": session}, follow_redirects=True) as desk:
        made = send(desk, SAVED, desk.get(SAVED).text, judul="Uji", sql=sql)
        shown = send(desk, made.url.path, made.text, langkah="tautan")
    found = re.search(r"<code>https?://[^/]+(/[^<]+)</code>", shown.text)
    assert found, shown.text
    return html.unescape(found[1])


def send(desk: httpx.Client, path: str, form: str, **fields: str) -> httpx.Response:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, form
    answer = desk.post(
        path, data={"csrfmiddlewaretoken": token[1], **fields}, headers={"referer": web_of(desk)}
    )
    assert answer.status_code == 200, answer.text
    return answer


def web_of(desk: httpx.Client) -> str:
    return str(desk.base_url)
