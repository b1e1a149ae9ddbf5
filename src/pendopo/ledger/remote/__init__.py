"""Logs and witnesses of others, over HTTP: reading a log, asking for cosignatures, witnessing, mirroring.

Nothing here touches the database, so that a laptop needs none.
"""
