"""Who comes: the fan of people in touch, guarantees issued and guarantees running, on the basis of a day."""

import datetime as dt
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting.bases import basis_on, in_one_form, last_forecast_year
from guarantor.services.forecasting.liability import first_month
from risk.cohort.fan import DEFAULT_DRAWS, fan
from risk.cohort.forecast import score
from risk.cohort.printed import kent_actuals, kent_forecasts
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import DEFAULT_SEED
from risk.years import financial_year

TERM_MONTHS = 12
LONGEST_YEARS_AHEAD = 15


def fan_of(
    on: dt.date,
    *,
    until: int | None = None,
    term_months: int = TERM_MONTHS,
    seed: int = DEFAULT_SEED,
    draws: int = DEFAULT_DRAWS,
    basis_name: str | None = None,
) -> dict[str, Any]:
    """The fan from the month after a day to March of `until`, or to the end of what the basis forecasts.

    Raises WrongInput for a March that is past or that the basis does not reach.
    """
    basis = basis_on(on, basis_name)
    as_of = first_month(on)
    this_year = financial_year(as_of)
    if until is not None and not this_year < until <= this_year + LONGEST_YEARS_AHEAD:
        raise WrongInput.at(
            "--until",
            f"expected the March of a year from {this_year + 1} to {this_year + LONGEST_YEARS_AHEAD}",
        )
    last_year = last_forecast_year(basis, as_of) if until is None else until - 1
    try:
        found = fan(basis, as_of=as_of, last_year=last_year, term_months=term_months, seed=seed, draws=draws)
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {**found.document(), "term_months": term_months, "seed": seed, "draws": draws}


def scores() -> dict[str, Any]:
    """Past forecasts of care leavers against what was counted, by how many years ahead they looked."""
    made = score(kent_forecasts(), kent_actuals())
    errors = [float(each.error_percent) for each in made]
    return {
        "by_lead": [
            {
                "lead_years": each.lead_years,
                "year": each.year,
                "age": each.age,
                "forecast": each.forecast,
                "actual": each.actual,
                "error_percent": float(each.error_percent),
            }
            for each in made
        ],
        "mean_error_percent": round(sum(errors) / len(errors), 1),
        "says": "Forecasts for November against the count of the next March, ages 19 to 21.",
    }
