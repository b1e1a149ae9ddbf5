"""The process that opens files of strangers: it has little memory, little time, no network use, and nothing to steal.

    python -m pendopo.assessment.files.worker JOB FILE [ARGUMENT]

reads one file and writes its answer to standard output: JSON, or a picture. Exit status 0 done, 3 refused (the
answer is {"refused": code, "what": text}); any other end means that the file was too heavy or broke its reader.
Django and the database are not loaded here. `workers.py` is the other side.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from pendopo.assessment.files import looking, showing
from pendopo.assessment.files.bounds import Refused

#: Bytes of address space and seconds of processor; the reader of PDFs and pictures needs a fraction of it.
MEMORY = 1536 * 1024 * 1024
SECONDS = 20

Job = Callable[[Path, str], bytes]


def _json(look: Callable[[Path], dict[str, object]]) -> Job:
    return lambda path, argument: json.dumps(look(path)).encode()


JOBS: dict[str, Job] = {
    "pdf": _json(looking.pdf),
    "picture": _json(looking.picture),
    "zipped": lambda path, kind: json.dumps(looking.zipped(path, kind)).encode(),
    "plain": _json(looking.plain),
    "page": lambda path, number: showing.pdf_page(path, int(number)),
    "thumb": lambda path, argument: showing.picture(path),
    "text": _json(showing.word_text),
    "table": _json(showing.tables),
}


def main(arguments: list[str]) -> int:
    """Do one job."""
    job, file, argument = arguments[0], Path(arguments[1]), (arguments[2] if len(arguments) > 2 else "")
    try:
        answer = JOBS[job](file, argument)
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": refused.code, "what": refused.what}))
        return 3
    sys.stdout.buffer.write(answer)
    return 0


def confine() -> None:
    """Take away memory, time, core files and the right to write files, before anything is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


if __name__ == "__main__":
    confine()
    sys.exit(main(sys.argv[1:]))
