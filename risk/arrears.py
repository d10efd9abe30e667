"""THE kernel: the law of the months' rent that one guarantee costs, at many nodes at once.

Knows the monthly chain of risk-model.md, section 2, and nothing of pounds, of other guarantees or of where
the chances come from. State: a months owed (0..d-1), k months already paid by the council (0..c); a claim
is made at d months owed, c is the cap in months. Each month, in this order:

1. with probability e the tenancy ends, the council pays min(a, c-k), and it is over;
2. else with probability p the rent is missed: a+1; at d the landlord calls, the council pays min(d, c-k)
   and a = 0; at k = c it is over;
3. else the rent is paid: from a >= 1 the arrears clear with probability u, otherwise they stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from risk.book import Opening

Floats = NDArray[np.float64]


# Numbers of one array of the recursion that are worked on at once: they should stay in the processor's cache.
AT_ONCE = 1 << 16


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


@dataclass(frozen=True, order=True)
class Span:
    """Months of a guarantee's own life: from `first` (0 is its first month) up to but not including `after`.
    `pays_at_end`: the guarantee expires there and calls for what is owed (call_at_expiry)."""

    first: int
    after: int
    pays_at_end: bool = False


@dataclass(frozen=True)
class _State:
    """Probabilities by origin (the k from which months paid are counted), a, k and node.

    `live` has shape (origins, d, c+1, nodes) and nothing at k = c; `over` has shape (origins, c+1, nodes).
    """

    origins: tuple[int, ...]
    live: Floats
    over: Floats

    @property
    def cap(self) -> int:
        return int(self.over.shape[1]) - 1


def months_paid(
    chances: Chances, cap: int, openings: tuple[Opening, ...], spans: Iterable[Span]
) -> dict[Span, Floats]:
    """The law of months paid within each span, shape (nodes, cap + 1): column m is the chance of m months.

    A claim that is due at the opening (arrears of d or more) is paid in the first month. Months already paid
    before the opening count towards the cap and are not counted again.
    """
    wanted = sorted(set(spans))
    size = max(1, AT_ONCE // ((cap + 1) ** 2 * chances.claim_at))
    blocks = [
        _months_paid(chances.between(first, first + size), cap, openings, wanted)
        for first in range(0, chances.nodes, size)
    ]
    return {span: np.concatenate([block[span] for block in blocks]) for span in wanted}


def _months_paid(
    chances: Chances, cap: int, openings: tuple[Opening, ...], wanted: list[Span]
) -> dict[Span, Floats]:
    laws: dict[Span, Floats] = {}
    state, reached = _open(chances, cap, openings), 0
    for first in sorted({span.first for span in wanted}):
        state, reached = _after(state, chances, first - reached), first
        branch, at = (_restarted(state) if first else state), first
        for span in (span for span in wanted if span.first == first):
            branch, at = _after(branch, chances, span.after - at), span.after
            laws[span] = _law(branch, pays_at_end=span.pays_at_end)
    return laws


def _open(chances: Chances, cap: int, openings: tuple[Opening, ...]) -> _State:
    origins = tuple(sorted({opening.called for opening in openings}))
    live = np.zeros((len(origins), chances.claim_at, cap + 1, chances.nodes))
    over = np.zeros((len(origins), cap + 1, chances.nodes))
    for opening in openings:
        origin, owed, called = origins.index(opening.called), opening.arrears, opening.called
        if owed >= chances.claim_at:
            owed, called = 0, min(called + owed, cap)
        if called == cap:
            over[origin, cap] += opening.weight
        else:
            live[origin, owed, called] += opening.weight
    return _State(origins, live, over)


def _restarted(state: _State) -> _State:
    """The same guarantees with months paid counted from here: every k becomes an origin of its own."""
    cap = state.cap
    live = np.zeros((cap + 1, *state.live.shape[1:]))
    over = np.zeros((cap + 1, *state.over.shape[1:]))
    k = np.arange(cap + 1)
    live[k, :, k] = state.live.sum(axis=0).transpose(1, 0, 2)
    over[k, k] = state.over.sum(axis=0)
    return _State(tuple(range(cap + 1)), live, over)


def _after(state: _State, chances: Chances, months: int) -> _State:
    missed = np.empty(state.live.shape[1:])
    missed[0] = chances.after_call
    missed[0, 0] = chances.first
    missed[1:] = chances.repeat
    ends = np.full((state.cap + 1, 1), chances.ends_after_call)
    ends[0] = chances.ends
    for _ in range(months):
        state = _month(state, chances, missed, ends)
    return state


def _month(state: _State, chances: Chances, chance_of_miss: Floats, ends: Floats) -> _State:
    """One month. `chance_of_miss` has shape (d, c+1, nodes), `ends` (c+1, 1)."""
    claim_at, clears = chances.claim_at, chances.clears
    over = state.over.copy()
    for owed in range(claim_at):
        _pay(over, ends * state.live[:, owed], owed)
    going_on = (1 - ends) * state.live
    missed = chance_of_miss * going_on
    paid = going_on - missed
    live = np.empty_like(state.live)
    live[:, 0] = paid[:, 0] + clears * paid[:, 1:].sum(axis=1)
    live[:, 1:] = (1 - clears) * paid[:, 1:] + missed[:, :-1]
    _pay(live[:, 0], missed[:, claim_at - 1], claim_at)
    over[:, -1] += live[:, 0, -1]
    live[:, 0, -1] = 0.0
    return _State(state.origins, live, over)


def _pay(into: Floats, given: Floats, months: int) -> None:
    """Move probability up by min(months, c-k) months paid; k is the second axis."""
    cap = given.shape[1] - 1
    if months < cap:
        into[:, months:] += given[:, : cap + 1 - months]
        into[:, cap] += given[:, cap + 1 - months :].sum(axis=1)
    else:
        into[:, cap] += given.sum(axis=1)


def _law(state: _State, *, pays_at_end: bool) -> Floats:
    by_k = state.over.copy()
    for owed in range(state.live.shape[1]):
        _pay(by_k, state.live[:, owed], owed if pays_at_end else 0)
    law = np.zeros((state.cap + 1, by_k.shape[2]))
    for origin, probabilities in zip(state.origins, by_k, strict=True):
        law[: state.cap + 1 - origin] += probabilities[origin:]
    return np.ascontiguousarray(law.T)


def own_span(first: int, after: int, own_months: int, *, call_at_expiry: bool) -> Span | None:
    """The part of months `first` to `after` of a guarantee's life that it lives to see; None where there is none.
    A cut before its own months are over pays nothing at the cut."""
    first, after = max(first, 0), min(after, own_months)
    return Span(first, after, call_at_expiry and after == own_months) if first < after else None
