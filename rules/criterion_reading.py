"""The criteria of a policy file: needed fields, cases, conditions and sentences.

Knows the names a criterion may hold and the type of each. Leaves to `soundness` what only shows when all is read.
"""

from collections.abc import Mapping

from rules import conditions
from rules.conditions import Condition, ConditionFault, Every, Some
from rules.provisions import RESULTS, Case, Criterion, NeedIf
from rules.sections import Section, is_name
from rules.sentences import Sentence, SentenceFault
from rules.sheet import Cell, SheetFault
from rules.vocabulary import FACTS, FIELDS

_DEEPEST = 3
_REQUIRED = ("id", "title", "needs", "source", "shows", "cases", "what_helps")


class CriterionReader:
    """Reads the criteria of one file; every fault goes to one list."""

    def __init__(
        self, sources: Mapping[str, str], units: Mapping[str, str], faults: list[SheetFault]
    ) -> None:
        self._sources = sources
        self._units = units
        self._faults = faults

    def criteria(self, cells: tuple[Cell, ...]) -> tuple[list[Criterion], list[Criterion]]:
        """The criteria that read well, and what can be read of the others. An id may stand once only."""
        sound: list[Criterion] = []
        torn: list[Criterion] = []
        first_on: dict[str, int] = {}
        for cell in cells:
            before = len(self._faults)
            criterion = self._criterion(cell)
            if criterion.id in first_on:
                says = f'duplicate criterion "{criterion.id}", first on line {first_on[criterion.id]}'
                self._fault(criterion.line, says)
            first_on.setdefault(criterion.id, criterion.line)
            (sound if len(self._faults) == before else torn).append(criterion)
        return sound, torn

    def _fault(self, line: int, says: str) -> None:
        self._faults.append(SheetFault(line, says))

    def _criterion(self, cell: Cell) -> Criterion:
        id_ = str(cell.named()["id"].value) if "id" in cell.named() else ""
        section = Section(cell, f'the criterion "{id_}"', self._faults)
        section.refuse_unknown(_REQUIRED, ("needs_if",))
        if id_ and not is_name(id_, "_"):
            section.fault(cell.line, "needs an id of small letters and underscores")
        if "cases" in cell.named() and not cell.named()["cases"].listed():
            section.fault(cell.named()["cases"].line, "has no cases")
        return Criterion(
            id=id_,
            title=section.text("title") or "",
            needs=self._needs(section),
            needs_if=tuple(filter(None, (self._need_if(part) for part in section.cells("needs_if")))),
            cases=tuple(filter(None, (self._case(case, id_) for case in section.cells("cases")))),
            shows=section.words("shows", FACTS, "is not a known fact"),
            source=section.source(self._sources) or "",
            what_helps=self._sentence(section, "what_helps"),
            line=cell.line,
        )

    def _needs(self, section: Section) -> tuple[str, ...]:
        return section.words("needs", FIELDS, "is not a field of an application that a criterion may need")

    def _need_if(self, cell: Cell) -> NeedIf | None:
        section = Section(cell, "needs_if", self._faults)
        section.refuse_unknown(("when", "needs"))
        when = self._condition(cell.named().get("when"))
        return NeedIf(when, self._needs(section), cell.line) if when else None

    def _case(self, cell: Cell, id_: str) -> Case | None:
        section = Section(cell, f'a case of "{id_}"', self._faults)
        section.refuse_unknown(("result", "says"), ("when",))
        result = section.one_of("result", RESULTS)
        says = self._sentence(section, "says")
        when = self._condition(cell.named().get("when"))
        return Case(result, when, says, cell.line) if result else None

    def _sentence(self, section: Section, name: str) -> Sentence:
        text = section.text(name) or ""
        try:
            return Sentence(text)
        except SentenceFault as wrong:
            self._fault(section.line_of(name), str(wrong))
            return Sentence("")

    def _condition(self, cell: Cell | None, depth: int = 0) -> Condition | None:
        """A list of conditions that must all hold; `any:` and `all:` hold lists of their own."""
        if cell is None:
            return None
        if not cell.listed():
            self._fault(cell.line, "empty conditions: `when` must be a list of at least one comparison")
            return None
        if depth > _DEEPEST:
            self._fault(cell.line, "conditions are nested too deeply to be read")
            return None
        return Every(tuple(filter(None, (self._part(part, depth) for part in cell.listed()))))

    def _part(self, cell: Cell, depth: int) -> Condition | None:
        if isinstance(cell.value, str):
            try:
                return conditions.read(cell.value, self._units)
            except ConditionFault as wrong:
                self._fault(cell.line, str(wrong))
                return None
        entries = cell.named()
        if len(entries) != 1 or not entries.keys() <= {"any", "all"}:
            self._fault(cell.line, "a condition is a comparison, or a list under `any:` or `all:`")
            return None
        ((kind, inner),) = entries.items()
        every = self._condition(inner, depth + 1)
        return Some(every.parts) if isinstance(every, Every) and kind == "any" else every
