"""The whole state of a site in one file, and back: `save` and `put_back`.

The file is a ZIP archive that any tool opens: `database.dump` (PostgreSQL's custom format), `files/...` (what lies in
`PENDOPO_DATA`), and `manifest.json` with the SHA-256 of each. Its directory is written last, so a file that was cut
short cannot be mistaken for a whole one.
"""

from pendopo.project.backup.faults import BackupFault
from pendopo.project.backup.restoring import put_back
from pendopo.project.backup.saving import save

__all__ = ["BackupFault", "put_back", "save"]
