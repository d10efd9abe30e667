"""Everything that the panel's papers are made of, gathered at one moment: the pilot and what the model says beside it.

The pilot's own figures are read at once; what is asked of the model is asked of the same moment or asked again.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.acting.signing import SignedHead
from guarantor.services.finance import savings
from guarantor.services.forecasting import bases, explorations, hindcasts, liability
from guarantor.services.forecasting.explorations import Played
from guarantor.services.proof import checking
from guarantor.services.reporting import pilot as pilots
from guarantor.services.reporting.options import NAMES, Name
from guarantor.services.reporting.pilot import Pilot

LOOK_BACK_MONTHS = 3

Say = Callable[[str], None]
"""Hears what is being worked out."""


@dataclass(frozen=True)
class Recommended:
    """What officers recommend, and who says so; nothing here is recommended by the program."""

    option: Name
    by: str


@dataclass(frozen=True)
class Asked:
    """What is asked for: a recommendation where officers have one, and other places or another cap than assumed."""

    recommended: Recommended | None = None
    extended_places: int | None = None
    lower_cap_months: int | None = None


@dataclass(frozen=True)
class Gathered:
    """The pilot, and the documents of the services that forecast, beside the journal's signed head."""

    pilot: Pilot
    recommended: Recommended | None
    book: Mapping[str, Any]
    arrivals: Mapping[str, Any]
    looked_back: Mapping[str, Any]
    prices: Mapping[str, Any]
    savings: Mapping[str, Any]
    basis: Mapping[str, Any]
    learned: Mapping[str, Any]
    stressed: Mapping[str, Any]
    disagreements: Sequence[Mapping[str, Any]]
    head: SignedHead


def gathered(office: Office, on: dt.date, asked: Asked, say: Say = lambda _doing: None) -> Gathered:
    """The papers' figures at the close of a day. Raises NoProgramme, and WrongInput for what no option can have."""
    return pilots.steadily(office, lambda: _at_once(office, on, asked, say))


def recommended(option: str | None, by: str | None) -> Recommended | None:
    """What officers recommend, or None. Raises WrongInput for an unknown option, or one that nobody answers for."""
    if option is None and by is None:
        return None
    known = next((name for name in NAMES if name == option), None)
    if known is None:
        raise WrongInput.at("--recommend", f"expected one of {', '.join(NAMES)}")
    if by is None or not by.strip():
        raise WrongInput.at(
            "--recommended-by", "expected who recommends it, such as the post that answers for it"
        )
    return Recommended(known, " ".join(by.split()))


def _at_once(office: Office, on: dt.date, asked: Asked, say: Say) -> Gathered:
    say("counting the pilot")
    found = pilots.pilot(office, on, asked.extended_places, asked.lower_cap_months)
    policy = found.policy
    say("working out the liability")
    book = liability.answer(liability.Question(budget_pence=found.budget_pence), office, on)
    arrivals = liability.of_arrivals(
        on, policy.parameter("term_months"), policy.parameter("cap_months"), found.budget_pence
    )
    say("scoring past forecasts")
    return Gathered(
        pilot=found,
        recommended=asked.recommended,
        book=book,
        arrivals=arrivals,
        looked_back=hindcasts.hindcast(office, on, LOOK_BACK_MONTHS),
        prices=explorations.pays_against_prices(Played(office, on)),
        savings=savings.savings(office, on),
        basis=bases.listed(on),
        learned=liability.learned_from_ledger(office, on),
        stressed=explorations.stressed(Played(office, on)),
        disagreements=liability.cohort(bases.LAST_PRINTED_YEAR)["disagreements"],
        head=checking.signed_head(office),
    )
