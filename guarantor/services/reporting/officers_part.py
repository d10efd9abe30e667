"""What the report's part B is told: the pilot with nothing hidden, and what stands behind the model. No person."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.reporting import worded
from guarantor.services.reporting.gathered import Gathered
from guarantor.services.reporting.public_part import assumed, broken_down, journal_head, rows, scores
from letters import formats
from letters.panel.content import BudgetYear, LookedBack, OfficersReportContent, SeenRate
from letters.report_content import PrintedFigure


def content(office: Office, found: Gathered) -> OfficersReportContent:
    """Part B. Every count of people is exact."""
    pilot, counts = found.pilot, found.pilot.counts.exact()
    return OfficersReportContent(
        council_name=office.settings.council_name,
        programme=pilot.title,
        policy=pilot.policy.name,
        figures_on=pilot.on,
        rehearsal=pilot.rehearsal,
        outcomes=rows(worded.outcomes(counts)),
        became=rows(worded.became(counts)),
        grounds=rows(
            (pilot.criterion(cell[1]), shown.says) for cell, shown in counts.items() if cell[0] == "ground"
        ),
        tenancies=rows(worded.tenancies(counts)),
        scores=scores(pilot.exact_scores),
        groups=broken_down(worded.broken_down(counts, "group")),
        ages=broken_down(worded.broken_down(counts, "age")),
        budget_years=tuple(_year(each) for each in pilot.budget_years),
        looked_back=tuple(
            LookedBack(made_on=each["name"], mean=_pounds(each["mean"]), came=_pounds(each["actual"]))
            for each in found.looked_back["runs"]
        ),
        seen_rates=tuple(_rate(each) for each in found.learned["rates"]),
        stresses=rows(_stresses(found.stressed)),
        printed_figures=tuple(
            PrintedFigure(**{**each, "figure": each["figure"].replace("_", " ")})
            for each in found.disagreements
        ),
        engine=_engine(found),
        assumptions=tuple(
            assumed(each, each["name"].replace("_", " ").replace(".", ", "))
            for each in found.basis["assumptions"]
        ),
        journal_head=journal_head(found),
    )


def _year(line: Mapping[str, Any]) -> BudgetYear:
    budget = line["budget"]
    return BudgetYear(
        **{name: line[name] for name in ("year", "accepted", "costs", "forecast", "outturn")},
        budget="none was set" if budget is None else worded.pounds(budget),
    )


def _rate(found: Mapping[str, Any]) -> SeenRate:
    low, high = found["low"], found["high"]
    return SeenRate(
        name=found["name"],
        seen=found["seen"],
        months=found["months"],
        assumed=str(found["assumed"]).replace("_", " "),
        range_="nothing seen"
        if low is None
        else f"{formats.percent(_share(low))} to {formats.percent(_share(high))}",
    )


def _stresses(document: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    listed = [{"name": "as assumed", **document}, *document["stresses"]]
    for each in listed:
        yield (
            each["name"][:1].upper() + each["name"][1:],
            f"{formats.whole_pounds(_pounds(each['mean']))}; {formats.whole_pounds(_pounds(each['p95']))}",
        )


def _engine(found: Gathered) -> str:
    return (
        f"Guarantees that stand: {found.book['engine']} engine, seed {found.book['seed']}, "
        f"{found.book['fingerprint']}. Forecast arrivals: {found.arrivals['engine']} engine, seed "
        f"{found.arrivals['seed']}, {found.arrivals['fingerprint']}. Basis {found.basis['basis']}."
    )


def _pounds(figure: float) -> Decimal:
    return Decimal(f"{figure:.2f}")


def _share(figure: float) -> Decimal:
    return Decimal(f"{figure:.4f}")
