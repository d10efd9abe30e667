"""What the report's part A is told: the pilot as anybody may see it, in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from guarantor.services.acting.office import Office
from guarantor.services.reporting import options, worded
from guarantor.services.reporting.gathered import Gathered, Recommended
from guarantor.services.reporting.scorecard import Score
from guarantor.services.reporting.worded import Named
from letters import formats
from letters.panel.content import (
    AssumedLine,
    BrokenDown,
    ForecastScore,
    OptionLine,
    PanelReportContent,
    Recommendation,
    Risk,
    Row,
    ScoreLine,
)
from letters.report_content import LiabilityLine

ONE_IN = (1, 10, 50)
NAMED_ASSUMPTIONS = {
    "first_miss.alpha": "First miss a month: tenancy-months missed that are taken as seen",
    "first_miss.beta": "First miss a month: tenancy-months paid that are taken as seen",
    "repeat_miss": "Another miss while rent is owed, a month",
    "cure_share": "A month's payment clears the arrears",
    "tenancy_end.citizen": "A tenancy ends, a month",
    "correlation": "How far young people's luck goes together (rho)",
    "arrivals.applies": "Of those who look for a home, how many apply",
}
TERMS = ("places", "term_months", "cap_months", "call_after_months", "repayment", "hide_numbers_below")


def content(office: Office, found: Gathered) -> PanelReportContent:
    """Part A. Every count of people is as published."""
    pilot, counts = found.pilot, found.pilot.published
    said = worded.page(pilot)
    return PanelReportContent(
        council_name=office.settings.council_name,
        programme=pilot.title,
        policy=pilot.policy.name,
        figures_on=pilot.on,
        rehearsal=pilot.rehearsal,
        hidden_below=pilot.below,
        glance=rows((label[:1].upper() + label[1:], number) for number, label in said.glance),
        recommendation=recommendation(found.recommended),
        options=tuple(
            _option(each, named) for each, named in zip(pilot.options.each, said.options, strict=True)
        ),
        expected_a_year=pilot.options.expected_a_year,
        outcomes=rows(worded.outcomes(counts)),
        became=rows(worded.became(counts)),
        grounds=rows(said.grounds),
        tenancies=rows(said.tenancies),
        money=rows(said.money),
        scores=scores(said.scores),
        liability=(
            *_years("Guarantees that stand", found.book),
            *_years("Forecast arrivals, places unlimited", found.arrivals),
        ),
        forecast_scores=tuple(
            ForecastScore(**{name: each[name] for name in ForecastScore.model_fields})
            for each in pilot.forecasts["by_lead"]
        ),
        looking_back=_looking_back(found.looked_back),
        weekly_cost=pilot.options.weekly_cost,
        break_even=rows(_break_even(pilot.options)),
        prices=rows(
            (each["accommodation"], each["says"])
            for each in found.prices["prices"]
            if each["weekly"] is not None
        ),
        not_priced=sum(1 for each in found.prices["prices"] if each["weekly"] is None),
        savings=_savings(found.savings["totals"]["otherwise"], pilot.below),
        groups=broken_down(said.groups),
        ages=broken_down(said.ages),
        risks=_risks(),
        terms=tuple(_terms(found)),
        rates=tuple(_of_the_basis(found.basis)),
        basis=found.basis["basis"],
        journal_head=journal_head(found),
    )


def journal_head(found: Gathered) -> str:
    """The journal's signed head, short enough to print."""
    return f"line {found.head.seq}, {found.head.hash[:16]}, signed {found.head.signature[:16]}"


