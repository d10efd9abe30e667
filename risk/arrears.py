"""The words of one guarantee: the monthly chances it meets, the months looked at, and where it stands.

The rules of its months are those of risk-model.md, section 2. State: a months owed (0..d-1), k months already paid by
the council (0..c); a claim is made at d months owed, c is the cap in months. Each month, in this order:

1. with probability e the tenancy ends, the council pays min(a, c-k), and it is over;
2. else with probability p the rent is missed: a+1; at d the landlord calls, the council pays min(d, c-k)
   and a = 0; at k = c it is over;
3. else the rent is paid: from a >= 1 the arrears clear with probability u, otherwise they stay.

Knows nothing of pounds, of other guarantees or of where the chances come from. What follows is for chain.py.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chances:
    """Monthly chances. The three of missing a rent have shape (nodes,): `first` for a = 0 and k = 0,
    `repeat` for a >= 1, `after_call` for a = 0 and k > 0. `ends_after_call` holds once k > 0."""

    first: Floats
    repeat: Floats
    after_call: Floats
    clears: float
    ends: float
    ends_after_call: float
    claim_at: int

    @property
    def nodes(self) -> int:
        """At how many nodes the chances are given."""
        return len(self.first)

    def between(self, first: int, after: int) -> "Chances":
        """The chances at some of the nodes."""
        few = slice(first, after)
        return replace(self, first=self.first[few], repeat=self.repeat[few], after_call=self.after_call[few])


@dataclass(frozen=True)
class Stretch:
    """Chances that hold from the stretch before up to, but not including, month `until` of a guarantee's own life
    (0 is its first month). Only the chances of missing may differ between the stretches of a guarantee."""

    chances: Chances
    until: int


@dataclass(frozen=True, order=True)
class Span:
    """Months of a guarantee's own life: from `first` (0 is its first month) up to but not including `after`.
    `pays_at_end`: the guarantee expires there and calls for what is owed (call_at_expiry)."""

    first: int
    after: int
    pays_at_end: bool = False


@dataclass(frozen=True, order=True)
class Life:
    """A guarantee with `owed` months owed and `called` months paid when its own months begin, its cap, and which of
    its months are looked at. Arrears of a claim's size or more are a claim paid in the first month."""

    owed: int
    called: int
    cap: int
    span: Span


def own_span(first: int, after: int, own_months: int, *, call_at_expiry: bool) -> Span | None:
    """The part of months `first` to `after` of a guarantee's life that it lives to see; None where there is none.
    A cut before its own months are over pays nothing at the cut."""
    first, after = max(first, 0), min(after, own_months)
    return Span(first, after, call_at_expiry and after == own_months) if first < after else None
