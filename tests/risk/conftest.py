"""Books, assumptions and a reckoning by hand that the tests of the liability model share.

Every book here is made up; the worked example's figures are test data and never a basis.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from risk.assumptions import Assumptions, read_assumptions
from risk.book import Book, Cell, Course, Exposure, Opening, book_of, read_book

WORKED_ASSUMPTIONS = """
first_miss: {alpha: 6.5, beta: 222.5, group_multiplier: {citizen: 1.0, uasc: 1.2}}
repeat_miss: 0.35
cure_share: 0.5
tenancy_end: {citizen: 0.03, uasc: 0.04}      # per month
call_after_months: 2
call_at_expiry: false
after_call_miss: first_miss
tenancy_end_after_call: {citizen: 0.03, uasc: 0.04}
correlation: 0.10
factor: static
lattice: 50
"""
RENTS = ("450.00", "550.00", "650.00", "750.00", "900.00")
COUNTS = {"citizen": (3, 2, 3, 2, 3), "uasc": (2, 3, 2, 3, 2)}


@pytest.fixture(scope="session")
def worked_text() -> str:
    """The assumptions of the worked example as a file has them."""
    return WORKED_ASSUMPTIONS


@pytest.fixture(scope="session")
def worked() -> Assumptions:
    """The assumptions of the worked example."""
    return read_assumptions(WORKED_ASSUMPTIONS, "worked.yaml")


@pytest.fixture(scope="session")
def with_changes(worked: Assumptions) -> Callable[..., Assumptions]:
    """The worked example's assumptions with some changed: with_changes(correlation=0, first_miss={"alpha": 1})."""

    def change(**changes: Any) -> Assumptions:
        tree = worked.model_dump()
        for name, value in changes.items():
            tree[name] = tree[name] | value if isinstance(tree[name], dict) and value is not None else value
        return Assumptions.model_validate(tree)

    return change


@pytest.fixture(scope="session")
def worked_book_text() -> Callable[..., str]:
    """The worked example's book as a file has it, with other months if asked."""

    def text(months: int = 12, **changes: Any) -> str:
        guarantees = [
            {"group": group, "rent": rent, "count": count, "starts_in_months": 0, "months": months,
             "cap_months": 6, "arrears_months": 0, "called_months": 0} | changes
            for group, counts in COUNTS.items()
            for rent, count in zip(RENTS, counts, strict=True)
        ]  # fmt: skip
        return json.dumps({"as_of": "2018-06-01", "guarantees": guarantees})

    return text


@pytest.fixture(scope="session")
def worked_book(worked_book_text: Callable[..., str]) -> Book:
    """The worked example's 25 guarantees for 12 months."""
    return read_book(worked_book_text(), "book.json", call_after_months=2)


@pytest.fixture(scope="session")
def one() -> Callable[..., Exposure]:
    """An exposure of alike guarantees: one(rent_pence=50000, months=12, count=1, ...)."""

    def exposure(
        rent_pence: int = 50_000,
        months: int = 12,
        cap_months: int = 6,
        count: int = 1,
        group: str = "citizen",
        starts_in_months: int = 0,
        openings: tuple[Opening, ...] = (Opening(0, 0),),
        horizon_months: int | None = None,
        as_of: date = date(2018, 6, 1),
    ) -> Exposure:
        course = Course(group, starts_in_months, months, cap_months, openings)  # type: ignore[arg-type]
        book = book_of(as_of, [Cell(course, rent_pence, count)])
        return Exposure(book, (), book.months if horizon_months is None else horizon_months)

    return exposure


@dataclass(frozen=True)
class ByHand:
    """The monthly rules of risk-model.md, section 2, followed one possibility at a time with plain numbers."""

    first: float
    repeat: float
    after_call: float
    clears: float
    ends: float
    ends_after_call: float
    claim_at: int
    call_at_expiry: bool = False

    def paid(
        self,
        cap: int,
        months: int,
        arrears: int = 0,
        called: int = 0,
        cut: tuple[int, int] | None = None,
        later: "tuple[int, ByHand] | None" = None,
    ) -> dict[int, float]:
        """The chance of each number of months paid; with `cut`, of those paid in months cut[0] to cut[1] - 1
        (0 is the first), as seen by somebody who stops watching there; with `later`, the chances of missing are
        those of later[1] from month later[0] on."""
        first, after = (0, months) if cut is None else cut
        found: dict[int, float] = defaultdict(float)

        def pay(month: int, k: int, owed: int) -> tuple[int, int]:
            amount = min(owed, cap - k)
            return k + amount, amount if first <= month < after else 0

        def live(month: int, a: int, k: int, seen: int, chance: float) -> None:
            if chance == 0:
                return
            if month == min(months, after) or k >= cap:
                if month == months and self.call_at_expiry:
                    k, more = pay(month - 1, k, a)
                    seen += more
                found[seen] += chance
                return
            ends = self.ends_after_call if k > 0 else self.ends
            _, more = pay(month, k, a)
            found[seen + more] += chance * ends
            chance *= 1 - ends
            now = self if later is None or month < later[0] else later[1]
            misses = now.repeat if a else (now.after_call if k else now.first)
            if a + 1 == self.claim_at:
                called_to, more = pay(month, k, self.claim_at)
                live(month + 1, 0, called_to, seen + more, chance * misses)
            else:
                live(month + 1, a + 1, k, seen, chance * misses)
            paying = chance * (1 - misses)
            if a == 0:
                live(month + 1, 0, k, seen, paying)
            else:
                live(month + 1, 0, k, seen, paying * self.clears)
                live(month + 1, a, k, seen, paying * (1 - self.clears))

        live(0, arrears, called, 0, 1.0)
        return dict(found)


@pytest.fixture(scope="session")
def by_hand() -> type[ByHand]:
    """The reckoning by hand, to be built with its chances."""
    return ByHand
