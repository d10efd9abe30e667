"""Budget monitoring: what each financial year has cost and is expected to cost, and what that leaves of the budget."""

from typing import Any

from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.finance import budget as budgets
from guarantor.services.finance import sheets
from guarantor.web import charts
from guarantor.web.charts import Chart, Series
from guarantor.web.desk import desk
from guarantor.web.pages.finance.room import handed_out, pages, taken, ways
from guarantor.web.showing import money, show


@pages.page("/finance/budget", sees=View.PAYEES)
def budget() -> ResponseReturnValue:
    """Each programme's financial years up to the end of the forecast."""
    at = desk()
    found = budgets.budget(at.office, at.on)
    return show(
        "finance/budget.html",
        title="Budget",
        ways=ways(),
        found=found,
        programmes=[
            {**each, "has_budget": _has_budget(each), "chart": _chart(place, each)}
            for place, each in enumerate(found["programmes"], start=1)
        ],
        taken=taken("finance.budget_file"),
    )


@pages.page("/finance/budget/download", sees=View.PAYEES)
def budget_file() -> ResponseReturnValue:
    """The same lines to take away."""
    at = desk()
    return handed_out(sheets.budget_tables(budgets.budget(at.office, at.on)), "budget", at)


def _has_budget(programme: dict[str, Any]) -> bool:
    return any(year["budget"] is not None for year in programme["years"])


def _chart(place: int, programme: dict[str, Any]) -> Chart:
    years = programme["years"]
    named = {"budget": "Budget", "outturn": "Forecast outturn"}
    if not _has_budget(programme):
        del named["budget"]
    told = "; ".join(f"{year['year']}: {money(year['outturn'])}" for year in years)
    return charts.bars(
        f"budget-{place}", f"{programme['programme']}: {' and '.join(named.values()).lower()} by financial year",
        f"Forecast outturn {told}.",
        [year["year"] for year in years],
        [Series(said, [year[name] for year in years]) for name, said in named.items()],
        head="Financial year",
    )  # fmt: skip
