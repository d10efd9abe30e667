"""A dated basis: the assumptions of a forecast with unit, source, range and owner beside each value.

Knows the shape of basis/*.yaml and reads it. What a value does is for the module that uses it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from risk.annotated import Entry, load_yaml, plain
from risk.assumptions import BESIDE, Assumptions, Probability, Strict, checked_assumptions
from risk.faults import WrongInput, sentences

# Shares of people that are known as a Beta each, and the stay whose end is a chance a month.
UNCERTAIN = ("wants_private", "mean_stay_months", "applies", "eligible", "finds_one")


class Counted(Strict):
    """People as counted in March, in place of a printed forecast. `uasc` and `in_touch` are shares of the counted."""

    march: Annotated[int, Field(ge=2020, le=2100)]
    ages_in_band: Literal["evenly"]
    uasc: Probability
    in_touch: Probability


class ArrivalRates(Strict):
    """How many of those in touch come for a guarantee, and who is in touch: the forecasts printed in 2018 where
    `counted` is None."""

    counted: Counted | None = None
    share_of_18: Probability
    wants_private: Probability
    mean_stay_months: Annotated[float, Field(ge=1, le=600)]
    applies: Probability
    eligible: Probability
    finds_one: Probability
    shares_a_home: Probability
    rents: Literal["kent_rents_2019", "kent_private_rents_2024"]


class _Head(Strict):
    basis: str
    in_force_from: date
    arrivals: ArrivalRates
    appraisal: dict[str, float | str]


@dataclass(frozen=True)
class Basis:
    """A basis file. `entries` holds every value as written, by its dotted name, for people to read."""

    name: str
    in_force_from: date
    assumptions: Assumptions
    arrivals: ArrivalRates
    entries: dict[str, Entry]


def read_basis(text: str, name: str) -> Basis:
    """A basis from the text of its file. Raises WrongInput with one sentence for each fault, naming file and field."""
    entries: dict[str, Entry] = {}
    said: list[str] = []
    tree = plain(load_yaml(text, name), "", entries, said)
    faults = [f"{name}: {sentence}" for sentence in said]
    head = None
    try:
        head = _Head.model_validate({key: tree[key] for key in BESIDE if key in tree})
    except ValidationError as error:
        faults += sentences(error, within=name)
    chain = {key: part for key, part in tree.items() if key not in BESIDE}
    assumptions = checked_assumptions(chain, name, faults)
    faults += [
        f"{name}: {place} should say its unit, source, range and owner." for place in _bare(tree, "", entries)
    ]
    faults += [
        f"{name}: arrivals.{rate} should be uncertain: not 0 or 1, with a weight like 40 people."
        for rate in UNCERTAIN
        if not _is_uncertain(rate, entries.get(f"arrivals.{rate}"))
    ]
    if faults or head is None or assumptions is None:
        raise WrongInput(faults)
    return Basis(head.basis, head.in_force_from, assumptions, head.arrivals, entries)


def _is_uncertain(rate: str, entry: Entry | None) -> bool:
    # What is no entry, or no number, has been said already. A share of 0 or 1 would be certain, whatever its weight.
    if entry is None or not isinstance(entry.value, int | float):
        return True
    chance = 1 / entry.value if rate == "mean_stay_months" and entry.value else entry.value
    return entry.weight is not None and 0 < chance < 1


def _bare(tree: object, place: str, entries: dict[str, Entry]) -> list[str]:
    # A value without its unit, source and owner has no place in a basis, however right it may be.
    if place in entries or place in ("basis", "in_force_from"):
        return []
    if isinstance(tree, dict):
        return [
            bare for key, part in tree.items() for bare in _bare(part, f"{place}.{key}".strip("."), entries)
        ]
    return [place]


@cache
def basis_of(name: str) -> Basis:
    """A basis kept in risk/basis/, by its name: "2018-06". Raises WrongInput for a name that is not kept."""
    kept = files("risk") / "basis" / f"{name}.yaml"
    if not name.replace("-", "").isdigit() or not kept.is_file():
        raise WrongInput([f"basis: no basis is called {name!r}."])
    return read_basis(kept.read_text(encoding="utf-8"), f"{name}.yaml")


@cache
def kept() -> tuple[Basis, ...]:
    """Every basis that is kept, the oldest first."""
    names = (each.name.removesuffix(".yaml") for each in (files("risk") / "basis").iterdir())
    return tuple(sorted((basis_of(name) for name in names), key=lambda basis: basis.in_force_from))


def basis_in_force(on: date) -> Basis:
    """The basis that counts on a day: the latest in force by then; before the first of them the first."""
    oldest, *_ = kept()
    return next((basis for basis in reversed(kept()) if basis.in_force_from <= on), oldest)
