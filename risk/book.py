"""Guarantees as the model sees them: exchangeable cells, without a name or a reference.

Knows the book document of contracts.md and what a ledger can say of a guarantee.
What happens to a guarantee from here on is for arrears.py.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from risk.evidence import NOTHING_SEEN, Evidence
from risk.faults import WrongInput, sentences
from risk.groups import Group

LONGEST_MONTHS = 600


@dataclass(frozen=True, order=True)
class Opening:
    """Where a guarantee may stand when the run begins: months' rent owed, months already paid by the council,
    and the weight of this possibility (1 where it is known)."""

    arrears: int
    called: int
    weight: float = 1.0


@dataclass(frozen=True, order=True)
class Course:
    """What decides how many months' rent one guarantee will cost: everything but the rent.

    `starts_in_months` counts from the month of the run's first day; `months` are its own months from there;
    `openings` have weights that add up to 1. Arrears of a claim's size or more are a claim due in its first month.
    """

    group: Group
    starts_in_months: int
    months: int
    cap_months: int
    openings: tuple[Opening, ...] = (Opening(0, 0),)

    @property
    def cap_left_months(self) -> float:
        """Months' rent that may still be paid: the mean over the openings."""
        return sum(opening.weight * (self.cap_months - opening.called) for opening in self.openings)


@dataclass(frozen=True, order=True)
class Cell:
    """Guarantees that differ in nothing the model knows: `count` of them at `rent_pence` a month."""

    course: Course
    rent_pence: int
    count: int


@dataclass(frozen=True)
class Book:
    """The guarantees of one day, as few cells as hold them."""

    as_of: date
    cells: tuple[Cell, ...]

    @property
    def guarantees(self) -> int:
        """How many guarantees the book holds."""
        return sum(cell.count for cell in self.cells)

    @property
    def months(self) -> int:
        """Months from `as_of` until the last guarantee has ended."""
        return max((cell.course.starts_in_months + cell.course.months for cell in self.cells), default=0)

    @property
    def maximum_exposure_pence(self) -> float:
        """Sum of count x rent x (c - k): what would be paid if every guarantee were called to its cap."""
        return sum(cell.count * cell.rent_pence * cell.course.cap_left_months for cell in self.cells)


def book_of(as_of: date, cells: Iterable[Cell]) -> Book:
    """A book in which cells that differ only in their count are one."""

    def alike(cell: Cell) -> tuple[Course, int]:
        return cell.course, cell.rent_pence

    merged = [
        replace(first, count=first.count + sum(other.count for other in others))
        for _, (first, *others) in ((key, list(same)) for key, same in groupby(sorted(cells), key=alike))
    ]
    return Book(as_of, tuple(merged))


def ledger_openings(
    arrears_months: Fraction, called_months: Fraction, cap_months: int
) -> tuple[Opening, ...]:
    """Openings for arrears and payments that are not whole months' rent, as a ledger has them: split between
    the neighbouring whole numbers so that both means are kept. Raises ValueError outside 0 <= called <= cap."""
    if arrears_months < 0 or not 0 <= called_months <= cap_months:
        raise ValueError(f"arrears {arrears_months}, called {called_months}, cap {cap_months}")
    return tuple(
        Opening(arrears, called, float(share * other))
        for arrears, share in _neighbours(arrears_months)
        for called, other in _neighbours(called_months)
    )


def _neighbours(months: Fraction) -> list[tuple[int, Fraction]]:
    below = floor(months)
    above = months - below
    return [(below, 1 - above), (below + 1, above)] if above else [(below, Fraction(1))]


