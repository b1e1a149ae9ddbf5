"""What ends a verb."""


class LauncherFault(Exception):
    """The operator has to put something right; the message says what."""


class Stopped(BaseException):
    """SIGTERM or SIGHUP came. Like KeyboardInterrupt it passes every `except Exception`, so that blocks close."""