def rows(pairs: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    """Figures with their names."""
    return tuple(Row(label=label, says=says) for label, says in pairs)


def scores(of: Iterable[Score]) -> tuple[ScoreLine, ...]:
    """The scorecard's lines."""
    return tuple(
        ScoreLine(
            about=each.bands.about,
            came_to=each.came_to,
            rating=each.says,
            bands=each.bands.says,
            owner=each.bands.owner,
        )
        for each in of
    )


def broken_down(lines: Iterable[tuple[str, ...]]) -> tuple[BrokenDown, ...]:
    """Applications by group or age."""
    return tuple(BrokenDown(**dict(zip(BrokenDown.model_fields, line, strict=True))) for line in lines)


def recommendation(of: Recommended | None) -> Recommendation | None:
    """What officers recommend, by the option's title."""
    return None if of is None else Recommendation(option=worded.TITLES[of.option], by=of.by)


def _option(figures: options.Option, named: Named) -> OptionLine:
    return OptionLine(
        title=named.title,
        means=named.means,
        expected=figures.expected,
        one_in_20=figures.one_in_20,
        one_in_200=figures.one_in_200,
        most=figures.most,
        turned_away=figures.turned_away,
    )


def _years(of: str, document: Mapping[str, Any]) -> Iterable[LiabilityLine]:
    for year in document["by_year"]:
        yield LiabilityLine(
            of=of,
            year=year["year"],
            mean=_pounds(year["mean"]),
            p50=_pounds(year["quantiles"]["0.5"]),
            p95=_pounds(year["quantiles"]["0.95"]),
            p99_5=_pounds(year["quantiles"]["0.995"]),
        )


def _pounds(figure: float) -> Decimal:
    return Decimal(f"{figure:.2f}")


def _looking_back(document: Mapping[str, Any]) -> str:
    runs = document["runs"]
    if not runs:
        return "No forecast of the pilot's own calls is old enough to be scored."
    widest = document["coverage"][-1]
    return (
        f"Looking back, the model's forecasts of the pilot's own calls, {document['months']} months each, are scored "
        f"too: what came lay within the range of 19 in 20 in {widest['held']} of {widest['runs']}. So few say little."
    )


def _break_even(of: options.Options) -> Iterable[tuple[str, str]]:
    for one_in in ONE_IN if of.weekly_cost else ():
        which = "Every tenancy spares one" if one_in == 1 else f"1 tenancy in {one_in} spares one"
        yield which, f"{formats.money(of.priced_at(one_in))} a week"


def _savings(totals: Mapping[str, Any], below: int) -> str:
    if totals["priced"] < below:
        return "Too few of the tenancies have a priced alternative for a sum of savings to be shown."
    return (
        f"Where the alternative is priced, it would have cost {worded.pounds(totals['accommodation'])} so far and the "
        f"guarantees {worded.pounds(totals['guarantees_cost'])}."
    )


@cache
def _risks() -> tuple[Risk, ...]:
    text = (files("guarantor.services.reporting") / "risks.yaml").read_text(encoding="utf-8")
    return tuple(Risk.model_validate(each) for each in yaml.safe_load(text))


def _terms(found: Gathered) -> Iterable[AssumedLine]:
    """What the options take for granted, and the policy's own terms."""
    for figure in options.assumed().values():
        yield AssumedLine(
            about=figure.about,
            value=f"{figure.value} {figure.unit}",
            source=figure.source,
            owner=figure.owner,
        )
    for parameter in found.pilot.policy.parameters.values():
        if parameter.name in TERMS:
            yield AssumedLine(
                about=parameter.about,
                value=str(parameter.written(parameter.value_on(found.pilot.on))),
                source=parameter.source,
                owner=parameter.owner,
            )


def _of_the_basis(basis: Mapping[str, Any]) -> Iterable[AssumedLine]:
    for each in basis["assumptions"]:
        if each["name"] in NAMED_ASSUMPTIONS:
            yield assumed(each, NAMED_ASSUMPTIONS[each["name"]])


def assumed(entry: Mapping[str, Any], about: str) -> AssumedLine:
    """A value of the model's basis with its unit, source, range and owner."""
    within = entry.get("range")
    return AssumedLine(
        about=about,
        value=f"{entry['value']} {entry['unit']}",
        source=entry["source"],
        range_="-" if within is None else " to ".join(str(end) for end in within),
        owner=entry["owner"],
    )