class _Guarantee(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    group: Group
    rent: str
    count: Annotated[int, Field(ge=1, le=1_000_000)]
    starts_in_months: Annotated[int, Field(ge=0, le=LONGEST_MONTHS)] = 0
    months: Annotated[int, Field(ge=1, le=LONGEST_MONTHS)]
    cap_months: Annotated[int, Field(ge=0, le=120)]
    arrears_months: Annotated[int, Field(ge=0)] = 0
    called_months: Annotated[int, Field(ge=0)] = 0

    @field_validator("rent")
    @classmethod
    def _rent_in_pounds(cls, rent: str) -> str:
        pounds, _, pence = rent.partition(".")
        digits = (pounds + pence).isascii() and (pounds + pence).isdigit()
        if (
            not digits
            or not 1 <= len(pounds) <= 7
            or len(pence) > 2
            or rent.endswith(".")
            or not Decimal(rent)
        ):
            raise ValueError(
                f'should be pounds above zero with at most two decimals like "450.00", not {rent!r}'
            )
        return rent


def _iso_date(given: object) -> date:
    if isinstance(given, str) and len(given) == len("2018-06-01"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise ValueError(f'should be a date like "2018-06-01", not {given!r}')


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: Annotated[date, BeforeValidator(_iso_date)]
    guarantees: list[_Guarantee]


def read_book(text: str, name: str, *, call_after_months: int | Callable[[date], int]) -> Book:
    """The book in the text of a `--book` file. `call_after_months` is what the assumptions say of a claim, or tells it
    from the day of the book.

    Raises WrongInput with one sentence for each fault, naming file, guarantee (counted from 1) and field.
    """
    try:
        tree = json.loads(text, object_pairs_hook=_each_key_once)
    except json.JSONDecodeError as wrong:
        raise WrongInput([f"{name}, line {wrong.lineno}: expected JSON, but {wrong.msg}."]) from None
    except WrongInput as wrong:
        raise WrongInput([f"{name}: {fault}" for fault in wrong.faults]) from None
    try:
        document = _Document.model_validate(tree)
    except ValidationError as error:
        raise WrongInput(sentences(error, _place, within=name)) from None
    claim_at = call_after_months if isinstance(call_after_months, int) else call_after_months(document.as_of)
    faults = [
        f"{name}: guarantee {number}, {fault}"
        for number, guarantee in enumerate(document.guarantees, start=1)
        for fault in _contradictions(guarantee, claim_at)
    ]
    if faults:
        raise WrongInput(faults)
    return book_of(document.as_of, map(_cell, document.guarantees))


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise WrongInput([f"{key} is given twice in one object." for key in twice])
    return dict(pairs)


def _place(where: Sequence[int | str]) -> str:
    match list(where):
        case ["guarantees", int() as position]:
            return f"guarantee {position + 1}"
        case ["guarantees", int() as position, *field]:
            return f"guarantee {position + 1}, {'.'.join(map(str, field))}"
    return ".".join(map(str, where))


def _contradictions(guarantee: _Guarantee, call_after_months: int) -> list[str]:
    found = []
    if guarantee.arrears_months >= call_after_months:
        found.append(
            f"arrears_months should be below {call_after_months}, the months owed at which a landlord claims, "
            f"not {guarantee.arrears_months}."
        )
    if guarantee.called_months > guarantee.cap_months:
        found.append(
            f"called_months should be at most cap_months ({guarantee.cap_months}), not {guarantee.called_months}."
        )
    return found


def _cell(guarantee: _Guarantee) -> Cell:
    course = Course(
        guarantee.group,
        guarantee.starts_in_months,
        guarantee.months,
        guarantee.cap_months,
        (Opening(guarantee.arrears_months, guarantee.called_months),),
    )
    return Cell(course, int(Decimal(guarantee.rent) * 100), guarantee.count)


Rents = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Arrival:
    """Guarantees of one course that may come: a Poisson number of them with mean `expected`, each at one of the
    `rents`, pairs of pence a month and share; the shares add up to 1."""

    course: Course
    expected: float
    rents: Rents


@dataclass(frozen=True)
class Exposure:
    """Everything whose cost is asked for: a book, what may come to it, how many months are reported, and what the
    ledger has seen so far, which the rates are learned from."""

    book: Book
    arrivals: tuple[Arrival, ...]
    horizon_months: int
    evidence: Evidence = NOTHING_SEEN

    @property
    def expected_guarantees(self) -> float:
        """Guarantees held and expected."""
        return self.book.guarantees + sum(arrival.expected for arrival in self.arrivals)

    @property
    def rents_pence(self) -> tuple[int, ...]:
        """Every rent that occurs, each once."""
        held = {cell.rent_pence for cell in self.book.cells}
        to_come = {rent_pence for arrival in self.arrivals for rent_pence, _ in arrival.rents}
        return tuple(sorted(held | to_come))
