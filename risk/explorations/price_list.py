"""Break-even against a list of weekly prices: what is not priced stays so, and never becomes nought.

Knows a list of other homes. The reckoning itself is in break_even.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from risk.explorations.break_even import BreakEven, break_even
from risk.faults import WrongInput


@dataclass(frozen=True)
class Price:
    """What another home costs a week in pounds, None where it is not priced, and who says so."""

    accommodation: str
    weekly_pounds: float | None
    source: str
    owner: str


@dataclass(frozen=True)
class Priced:
    """A price with its break-even, None where there is no price."""

    price: Price
    found: BreakEven | None

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "accommodation": self.price.accommodation,
            "weekly": self.price.weekly_pounds,
            "source": self.price.source,
            "owner": self.price.owner,
            "share": self.found.share if self.found else None,
            "one_in": self.found.one_in if self.found else None,
            "says": self.found.says if self.found else "Not priced.",
        }


def against(
    prices: Iterable[Price], *, cost_pounds: float, guarantees: float, months: float
) -> tuple[Priced, ...]:
    """The break-even against each price, dearest first and those not priced last. Raises WrongInput for a price
    that is not above 0: what is not known is None."""
    listed = list(prices)
    wrong = [
        f"{each.accommodation}: weekly_pounds should be above 0, or none where it is not priced."
        for each in listed
        if each.weekly_pounds is not None and not each.weekly_pounds > 0
    ]
    if wrong:
        raise WrongInput(wrong)
    return tuple(
        Priced(
            each,
            None
            if each.weekly_pounds is None
            else break_even(cost_pounds, guarantees, months, each.weekly_pounds),
        )
        for each in sorted(listed, key=lambda each: -(each.weekly_pounds or 0))
    )
