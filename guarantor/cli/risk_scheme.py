"""`guarantor risk scheme`: the whole scheme played through, with places, waiting list, budget and prices."""

from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.cli.risk_running import BasisName, Cluster, Shown, cluster, in_pounds
from guarantor.domain.access import View
from guarantor.domain.money import pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting import schemes
from guarantor.services.forecasting.schemes import DamageSetting, OtherHome, Settings

DAMAGE_PARTS = 3

Places = Annotated[int | None, typer.Option(min=1, help="In force at once; default: the programme's own.")]
Unlimited = Annotated[bool, typer.Option("--unlimited", help="As many places as are needed.")]
Patience = Annotated[
    int | None, typer.Option(min=0, help="Months that people wait for a place; default: nobody waits.")
]
Cap = Annotated[int | None, typer.Option(min=0, help="Months of rent; default: the policy's.")]
Term = Annotated[int | None, typer.Option(min=1, help="Months covered; default: the policy's.")]
BudgetStop = Annotated[
    str | None, typer.Option(metavar="M", help="Paid in a year, from where on nothing is issued.")
]
Budget = Annotated[str | None, typer.Option(metavar="M", help="Chance that a year passes this, in pounds.")]
Legal = Annotated[str | None, typer.Option(metavar="M", help="Legal cost and advice of a call.")]
Administration = Annotated[
    str | None, typer.Option(metavar="M", help="Cost a month of each guarantee in force.")
]
RecoveryShare = Annotated[
    float | None, typer.Option(min=0, max=1, help="The share of what was paid that comes back.")
]
RecoveryDelay = Annotated[int, typer.Option(min=0, help="Months until it does.")]
DamageParts = Annotated[
    str | None,
    typer.Option(metavar="CHANCE,MEAN,SD", help="At the end of a tenancy, within the cap: 0.1,400,300."),
]
Otherwise = Annotated[
    list[str] | None,
    typer.Option(metavar="SHARE=WEEKLY", help="Where they would else live, at pounds a week; repeat."),
]
Scenarios = Annotated[int, typer.Option(min=2, max=100_000_000)]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1)]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Threads; the result is the same.")]

scheme_app = typer.Typer()


@scheme_app.command(
    help="The ledger's book and those still to come, played through with places, waiting list, budget and prices. "
    "What is given no price is in no line, which is not the same as costing nothing. " + who_sees(View.MONEY)
)
def scheme(
    places: Places = None,
    unlimited: Unlimited = False,
    patience: Patience = None,
    cap: Cap = None,
    term: Term = None,
    budget_stop: BudgetStop = None,
    budget: Budget = None,
    legal: Legal = None,
    administration: Administration = None,
    recovery: RecoveryShare = None,
    recovery_delay: RecoveryDelay = 6,
    damage: DamageParts = None,
    otherwise: Otherwise = None,
    scenarios: Scenarios = schemes.DEFAULT_SCENARIOS,
    seed: Seed = 1,
    workers: Workers = 1,
    dask: Cluster = None,
    basis: BasisName = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    office = look(View.MONEY)
    with Shown() as shown, cluster(dask) as away:
        settings = Settings(
            places=places,
            unlimited=unlimited,
            patience_months=patience,
            cap_months=cap,
            term_months=term,
            budget_stop_pence=_pence(budget_stop, "--budget-stop"),
            budget_pence=_pence(budget, "--budget"),
            legal_pence_a_call=_pence(legal, "--legal"),
            administration_pence_a_month=_pence(administration, "--administration"),
            recovery_share=recovery,
            recovery_delay_months=recovery_delay,
            damage=_damage(damage),
            otherwise=_homes(otherwise),
            scenarios=scenarios,
            seed=seed,
            workers=workers,
            away=away,
        )
        found = schemes.play(office, settings, day_given(on), basis, shown.progress)
    answer(found if json else _in_words(found), as_json=json)


def _pence(given: str | None, option: str) -> int | None:
    return None if given is None else pence(given, option)


def _damage(given: str | None) -> DamageSetting | None:
    if given is None:
        return None
    parts = given.split(",")
    if len(parts) != DAMAGE_PARTS:
        raise WrongInput.at(
            "--damage", "expected a chance, a mean and a standard deviation, such as 0.1,400,300"
        )
    chance, mean, deviation = parts
    return DamageSetting(_share(chance, "--damage"), pence(mean, "--damage"), pence(deviation, "--damage"))


def _homes(given: list[str] | None) -> tuple[OtherHome, ...] | None:
    if not given:
        return None
    homes = []
    for each in given:
        share, equals, weekly = each.partition("=")
        if not equals:
            raise WrongInput.at("--otherwise", "expected a share and a price a week, such as 0.3=450")
        homes.append(OtherHome(_share(share, "--otherwise"), pence(weekly, "--otherwise")))
    return tuple(homes)


def _share(given: str, option: str) -> float:
    try:
        return float(given)
    except ValueError:
        raise WrongInput.at(option, f"expected a share from 0 to 1, not {given!r}") from None


def _in_words(document: dict[str, Any]) -> dict[str, Any]:
    numbers = document["numbers"]
    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "places": document["places"] or "as many as are needed",
        "cap and months covered": f"{document['cap_months']} of {document['term_months']}",
        "guarantees now": document["guarantees_now"],
        "to come": {name.replace("_", " "): f"{each['mean']:.1f}" for name, each in numbers.items()},
        "lines": [
            {
                "line": name.replace("_", " "),
                "mean": in_pounds(line["mean"]),
                **{f"P{float(level) * 100:g}": in_pounds(at) for level, at in line["quantiles"].items()},
            }
            for name, line in document["lines"].items()
        ],
        "by year, rent paid": [
            {"year": year, "mean": in_pounds(each["mean"]), "P95": in_pounds(each["quantiles"]["0.95"])}
            for year, each in document["lines"]["gross"]["by_year"].items()
        ],
        "not priced": document["not_priced"],
        "over budget": document["over_budget"],
        "checks": document["checks"],
    }
