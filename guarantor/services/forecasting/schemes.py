"""A whole scheme played through: the ledger's book and those still to come, with its places, its budget, its prices."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from guarantor import clock
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.forecasting.bases import basis_on, in_one_form, last_forecast_year
from guarantor.services.forecasting.books import of_day
from guarantor.storage.engine import Session, reading
from risk.book import Exposure
from risk.cohort.arrivals import expected_arrivals
from risk.cohort.rates import arrival_log_sd
from risk.engines.simulation.scheme import Accommodation, Damage, Recovery, Scheme
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import DEFAULT_SEED
from risk.schemes import scheme_cost

DEFAULT_SCENARIOS = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DamageSetting:
    """What a landlord asks for beyond rent at the end of a tenancy, within the cap: chance, mean and deviation."""

    chance: float
    mean_pence: int
    sd_pence: int


@dataclass(frozen=True)
class OtherHome:
    """Where a share of the young people would otherwise live, at pence a week."""

    share: float
    weekly_pence: int


@dataclass(frozen=True)
class Settings:
    """What is in play. `places` None stands for the programme's own; what else is None is not in play, or not priced.

    `cap_months` and `term_months` None stand for the policy's. Sums in pence; shares from 0 to 1.
    """

    places: int | None = None
    unlimited: bool = False
    patience_months: int | None = None
    budget_stop_pence: int | None = None
    cap_months: int | None = None
    term_months: int | None = None
    legal_pence_a_call: int | None = None
    administration_pence_a_month: int | None = None
    recovery_share: float | None = None
    recovery_delay_months: int = 6
    damage: DamageSetting | None = None
    otherwise: tuple[OtherHome, ...] | None = None
    budget_pence: int | None = None
    scenarios: int = DEFAULT_SCENARIOS
    seed: int = DEFAULT_SEED
    workers: int = 1
    away: Any = field(default=None, compare=False)


def play(
    office: Office,
    settings: Settings,
    on: dt.date | None = None,
    basis_name: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """What the scheme will cost, line by line with their joint law, and what becomes of those who come.

    The forecast of the basis says who comes; how many is uncertain beyond chance. Raises WrongInput for a setting out
    of range, and where no programme is in force that says what is not set.
    """
    began = clock.stopwatch()
    day = business_day(office, on)
    basis = basis_on(day, basis_name)
    with reading(office.engine) as session:
        offered = _offered(session, settings, day)
        held = of_day(session, day)
    try:
        coming = expected_arrivals(
            basis,
            as_of=held.book.as_of,
            last_year=last_forecast_year(basis, held.book.as_of),
            term_months=offered.term_months,
            cap_months=offered.cap_months,
        )
        found = scheme_cost(
            Exposure(held.book, coming.arrivals, coming.horizon_months, held.evidence),
            basis.assumptions,
            _scheme(settings, offered.places, arrival_log_sd(basis)),
            scenarios=settings.scenarios,
            seed=settings.seed,
            workers=settings.workers,
            away=settings.away,
            budget_pence=settings.budget_pence,
            progress=progress,
        )
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {
        "as_of": held.book.as_of.isoformat(),
        "basis": basis.name,
        **asdict(offered),
        "guarantees_now": held.book.guarantees,
        "expected_to_come": round(coming.expected, 1),
        **found.document(clock.stopwatch() - began),
    }


@dataclass(frozen=True)
class _Offered:
    """What the programme in force offers, or what was asked for in its place; `places` None is without limit."""

    programme: str
    places: int | None
    cap_months: int
    term_months: int


def _offered(session: Session, settings: Settings, day: dt.date) -> _Offered:
    programme = programmes.in_force(session, day)
    policy = policies.stored(session, programme.policy_fingerprint)
    term = settings.term_months or policy.parameter("term_months")
    cap = settings.cap_months if settings.cap_months is not None else policy.parameter("cap_months")
    if cap > term:
        raise WrongInput.at("--cap", f"expected at most the {term} months covered, and it is {cap}")
    places = None if settings.unlimited else settings.places or programme.places
    return _Offered(programme.code, places, cap, term)


def _scheme(settings: Settings, places: int | None, log_rate_sd: float) -> Scheme:
    share, damage, homes = settings.recovery_share, settings.damage, settings.otherwise
    return Scheme(
        places=places,
        patience_months=settings.patience_months,
        budget_stop_pence=settings.budget_stop_pence,
        log_rate_sd=log_rate_sd,
        damage=None
        if damage is None
        else Damage(damage.chance, damage.mean_pence, damage.sd_pence, "within_cap"),
        recovery=None if share is None else Recovery(share, settings.recovery_delay_months),
        legal_pence_a_call=settings.legal_pence_a_call,
        administration_pence_a_month=settings.administration_pence_a_month,
        otherwise=None
        if homes is None
        else tuple(Accommodation(home.share, home.weekly_pence) for home in homes),
    )
