"""Reading named entries of a policy file one by one, each absence and each wrong type a fault with its line.

Knows cells and types; knows nothing of what the entries mean.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

from rules.provisions import ASSUMPTION
from rules.reading import day
from rules.sheet import Cell, SheetFault

Word = TypeVar("Word", bound=str)
_CITED = re.compile(r"\[([^\]]*)\]")


def is_name(text: str, joined_by: str) -> bool:
    """Whether the text is small letters and digits, joined by the character."""
    return re.fullmatch(f"[a-z][a-z0-9{re.escape(joined_by)}]*", text) is not None


class Section:
    """The named entries of one cell, called by a phrase that faults use."""

    def __init__(self, cell: Cell, called: str, faults: list[SheetFault]) -> None:
        self._cell = cell
        self._faults = faults
        self.called = called
        if not isinstance(cell.value, Mapping):
            self.fault(cell.line, "must hold named entries")

    def fault(self, line: int, says: str) -> None:
        """Add a fault that begins with the section's name."""
        self._faults.append(SheetFault(line, f"{self.called} {says}"))

    def line_of(self, name: str) -> int:
        """The line of the entry, or the section's own where it is missing."""
        return self._cell.named().get(name, self._cell).line

    def inner(self, cell: Cell, called: str) -> "Section":
        """A part of this section, called by the phrase and this section's own name."""
        return Section(cell, f"{called} {self.called}", self._faults)

    def refuse_unknown(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Every required entry must be there and none but these."""
        for name in required:
            if name not in self._cell.named():
                self.fault(self._cell.line, f"lacks {name}")
        for name, cell in self._cell.named().items():
            if name not in required and name not in optional:
                self.fault(cell.line, f"has an unknown entry {name}")

    def text(self, name: str) -> str | None:
        """A text that is not blank, or None with a fault."""
        cell = self._cell.named().get(name)
        if cell is None:
            return None
        if isinstance(cell.value, str) and cell.value:
            return cell.value
        self.fault(cell.line, f"needs a text as its {name}")
        return None

    def one_of(self, name: str, words: tuple[Word, ...]) -> Word | None:
        """One of the words, or None with a fault."""
        cell = self._cell.named().get(name)
        if cell is None:
            return None
        for word in words:
            if cell.value == word:
                return word
        self.fault(cell.line, f'has an unknown {name} "{cell.value}": use {", ".join(words)}')
        return None

    def day(self, name: str) -> date | None:
        """A date, or None with a fault."""
        cell = self._cell.named().get(name)
        if cell is None:
            return None
        found = as_day(cell)
        if found is None:
            self.fault(cell.line, f"needs a date like 2018-06-01 as its {name}")
        return found

    def cells(self, name: str) -> tuple[Cell, ...]:
        """The cells of a list; none, with a fault, where the entry is something else."""
        cell = self._cell.named().get(name)
        if cell is None:
            return ()
        if not isinstance(cell.value, tuple):
            self.fault(cell.line, f"needs a list as its {name}")
        return cell.listed()

    def section(self, name: str) -> Mapping[str, Cell]:
        """Named cells; none, with a fault, where the entry is something else."""
        cell = self._cell.named().get(name)
        if cell is None:
            return {}
        if not isinstance(cell.value, Mapping):
            self.fault(cell.line, f"needs named entries as its {name}")
        return cell.named()

    def words(self, name: str, known: Collection[str], otherwise: str) -> tuple[str, ...]:
        """The known words of a list; a fault for each other one and for each repeated one."""
        found: list[str] = []
        for cell in self.cells(name):
            if cell.value not in known:
                self.fault(cell.line, f'names "{cell.value}" in {name}, which {otherwise}')
            elif cell.value in found:
                self.fault(cell.line, f'names "{cell.value}" twice in {name}')
            else:
                found.append(str(cell.value))
        return tuple(found)

    def source(self, sources: Mapping[str, str]) -> str | None:
        """A source that cites a listed paper in square brackets or says that it is an assumption."""
        text = self.text("source")
        if text is None:
            return None
        line = self._cell.named()["source"].line
        cited = _CITED.findall(text)
        for key in cited:
            if key not in sources:
                self.fault(line, f"cites [{key}], which is not among the sources")
        if not cited and ASSUMPTION not in text:
            self.fault(line, "has a missing source: cite a listed paper in brackets or write assumption")
        return text


def as_day(cell: Cell) -> date | None:
    """The day in a cell, written plainly or as text; None where there is none between 1900 and 2200."""
    written = cell.value.isoformat() if isinstance(cell.value, date) else cell.value
    try:
        return day(written)
    except ValueError:
        return None
