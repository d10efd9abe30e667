"""How far an application has come: each part's state, who saved it last, and what is still open in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from guarantor.services.casework.application_documents import answers_of
from guarantor.services.casework.applications import Saved, Standing
from guarantor.web.application.parts import BY_CODE, PARTS
from guarantor.web.application.questions import Part, Question
from guarantor.web.showing import day, moment

State = Literal["done", "in_progress", "not_started", "waiting", "cannot"]


@dataclass(frozen=True)
class Progress:
    """A part with its state. `awaited_by` is the day by which somebody was asked for what is missing."""

    part: Part
    state: State
    missing: tuple[Question, ...]
    last: Saved | None
    awaited_by: dt.date | None

    @property
    def hint(self) -> str:
        """What stands under the part's name in the list of tasks."""
        said = []
        if self.state == "cannot" and self.part.after is not None:
            said.append(f"Follows “{BY_CODE[self.part.after].title}”")
        if self.state == "waiting":
            said.append(f"Asked for by {day(self.awaited_by)}")
        if self.state in ("in_progress", "waiting") and self.missing:
            said.append("Open: " + ", ".join(question.short.lower() for question in self.missing))
        if self.last is not None:
            said.append(f"Last saved by {self.last.by}, {moment(self.last.at)}")
        return ". ".join(said)


def progress(standing: Standing) -> list[Progress]:
    """Each part's, in their order."""
    answers = answers_of(standing.document)
    return [_progress(part, answers, standing) for part in PARTS]


def open_after(found: list[Progress], part: Part) -> Part | None:
    """The next part after this one that is not done and does not wait for somebody; None where none is left."""
    at = [each.part.code for each in found].index(part.code)
    left = (each.part for each in found[at + 1 :] if each.state in ("not_started", "in_progress"))
    return next(left, None)


def _progress(part: Part, answers: dict[str, Any], standing: Standing) -> Progress:
    missing = tuple(part.missing(answers))
    saved = [standing.saved[path] for path in part.paths if path in standing.saved]
    awaited_by = standing.awaited.get(part.code)
    state: State
    if not missing:
        state = "done"
    elif awaited_by is not None:
        state = "waiting"
    elif part.known(answers):
        state = "in_progress"
    elif part.after is not None and not BY_CODE[part.after].known(answers):
        state = "cannot"
    else:
        state = "not_started"
    return Progress(part, state, missing, max(saved, key=lambda each: each.at, default=None), awaited_by)
