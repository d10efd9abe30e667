"""What many guarantees add up to at given nodes: characteristic functions, their product, one inverse FFT.

Knows laws of months paid, rents, counts and the lattice. Given theta and Z, guarantees are independent, so the
characteristic function of their sum is the product of theirs; arrivals in Poisson numbers enter as
exp(lambda (phi - 1)). The nodes' functions are averaged with their weights before the one inversion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, gcd, prod

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len

from risk.arrears import Floats
from risk.measures import LatticeLaw

Complexes = NDArray[np.complex128]

# What the length of the FFT may leave out, all nodes together.
LEFT_OUT = 1e-14
# Frequencies and nodes that are worked on at once. They should stay in the processor's cache, and a product of
# matrices so small is done on the spot: a larger one is shared out between threads, which wait for each other
# for longer than the work takes as soon as the machine is busy with something else.
FREQUENCIES_AT_ONCE = 64
MOST_NODES_AT_ONCE = 96
PRODUCTS_AT_ONCE = 100_000
FINE_LATTICE = 1 << 14
ROUND_STEPS: tuple[int, ...] = tuple(base * 10**power for power in range(9) for base in (1, 2, 5))


@dataclass(frozen=True)
class Part:
    """Guarantees with one law and one rent: `law` has shape (nodes, months + 1), column m for m months paid.
    Either `count` of them, or a Poisson number with mean `expected`."""

    law: Floats
    rent_pence: int
    count: int = 0
    expected: float = 0.0

    @property
    def number(self) -> float:
        """How many there are, or are expected."""
        return self.count + self.expected

    @cached_property
    def most_months(self) -> int:
        """The most months that can be paid, at any node."""
        possible = np.flatnonzero(self.law.any(axis=0))
        return int(possible[-1]) if len(possible) else 0


@dataclass(frozen=True)
class _Term:
    """One law with its kernel for a block of frequencies, and how many guarantees or expected arrivals have it."""

    law: Floats
    kernel: Complexes
    number: float


def conditional_moments(
    parts: Sequence[Part], nodes: int, times_expected: Floats | None = None
) -> tuple[Floats, Floats]:
    """Mean and variance of the sum at each node, in pence and pence squared, each of shape (nodes,).
    `times_expected`, shape (nodes,), multiplies the number of arrivals that is expected."""
    mean, variance = np.zeros(nodes), np.zeros(nodes)
    for part in parts:
        m = np.arange(part.law.shape[1])
        first, second = part.law @ m, part.law @ (m * m)
        expected = part.expected if times_expected is None else part.expected * times_expected
        mean += (part.count + expected) * part.rent_pence * first
        variance += part.rent_pence**2 * (part.count * (second - first**2) + expected * second)
    return mean, np.maximum(variance, 0.0)


def lattice_step_pence(rents_pence: Sequence[int], most_pence: float) -> int:
    """The step an engine chooses: the largest on which every rent lies, if that keeps the lattice below 16,384
    amounts; else the smallest round one (1, 2 or 5 x 10^n) that does."""
    largest = gcd(*rents_pence) if rents_pence else 100
    if most_pence / largest <= FINE_LATTICE:
        return largest
    return next(step for step in ROUND_STEPS if most_pence / step <= FINE_LATTICE)


def reach_pence(
    parts: Sequence[Part], weight: Floats, step_pence: int, times_expected: Floats | None = None
) -> float:
    """An amount that the sum passes with probability at most 1e-14 over all nodes.

    At a node with mean mu, variance v and no single payment above b, Bernstein's inequality puts at most e^-y
    beyond mu + b y / 3 + sqrt((b y / 3)^2 + 2 v y); a node of little weight may leave out more.
    """
    nodes = len(weight)
    mean, variance = conditional_moments(parts, nodes, times_expected)
    largest = (
        max((part.most_months * part.rent_pence for part in parts if part.number), default=0) + step_pence
    )
    # Splitting a payment between two lattice amounts adds at most a quarter of a squared step each.
    most_times = 1.0 if times_expected is None else max(float(times_expected.max()), 1.0)
    variance = variance + most_times * sum(part.number for part in parts) * step_pence**2 / 4
    y = np.log(np.maximum(nodes * weight / LEFT_OUT, 1.0))
    third = largest * y / 3
    far = float((mean + third + np.sqrt(third**2 + 2 * variance * y)).max())
    if any(part.expected for part in parts):
        return far
    most = sum(
        part.count * ceil(part.most_months * part.rent_pence / step_pence) * step_pence for part in parts
    )
    return min(far, float(most))


def lattice_length(
    parts: Sequence[Part], weight: Floats, step_pence: int, times_expected: Floats | None = None
) -> int:
    """How many lattice amounts the inversion needs: never so few that what lies beyond would wrap round."""
    reach = reach_pence(parts, weight, step_pence, times_expected)
    return int(next_fast_len(int(reach // step_pence) + 2, real=True))


def loss_law(
    parts: Sequence[Part], weight: Floats, step_pence: int, times_expected: Floats | None = None
) -> LatticeLaw:
    """The law of the sum over nodes of these weights, shape (nodes,). A payment between two lattice amounts is
    split between them, keeping its mean. `times_expected` as conditional_moments takes it."""
    parts = [part for part in parts if part.number and part.most_months]
    if not parts:
        return LatticeLaw(step_pence, np.ones(1))
    length = lattice_length(parts, weight, step_pence, times_expected)
    roots = np.exp(-2j * np.pi * np.arange(length) / length)
    function = np.zeros(length // 2 + 1, dtype=complex)
    nodes_at_once = _nodes_at_once(parts)
    # One piece of memory for all blocks: fresh memory for each costs more than the arithmetic.
    memory = np.empty((len(parts) + 1) * nodes_at_once * FREQUENCIES_AT_ONCE, dtype=complex)
    for start in range(0, len(function), FREQUENCIES_AT_ONCE):
        block = np.arange(start, min(start + FREQUENCIES_AT_ONCE, len(function)))
        held, coming = _held(parts, roots, block, step_pence), _coming(parts, roots, block, step_pence)
        for first in range(0, len(weight), nodes_at_once):
            some = slice(first, min(first + nodes_at_once, len(weight)))
            shape = (len(held) + 1, some.stop - some.start, len(block))
            room = memory[: prod(shape)].reshape(shape)
            product = _product(held, some, room)
            if coming:
                product *= _poisson(coming, some, times_expected)
            function[block] += (weight[some] @ product.view(np.float64)).view(np.complex128)
    return inverted(function, length, step_pence)


def inverted(function: Complexes, length: int, step_pence: int) -> LatticeLaw:
    """The law on `length` lattice amounts from its characteristic function at the frequencies 0 to length // 2."""
    return LatticeLaw(step_pence, np.maximum(irfft(function, n=length), 0.0))


