"""`./pendopo ledger VERB`: checking the public record of anybody, and looking after one's own."""

import os
import runpy
import sys
from importlib import import_module
from pathlib import Path

from pendopo.project.launcher.demo_folder import DemoFolder
from pendopo.project.launcher.trial import REPOSITORY

#: Verbs of the stand-alone verifier, which needs neither settings nor a database.
CHECKS = ("fsck", "verify", "monitor", "ikm", "counts", "diff", "release")
#: Verbs that need no database either.
WATCHES = {"witness": "ledger_witness", "mirror": "ledger_mirror"}
#: Verbs for the operator of this site.
OPERATES = ("state", "examine", "repair", "freeze", "thaw", "rotate", "retire")

USAGE = """./pendopo ledger VERB ...

  fsck URL|DIR       recompute a whole log from its public files
  verify FILE        check a receipt or a proof file
  monitor URL        remember a log, and prove that it only grows
  ikm URL            recompute the published indexes of a month
  counts URL         compare the days' counts with the entries
  diff ONE OTHER     compare two copies of a log
  release URL        compare the scripts that a site serves with those in its record
  witness --pull URL witness a log from a laptop
  mirror URL DIR     keep a checked copy of a log

  state              the state of our own logs
  examine            recompute our own logs from the database
  repair LOG         take back from the public files what an old backup lacks
  freeze LOG REASON  stop signing a log; thaw LOG lets it go on; both are public
  rotate LOG         give a log a new key; both sign. retire LOG destroys the old one, 30 days later

`./pendopo ledger VERB --help` shows the options. Exit status: 0 holds, 1 does not hold, 2 usage."""


def run(arguments: list[str]) -> int:
    """Hand over to whoever knows the verb."""
    verb = arguments[0] if arguments else ""
    if verb in CHECKS:
        program = runpy.run_path(str(REPOSITORY / "verify" / "pendopo_verify.py"))
        return int(program["main"](arguments))
    if verb in WATCHES:
        return int(import_module(f"pendopo.project.launcher.{WATCHES[verb]}").run(arguments[1:]))
    if verb in OPERATES:
        return _operate(arguments)
    print(USAGE, file=sys.stdout if verb in ("-h", "--help", "help") else sys.stderr)
    return 0 if verb in ("-h", "--help", "help") else 2


def _operate(arguments: list[str]) -> int:
    """With the settings of the environment, or of the demo that runs in `pendopo-data`."""
    if "DATABASE_URL" not in os.environ:
        os.environ.update(DemoFolder(Path("pendopo-data")).environment_of_running_demo())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.project.settings")
    import django

    django.setup()
    from pendopo.project.record_desk import operate

    return operate(arguments)
