"""What root makes where the service keeps its files belongs to the service, which reads and deletes it later."""

import os
from pathlib import Path


def given_to_folders_owner(made: int, folder: Path) -> None:
    """Give an open file that root has made to whoever owns the folder; nobody else can or needs to give files away."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.fchown(made, owner.st_uid, owner.st_gid)
