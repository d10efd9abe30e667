"""What the finance report is told: the gathered figures as typed contents, names of lines in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.reporting.finance.gathered import Figures
from guarantor.services.reporting.finance.totals import held_against_the_ledger
from guarantor.services.reporting.public_part import assumed, rows
from guarantor.services.reporting.worded import pounds
from letters.finance.content import (
    BudgetLine,
    ClaimLine,
    FallMonth,
    FinanceReportContent,
    HeldLine,
    LossLine,
    Movement,
    Part,
    RecoveryLine,
    StandLine,
    StressLine,
    Waterfall,
)
from letters.report_content import LiabilityLine

MONTHS_PRINTED = 12
_CALLED = {
    "kent": "Kent",
    "medway": "Medway",
    "citizen": "Citizen",
    "uasc": "Came alone (UASC)",
    "not known": "Not known",
}
_STAGES = {1: "As new", 2: "Worse than when it was given", 3: "In default"}
_EXPOSURE = {
    "guaranteed": "Guaranteed, in force",
    "used": "Used of it by claims",
    "remaining_in_force": "May still be called, in force",
    "remaining_offered": "May still be called, on offer",
    "remaining_ended": "May still be called, ended",
    "remaining": "May still be called in all",
}
_MONEY = {
    "accepted": "Claims accepted",
    "paid": "Claims paid",
    "costs": "Legal and advice costs approved",
    "costs_paid": "Legal and advice costs paid",
    "recovered": "Came back",
    "recoverable": "Left to pay back under plans",
    "written_off": "Written off",
    "arrears": "Rent in arrears behind the guarantees",
    "not_heard_of": "Rent of which nothing was heard",
}


def content(office: Office, of: Figures) -> FinanceReportContent:
    """The report. Guarantees and claims go by their references."""
    return FinanceReportContent(
        council_name=office.settings.council_name,
        programme=of.terms["title"],
        policy=of.terms["policy"],
        figures_on=of.on,
        rehearsal=of.rehearsal,
        **_exposure(of.exposure),
        waterfalls=tuple(_waterfall(of.waterfall["months"], name) for name in ("commitment", "cost", "cash")),
        budget=tuple(_budget(of.budget)),
        costs_of_no_guarantee=rows(
            (year, pounds(costs)) for year, costs in of.budget["costs_of_no_guarantee"].items()
        ),
        budget_says=of.budget["basis"]["says"],
        claims=tuple(
            ClaimLine(**_fields(ClaimLine, each) | {"stands": _plain(each["stands"])}) for each in of.claims
        ),
        recoveries=tuple(RecoveryLine(**_fields(RecoveryLine, each)) for each in of.recoveries),
        losses_say=of.losses["says"],
        stages=tuple(_loss(each, _STAGES[each["stage"]]) for each in of.losses["stages"]),
        losses=tuple(_loss(each, each["code"]) for each in of.losses["lines"]),
        past_their_term=tuple(of.losses["past_their_term"]),
        liability=(
            *_years("Guarantees that stand", of.book),
            *_years("Forecast arrivals, places unlimited", of.arrivals),
        ),
        stresses=tuple(_stress(each) for each in (_as_assumed(of.stressed), *of.stressed["stresses"])),
        held=tuple(
            HeldLine(
                about=each.about,
                sheet=each.sheet,
                reported=each.reported,
                accounts=each.accounts_said,
                ledger=each.ledger,
            )
            for each in held_against_the_ledger(of)
        ),
        rules=tuple(assumed(each, _plain(name)) for name, each in of.losses["rules"].items()),
        assumptions=tuple(
            assumed(each, each["name"].replace("_", " ").replace(".", ", "))
            for each in of.basis["assumptions"]
        ),
        basis=of.basis["basis"],
        closed_months=rows((each["month"], each["sha256"][:32]) for each in of.closed_months),
        data_digest=of.digest,
        journal_head=journal_head(of),
    )


def _exposure(of: Mapping[str, Any]) -> dict[str, Any]:
    now = of["now"]
    return {
        "exposure": rows(
            (
                *((f"Guarantees {said}", str(now[name])) for name, said in _COUNTED),
                *((label, pounds(now[name])) for name, label in _EXPOSURE.items()),
            )
        ),
        "money": rows((label, pounds(now[name])) for name, label in _MONEY.items()),
        "months": tuple(_stands(each, each["month"]) for each in of["months"]),
        "parts": tuple(
            Part(by=part, lines=tuple(_stands(row, _CALLED.get(row[part], row[part])) for row in listed))
            for part, listed in of["by"].items()
        ),
    }


_COUNTED = (("in_force", "in force"), ("offered", "on offer"), ("ended", "ended"))


def journal_head(of: Figures) -> str:
    """The journal's signed head, short enough to print."""
    return f"line {of.head.seq}, {of.head.hash[:16]}, signed {of.head.signature[:16]}"


def _stands(of: Mapping[str, Any], name: str) -> StandLine:
    return StandLine(**_fields(StandLine, {**of, "name": name}))


def _waterfall(months: list[Mapping[str, Any]], name: str) -> Waterfall:
    return Waterfall(
        of=name,
        earlier=len(months[:-MONTHS_PRINTED]),
        months=tuple(
            FallMonth(
                month=each["month"],
                closed=each["closed"],
                opening=each[name]["opening"],
                moved=tuple(_moved(each[name])),
                closing=each[name]["closing"],
            )
            for each in months[-MONTHS_PRINTED:]
        ),
    )


def _moved(lines: Mapping[str, str]) -> Iterable[Movement]:
    for line, amount in lines.items():
        if line not in ("opening", "closing") and Decimal(amount):
            yield Movement(line=line.replace("_", " "), amount=amount)


def _budget(document: Mapping[str, Any]) -> Iterable[BudgetLine]:
    for programme in document["programmes"]:
        for year in programme["years"]:
            yield BudgetLine(**_fields(BudgetLine, {**year, "programme": programme["programme"]}))


def _loss(of: Mapping[str, Any], name: str) -> LossLine:
    return LossLine(
        name=name,
        stage=of["stage"],
        **{
            each: _pounds(of[each])
            for each in ("twelve_months", "lifetime", "allowance", "maximum", "contingent")
        },
    )


def _years(of: str, document: Mapping[str, Any]) -> Iterable[LiabilityLine]:
    # The budget is a year's, so that all years together are not held against it.
    whole = {**document["total"], "year": "all years", "probability_over_budget": None}
    for each in (*document["by_year"], whole):
        chance = each["probability_over_budget"]
        yield LiabilityLine(
            of=of,
            year=each["year"],
            mean=_pounds(each["mean"]),
            p50=_pounds(each["quantiles"]["0.5"]),
            p95=_pounds(each["quantiles"]["0.95"]),
            p99_5=_pounds(each["quantiles"]["0.995"]),
            chance_over_budget=None if chance is None else Decimal(f"{chance:.6f}"),
        )


def _as_assumed(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": "as assumed", "happens": "Nothing out of the way.", "owner": "finance", **document}


def _stress(of: Mapping[str, Any]) -> StressLine:
    return StressLine(
        name=_plain(of["name"]),
        happens=of["happens"],
        owner=of["owner"],
        mean=_pounds(of["mean"]),
        p95=_pounds(of["p95"]),
    )


def _fields(of: type[Any], document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in of.model_fields}


def _plain(code: str) -> str:
    """A code of the record in words: "part_accepted" is "Part accepted"."""
    said = code.replace("_", " ")
    return said[:1].upper() + said[1:]


def _pounds(figure: float) -> Decimal:
    return Decimal(f"{figure:.2f}")
