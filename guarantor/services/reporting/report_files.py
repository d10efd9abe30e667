"""Reports as files in a folder: each is written whole, in the place of an older one of the same name."""

from collections.abc import Mapping
from pathlib import Path

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.whole_files import written_whole


def write(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the files by name, making the folder where it is missing. Raises WrongInput where that is no folder."""
    if folder.exists() and not folder.is_dir():
        raise WrongInput.at("--out", f"expected a folder, and {folder} is a file")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with written_whole(folder / name, replace=True) as beside:
            beside.write_bytes(content)
    return [folder / name for name in files]
