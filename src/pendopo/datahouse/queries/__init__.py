"""Reading the data house: versions, questions in SQL, exports, and whether files and catalogue agree."""

from pendopo.datahouse.queries.asking import ask_spark, ask_sql, export, export_parquet
from pendopo.datahouse.queries.dataset_view import DatasetView, dataset_view
from pendopo.datahouse.queries.examining import Fault, examine
from pendopo.datahouse.queries.lists import ListLine, data_list, governments_of, years_listed
from pendopo.datahouse.queries.origins import lineage_proposed
from pendopo.datahouse.queries.published import published, published_dataset
from pendopo.datahouse.queries.quality import DatasetAtWork, dataset_at_work
from pendopo.datahouse.queries.readiness import lacks_of, suspects_of
from pendopo.datahouse.queries.releasing import next_number, preview, proposal_of, release_rows
from pendopo.datahouse.queries.versions import VersionView, versions_of
from pendopo.datahouse.queries.work import WorkItem, work_of

__all__ = [
    "DatasetAtWork",
    "DatasetView",
    "Fault",
    "ListLine",
    "VersionView",
    "WorkItem",
    "ask_spark",
    "ask_sql",
    "data_list",
    "dataset_at_work",
    "dataset_view",
    "examine",
    "export",
    "export_parquet",
    "governments_of",
    "lacks_of",
    "lineage_proposed",
    "next_number",
    "preview",
    "proposal_of",
    "published",
    "published_dataset",
    "release_rows",
    "suspects_of",
    "versions_of",
    "work_of",
    "years_listed",
]
