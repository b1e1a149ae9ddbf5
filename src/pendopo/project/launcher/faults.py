"""What ends a verb."""


class LauncherFault(Exception):
    """The operator has to put something right; the message says what."""


class Stopped(BaseException):
    """A signal asked us to stop. Like KeyboardInterrupt it passes every `except Exception`, so blocks close.

    Python drops an exception that a signal raises while an object is being finalized; `asked` remembers it.
    """

    asked = False
