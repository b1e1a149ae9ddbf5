"""Files of evidence: kept by their content, looked at in processes of their own, never run.

Nothing is imported here: such a process begins for each file, and loads only what opens it.
"""
