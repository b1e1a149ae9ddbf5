"""Programs that only tests need, from Debian's packages, where we may install."""

import os
import shutil
import subprocess
import sys


def may_install() -> bool:
    """Whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(what: str, *packages: str) -> None:
    """Install the packages; what fails is said, and whoever needs them looks for them again."""
    print(f"pendopo: installing {what}", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *words], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"pendopo: apt-get {words[0]} failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
