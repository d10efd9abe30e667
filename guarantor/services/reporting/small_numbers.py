"""The pilot's counts of people as the public may see them: small ones hidden, and whatever would give them back.

Every page and report of the panel shows these cells and no other, so that no two of them together say more than one.
What is hidden is shown as the range that the shown numbers leave open, which any reader could work out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from guarantor.services.reporting.applicants import Applicant
from guarantor.services.reporting.left_open import Range, narrowed, open_to_another, together
from guarantor.services.reporting.tenancies import Tenancies
from rules.decide import OUTCOMES
from rules.suppression import Sum, hidden

Cell = tuple[str, ...]
APPLICATIONS: Cell = ("applications",)
HELD: Cell = ("places held",)
BECAME = ("given", "declined", "other")
NOT_WEIGHED = "not_weighed"
BROKEN_DOWN_BY = ("group", "age")


@dataclass(frozen=True)
class Shown:
    """A count from `low` to `high`: the number itself where they are equal, hidden where there are none."""

    low: int | None
    high: int | None

    @property
    def number(self) -> int | None:
        """The number, None where it is not shown."""
        return self.low if self.low == self.high else None

    @property
    def says(self) -> str:
        """20, "fewer than 5", "16 to 19" or "hidden"."""
        if self.low is None or self.high is None:
            return "hidden"
        if self.low == self.high:
            return f"{self.low:,}"
        return f"fewer than {self.high + 1}" if self.low <= 1 else f"{self.low:,} to {self.high:,}"


HIDDEN = Shown(None, None)


def alone(number: int, below: int) -> Shown:
    """A count that is in no sum with another one."""
    return Shown(1, below - 1) if 0 < number < below else Shown(number, number)


@dataclass(frozen=True)
class Counts:
    """Every count of people that may be published, and the sums between them."""

    numbers: Mapping[Cell, int]
    sums: Sequence[Sum[Cell]]

    def published(self, below: int) -> dict[Cell, Shown]:
        """The counts with small numbers hidden, and those that would give them back."""
        concealed = self._concealed(below)
        told = narrowed({cell: self._known(cell, concealed, below) for cell in self.numbers}, self.sums)
        assert told is not None, "the numbers themselves fit"
        shown = {cell: Shown(*told[cell]) for cell in self.numbers}
        for group in together(concealed, self.sums):
            if self._given_away(group, told, below):
                shown |= dict.fromkeys(group, HIDDEN)
        return shown

    def _concealed(self, below: int) -> frozenset[Cell]:
        """What to hide so that no small number follows from the rest, nor from the rest and that nothing is below 0."""
        concealed = hidden(self.numbers, self.sums, below)
        while True:
            known = {
                cell: (0, self.numbers[APPLICATIONS]) if cell in concealed else (number, number)
                for cell, number in self.numbers.items()
            }
            told = narrowed(known, self.sums)
            assert told is not None, "the numbers themselves fit"
            closed = self._given_away(concealed, told, below)
            if not closed:
                return concealed
            concealed |= {self._next_to_hide(closed, concealed)}

    def _given_away(self, cells: Iterable[Cell], told: Mapping[Cell, Range], below: int) -> list[Cell]:
        """The small numbers among hidden cells that can be no other by what is told."""
        small = [cell for cell in cells if 0 < self.numbers[cell] < below]
        return [cell for cell in small if not open_to_another(cell, self.numbers[cell], told, self.sums)]

    def _next_to_hide(self, closed: Iterable[Cell], concealed: frozenset[Cell]) -> Cell:
        """The smallest shown number that tells of one given away: rather a part than a total, and nought last."""
        groups = together(self.numbers, self.sums)
        near = frozenset().union(*(group for group in groups if not group.isdisjoint(closed)))
        shown = [cell for cell in self.numbers if cell in near and cell not in concealed]
        totals = {one.total for one in self.sums}
        return min(
            shown,
            key=lambda cell: (
                cell == APPLICATIONS,
                self.numbers[cell] == 0,
                cell in totals,
                self.numbers[cell],
            ),
        )

    def _known(self, cell: Cell, concealed: frozenset[Cell], below: int) -> tuple[int, int]:
        """What a reader knows of one cell alone: one that is hidden for another's sake is small no more."""
        number = self.numbers[cell]
        if cell not in concealed:
            return number, number
        if 0 < number < below:
            return 1, below - 1
        return (below if number else 0), self.numbers[APPLICATIONS]

    def exact(self) -> dict[Cell, Shown]:
        """The same counts for officers, with nothing hidden."""
        return {cell: Shown(number, number) for cell, number in self.numbers.items()}


def counted(
    applicants: Iterable[Applicant], tenancies: Tenancies, *, held: int, exceptions: int, claims: int
) -> Counts:
    """The counts of a day, from those who applied and from their tenancies; `held` are the places that are taken."""
    everybody = list(applicants)
    numbers: dict[Cell, int] = {APPLICATIONS: len(everybody)}
    sums: list[Sum[Cell]] = []

    def split(total: Cell, parts: Mapping[Cell, int]) -> None:
        numbers.update({part: number for part, number in parts.items() if part not in numbers})
        sums.append(Sum(total, tuple(parts)))

    found = Counter(each.outcome for each in everybody)
    split(APPLICATIONS, {("outcome", name): found[name] for name in (*OUTCOMES, NOT_WEIGHED)})
    became = Counter[str](each.became for each in everybody)
    split(APPLICATIONS, {("became", name): became[name] for name in BECAME})
    for by in BROKEN_DOWN_BY:
        for total, in_parts in _broken_down(everybody, by):
            split(total, in_parts)
    of = asdict(tenancies)
    for whole, parts in _SPLITS:
        split(_tenancy(whole), {_tenancy(part): of[part] for part in parts})
    for ground, number in Counter(ground for each in everybody for ground in each.grounds).most_common():
        numbers["ground", ground] = number
    numbers |= {("exceptions",): exceptions, ("claims",): claims, HELD: held}
    if held == tenancies.given:
        # Nearly always so: then either number is the other.
        sums.append(Sum(HELD, (_tenancy("given"),)))
    return Counts(numbers, sums)


_SPLITS = (
    ("given", ("kept", "ended")),
    ("given", ("never_missed", "missed")),
    ("missed", ("solved", "called", "owing")),
    ("called", ("kept_after", "ended_after")),
)


def _tenancy(name: str) -> Cell:
    # Who was given a guarantee is one number, whether applications or tenancies are counted.
    return ("became", "given") if name == "given" else ("tenancies", name)


def _broken_down(everybody: Sequence[Applicant], by: str) -> Iterable[tuple[Cell, dict[Cell, int]]]:
    """By value: how many applied, and what it came to; each column adds up to the whole."""
    values = sorted({getattr(each, by) for each in everybody})
    in_cell = Counter[Cell]((getattr(each, by), each.became) for each in everybody)
    of_value = Counter[str](getattr(each, by) for each in everybody)
    yield APPLICATIONS, {(by, value): of_value[value] for value in values}
    for value in values:
        yield (by, value), {(by, value, name): in_cell[value, name] for name in BECAME}
    for name in BECAME:
        yield ("became", name), {(by, value, name): in_cell[value, name] for value in values}
