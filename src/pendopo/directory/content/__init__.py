"""Reading the files of `content/`: every fault is found and named by file, line and column before anything is kept."""

from pendopo.directory.content.folder import read_folder

__all__ = ["read_folder"]
