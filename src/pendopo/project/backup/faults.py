"""What the operator has to put right before a backup can be made or put back."""


class BackupFault(Exception):
    """The message says why and what to do; what was there before is still there."""