def _nodes_at_once(parts: Sequence[Part]) -> int:
    widest = max(int(part.law.shape[1]) for part in parts)
    return max(1, min(MOST_NODES_AT_ONCE, PRODUCTS_AT_ONCE // (2 * FREQUENCIES_AT_ONCE * widest)))


def work(parts: Sequence[Part], weight: Floats, step_pence: int) -> float:
    """Complex products that loss_law would take, roughly: nodes x frequencies x (different guarantees + squarings)."""
    length = lattice_length(parts, weight, step_pence)
    held = sum(1 for part in parts if part.count)
    different = held + len({id(part.law) for part in parts if part.expected})
    squarings = max((part.count for part in parts), default=0).bit_length()
    return float(len(weight) * (length // 2 + 1) * (different + squarings))


def _kernel(
    months: int, rent_pence: int, roots: Complexes, block: NDArray[np.int64], step_pence: int
) -> Complexes:
    """e^(-2 pi i f m rent / (step length)) for m = 0 to `months`, shape (months + 1, len(block)).

    Positions are taken modulo the length in whole numbers, which keeps the angle exact. A payment between two
    lattice amounts is split between them in proportion.
    """
    length = len(roots)
    below, rest = np.divmod(rent_pence * np.arange(months + 1), step_pence)
    kernel: Complexes = roots[np.outer(below, block) % length]
    if rest.any():
        above = (rest / step_pence)[:, None]
        kernel = (1 - above) * kernel + above * roots[np.outer(below + 1, block) % length]
    return kernel


def _held(parts: Sequence[Part], roots: Complexes, block: NDArray[np.int64], step_pence: int) -> list[_Term]:
    """The terms of the guarantees that are held: their number is their count."""
    fixed = [part for part in parts if part.count]
    most = max((part.law.shape[1] for part in fixed), default=1) - 1
    kernels = {
        rent: _kernel(most, rent, roots, block, step_pence) for rent in {part.rent_pence for part in fixed}
    }
    return [_Term(part.law, kernels[part.rent_pence][: part.law.shape[1]], part.count) for part in fixed]


def _coming(
    parts: Sequence[Part], roots: Complexes, block: NDArray[np.int64], step_pence: int
) -> list[_Term]:
    """The terms of the arrivals: lambda is in the kernel already, summed over the rents of one law so that each law
    is transformed once."""
    by_law: dict[int, _Term] = {}
    for part in parts:
        if part.expected:
            kernel = part.expected * _kernel(part.law.shape[1] - 1, part.rent_pence, roots, block, step_pence)
            held = by_law.get(id(part.law), _Term(part.law, np.zeros_like(kernel), 0.0))
            by_law[id(part.law)] = _Term(part.law, held.kernel + kernel, held.number + part.expected)
    return list(by_law.values())


def _transform(law: Floats, kernel: Complexes, *, into: Complexes) -> None:
    """sum over m of law[:, m] kernel[m], shape (nodes, frequencies): real times complex as one real product."""
    np.matmul(law, kernel.view(np.float64), out=into.view(np.float64))


def _product(held: Sequence[_Term], some: slice, room: Complexes) -> Complexes:
    """The product of phi^count at some of the nodes: terms of one count are multiplied first, then the counts' powers
    taken by squaring all together, bit by bit.

    `room`, shape (terms + 1, nodes, frequencies), takes each phi and, last, the product, which is returned.
    """
    by_count: dict[int, Complexes] = {}
    for term, function in zip(held, room[:-1], strict=True):
        _transform(term.law[some], term.kernel, into=function)
        count = int(term.number)
        if count in by_count:
            by_count[count] *= function
        else:
            by_count[count] = function
    product: Complexes = room[-1]
    product[...] = 1.0
    top = max(by_count, default=0).bit_length() - 1
    for bit in range(top, -1, -1):
        if bit < top:
            product *= product
        for count, function in by_count.items():
            if count >> bit & 1:
                product *= function
    return product


def _poisson(coming: Sequence[_Term], some: slice, times_expected: Floats | None) -> Complexes:
    """exp(sum of lambda (phi - 1)) over the arrivals at some of the nodes, summed before the one exponential."""
    frequencies = coming[0].kernel.shape[1]
    exponent: Complexes = np.zeros((some.stop - some.start, frequencies), dtype=np.complex128)
    transformed = np.empty_like(exponent)
    for term in coming:
        _transform(term.law[some], term.kernel, into=transformed)
        exponent += transformed
        exponent -= term.number * term.law[some].sum(axis=1, keepdims=True)
    if times_expected is not None:
        exponent *= times_expected[some, None]
    np.exp(exponent, out=exponent)
    return exponent
