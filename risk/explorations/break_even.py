"""Does it pay for itself: in how many cases the tenancy must have spared the council another home.

Knows a mean cost and a weekly price. Whether a tenancy kept spares anything at all is not known, so the answer is
turned round: how rarely it may do so and still pay.
"""

from dataclasses import dataclass

WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True)
class BreakEven:
    """`share` of the guarantees that must have spared the accommodation, and one in how many that is; `says` words it.
    None where even all of them would not pay."""

    share: float | None
    one_in: int | None
    says: str


def break_even(cost_pounds: float, guarantees: float, months: float, weekly_pounds: float) -> BreakEven:
    """The share s at which cost = s x guarantees x months x 52/12 x weekly price.

    `months` is how long a tenancy spares the other home on average.
    """
    spared = guarantees * months * WEEKS_A_MONTH * weekly_pounds
    if spared <= 0 or cost_pounds > spared:
        return BreakEven(
            None,
            None,
            f"Does not pay at £{weekly_pounds:,.2f} a week, even if every tenancy spared another home.",
        )
    share = cost_pounds / spared
    if share == 0:
        return BreakEven(
            0.0, None, "Costs nothing by this forecast, so any tenancy that spares a home is a gain."
        )
    one_in = int(1 / share)
    return BreakEven(
        share,
        one_in,
        f"Pays for itself if at least 1 in {one_in:,} would otherwise have cost £{weekly_pounds:,.2f} a week.",
    )
