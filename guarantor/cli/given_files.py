"""Reading a file that a command is given, whatever stands under its name."""

from pathlib import Path

from guarantor.domain.wrong_input import WrongInput


def content_of(file: Path, largest_bytes: int) -> bytes:
    """A file's content, one byte more than the largest at most: whoever takes it says that it is too large.

    Raises WrongInput for what is no ordinary file, such as a folder, a pipe or a device, which may never end, and
    OSError for one that is not there or cannot be read.
    """
    if file.exists() and not file.is_file():
        raise WrongInput.at("FILE", f"expected an ordinary file, and {file} is none")
    with file.open("rb") as given:
        return given.read(largest_bytes + 1)
