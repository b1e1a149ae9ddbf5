"""Files of evidence: kept by their content, looked at in processes of their own, never run."""

from pendopo.assessment.files.intake import Accepted, Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import Fault, FileStore

__all__ = ["Accepted", "Fault", "FileStore", "Intake", "Scanner"]
