"""`python -m pendopo.project.launcher VERB ...`: what `./pendopo` hands over to."""

import importlib
import os
import signal
import sys

from pendopo.project.launcher.faults import LauncherFault, Stopped

#: Verb -> its module in this package. `./pendopo` lists the same verbs with one line each; a test compares.
VERBS = {
    "demo": "demo",
    "test": "tests",
    "check": "check",
    "serve": "serve",
    "bench": "bench",
    "manage": "manage",
    "ledger": "ledger",
    "ikm": "ikm",
    "index": "index",
    "plan": "plan",
    "data": "data",
    "backup": "backup",
    "restore": "restore",
}

#: Ctrl-C, `kill`, and the end of the terminal.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(words: list[str]) -> int:
    """Run a verb; faults that the operator can put right end in a message and status 1, bad usage in 2."""
    if not words or words[0] not in VERBS:
        print(
            f'pendopo: unknown verb "{" ".join(words[:1])}". `./pendopo help` lists the verbs.',
            file=sys.stderr,
        )
        return 2
    for number in STOPPING:
        signal.signal(number, _stop)
    verb = importlib.import_module(f"pendopo.project.launcher.{VERBS[words[0]]}")
    try:
        try:
            return int(verb.run(words[1:]))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our words has seen enough (`| head`); nothing more is written, not even at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except _operator_faults() as fault:
        print(f"pendopo: {fault}", file=sys.stderr)
        return 1
    except Stopped:
        return 130


def _operator_faults() -> tuple[type[Exception], ...]:
    # Asked only when something has gone wrong: the calculators start without the database's library.
    from pendopo.project.backup import BackupFault
    from pendopo.project.environment import EnvironmentFault
    from pendopo.project.postgres import PostgresFault

    return LauncherFault, PostgresFault, EnvironmentFault, BackupFault


def _stop(_number: int, _frame: object) -> None:
    # Once is enough: a second Ctrl-C must not cut the tidying up short.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    Stopped.asked = True
    sys.unraisablehook = _tell_unless_stopped
    raise Stopped


def _tell_unless_stopped(dropped: "sys.UnraisableHookArgs") -> None:
    # In the middle of a fork Python drops our exception, and would tell of it as of a fault.
    if dropped.exc_type is not Stopped:
        sys.__unraisablehook__(dropped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
