"""What is done to the data house."""

from pendopo.datahouse.actions.adopting import Adopted, adopt
from pendopo.datahouse.actions.delivering import Delivered, deliver
from pendopo.datahouse.actions.describing import answer_finding, describe, submit, take_back
from pendopo.datahouse.actions.planning import plan_dataset, unlist_dataset
from pendopo.datahouse.actions.publishing import begin_publication, publish, withdraw
from pendopo.datahouse.actions.releasing import stop_publication
from pendopo.datahouse.actions.reviewing import (
    allow_personal,
    approve,
    begin_check,
    note_finding,
    remove_finding,
    return_data,
)
from pendopo.datahouse.actions.tidying import sweep

__all__ = [
    "Adopted",
    "Delivered",
    "adopt",
    "allow_personal",
    "answer_finding",
    "approve",
    "begin_check",
    "begin_publication",
    "deliver",
    "describe",
    "note_finding",
    "plan_dataset",
    "publish",
    "remove_finding",
    "return_data",
    "stop_publication",
    "submit",
    "sweep",
    "take_back",
    "unlist_dataset",
    "withdraw",
]
