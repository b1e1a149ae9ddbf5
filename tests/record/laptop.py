"""Runs `./pendopo ledger` in one folder after another: `["folder", "verb", "words", ...]`, one wish per line as JSON.

The answer is exit status and words. To start Python would take ten times as long as what the verbs have to do.
"""

import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from pendopo.project.launcher.__main__ import main as pendopo


def run(folder: str, *words: str) -> tuple[int, str]:
    """Status and words of `./pendopo ledger`, as somebody calls it in the folder."""
    os.chdir(folder)
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = pendopo(["ledger", *words])
    return status, said.getvalue()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(*json.loads(line))), flush=True)
