"""Reading the data house: versions, questions in SQL, exports, and whether files and catalogue agree."""

from pendopo.datahouse.queries.asking import ask_sql, export, export_parquet
from pendopo.datahouse.queries.examining import Fault, examine
from pendopo.datahouse.queries.published import published, published_dataset
from pendopo.datahouse.queries.readiness import lacks_of, suspects_of
from pendopo.datahouse.queries.releasing import next_number, preview, proposal_of, release_rows
from pendopo.datahouse.queries.versions import VersionView, versions_of

__all__ = [
    "Fault",
    "VersionView",
    "ask_sql",
    "examine",
    "export",
    "export_parquet",
    "lacks_of",
    "next_number",
    "preview",
    "proposal_of",
    "published",
    "published_dataset",
    "release_rows",
    "suspects_of",
    "versions_of",
]
