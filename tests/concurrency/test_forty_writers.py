"""Forty people save the same answers at once, in two processes: nothing is lost, and whoever was slower is told.

`PENDOPO_TRIAL_SECONDS=60` runs the long form.
"""

import http.client
import json
import os
import random
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.servers import AssessmentYear, Site, Web

WRITERS = 40
SECONDS = float(os.environ.get("PENDOPO_TRIAL_SECONDS", "2"))
TOKEN = "a" * 32
#: Both agencies write along here.
CODE = "1"


@dataclass
class Writer:
    """Somebody who types, saves, and after a conflict saves again on top of what the other one wrote."""

    web: Web
    year: AssessmentYear
    number: int
    codes: "tuple[str, ...]"
    kept: "list[tuple[str, int, str]]" = field(default_factory=list)
    conflicts: int = 0
    others: "list[object]" = field(default_factory=list)

    def run(self, until: float) -> None:
        versions = dict.fromkeys(self.codes, 0)
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=20)
        dice = random.Random(self.number)
        turn = 0
        while time.monotonic() < until:
            turn += 1
            code = dice.choice(self.codes)
            text = f"Penulis {self.number}, simpanan {turn}"
            status, answer = self.save(connection, code, versions[code], text)
            if status == 200:
                versions[code] = answer["version"]
                self.kept.append((code, answer["version"], text))
            elif status == 409:
                self.conflicts += 1
                assert answer["theirs"]["fact"], "a conflict shows what the other one wrote"
                versions[code] = answer["theirs"]["version"]
            else:
                self.others.append((status, answer))
        connection.close()

    def save(
        self, connection: http.client.HTTPConnection, code: str, version: int, text: str
    ) -> "tuple[int, dict]":
        form = {
            "csrfmiddlewaretoken": TOKEN,
            "babak": "mandiri",
            "zona": "Asia/Jakarta",
            "version": version,
            "fact": text,
        }
        who = "entri" if self.number % 2 else "kominfo"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.year.sessions[who]}; csrftoken={TOKEN}",
            "Sec-Fetch-Dest": "empty",
        }
        place = f"/penilaian/{self.year.slug}/indikator/{code}/simpan/"
        connection.request("POST", place, urlencode(form), headers)
        answer = connection.getresponse()
        body = answer.read()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(body) if is_json else {"page": body[:300]}


def test_forty_writers_lose_nothing_and_hear_of_every_conflict(site: Site, web: Web):
    year = site.assessment_year()
    writers = [Writer(web, year, number, tuple(year.codes[0:23:2])) for number in range(WRITERS)]
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=writer.run, args=(until,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [writer.others for writer in writers if writer.others] == []
    told = sorted(one for writer in writers for one in writer.kept)
    found = site.rows(
        "SELECT answer.indicator, version.version, version.fact FROM assessment_answer_version version"
        " JOIN assessment_answer answer ON answer.id = version.answer_id WHERE answer.assessment_id = %s",
        year.id,
    )
    assert sorted(found) == told, "every save that was confirmed is kept, and nothing else"
    for code in {code for code, _, _ in told}:
        versions = sorted(version for each, version, _ in told if each == code)
        assert versions == list(range(1, len(versions) + 1)), "no version was made twice"
    assert sum(writer.conflicts for writer in writers) > 0
    print(f"{len(told)} saves, {sum(writer.conflicts for writer in writers)} conflicts in {SECONDS:g} s")
