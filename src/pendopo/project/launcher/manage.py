"""`./pendopo manage COMMAND ...`: Django's own commands, with the settings of the environment or of a demo."""

import os
import sys
from pathlib import Path

from pendopo.project.launcher.demo_folder import DemoFolder


def run(arguments: list[str]) -> int:
    """Run one command. Without `DATABASE_URL` it speaks to the demo that runs in `pendopo-data`."""
    if "DATABASE_URL" not in os.environ:
        os.environ.update(DemoFolder(Path("pendopo-data")).environment_of_running_demo())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.project.settings")
    from django.core.management import execute_from_command_line

    sys.argv[0] = "pendopo manage"
    execute_from_command_line([sys.argv[0], *arguments])
    return 0
