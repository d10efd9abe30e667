"""Failures of the database in one sentence: which errors are the machine's, and which are a guard's refusal."""

from dataclasses import dataclass

from guarantor.services.acting.identity import NotReady
from guarantor.storage import failures


@dataclass(frozen=True)
class Sentence:
    """What to say; `refused` where the database's own guard said no."""

    says: str
    refused: bool


def sentence(error: Exception) -> Sentence | None:
    """The failure in words, or None where the error is our own bug."""
    if isinstance(error, NotReady):
        return Sentence(str(error), refused=False)
    failure = failures.meaning(error)
    if failure is None:
        return None
    match failure.kind:
        case "not_ready":
            says = f"The database is not ready ({failure.first_line}): run guarantor db create or db upgrade."
        case "refused":
            says = f"The database refused: {failure.first_line}."
        case _:
            says = f"The database cannot be used: {failure.first_line}."
    return Sentence(says, refused=failure.kind == "refused")
