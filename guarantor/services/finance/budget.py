"""The budget line: what a programme's financial years have cost, what they are expected to cost, and what is left."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from guarantor.domain.dates import financial_year
from guarantor.domain.money import pounds
from guarantor.ledger.postings import Kind
from guarantor.ledger.waterfall import Movement
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.bases import basis_on
from guarantor.storage import finance_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import ALL, Known
from guarantor.storage.tables.programmes import Programme

NO_BUDGET = "no budget was set"

Spent = Mapping[tuple[str | None, str], Mapping[str, int]]
"""By programme and financial year: pence by kind of transfer."""


def budget(office: Office, on: dt.date | None = None) -> dict[str, Any]:
    """Each programme's financial years up to the day, with the forecast to their ends and what the model rests on."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        return {**budget_lines(session, day, ALL, with_forecast=True), "basis": basis_document(day)}


def budget_lines(session: Session, on: dt.date, known: Known, *, with_forecast: bool) -> dict[str, Any]:
    """The lines of a day, of what was known. The forecast rests on all that is known now."""
    spent = _spent(sums.movements(session, on, known, []))
    return {
        "on": on.isoformat(),
        "programmes": [
            _programme(
                programme,
                spent,
                on,
                liability.expected_by_year(session, on, programme.code) if with_forecast else None,
            )
            for programme in finance_files.programmes(session, on, known)
        ],
        "costs_of_no_guarantee": {
            year: pounds(kinds.get(Kind.COST_APPROVED, 0))
            for (code, year), kinds in sorted(spent.items(), key=lambda item: item[0][1])
            if code is None
        },
    }


def basis_document(on: dt.date) -> dict[str, Any]:
    """What the forecast rests on: the basis, how many of its values are assumptions, and who owns them."""
    basis = basis_on(on)
    entries = basis.entries.values()
    assumed = sum(1 for entry in entries if "assumption" in entry.source)
    owners = sorted({entry.owner for entry in entries})
    return {
        "name": basis.name,
        "in_force_from": basis.in_force_from.isoformat(),
        "values": len(entries),
        "assumptions": assumed,
        "owners": owners,
        "says": (
            f"What the liability model on basis {basis.name} expects of the guarantees in force or on "
            f"offer that day, none issued later; {assumed} of its {len(entries)} values are assumptions, owned by "
            f"{', '.join(owners)}."
        ),
    }


def _spent(movements: Iterable[Movement]) -> Spent:
    spent: defaultdict[tuple[str | None, str], Counter[str]] = defaultdict(Counter)
    for each in movements:
        spent[each.programme, financial_year(each.happened_on)][each.kind] += each.amount_pence
    return spent


def _programme(
    programme: Programme, spent: Spent, on: dt.date, expected: Mapping[str, int] | None
) -> dict[str, Any]:
    years = {financial_year(on), *(expected or {})} | {year for code, year in spent if code == programme.code}
    return {
        "programme": programme.code,
        "policy": programme.policy,
        "yearly_budget": NO_BUDGET if programme.budget_pence is None else pounds(programme.budget_pence),
        "years": [
            _year(year, programme.budget_pence, spent.get((programme.code, year), {}), expected)
            for year in sorted(years)
        ],
    }


def _year(
    year: str, budget_pence: int | None, moved: Mapping[str, int], expected: Mapping[str, int] | None
) -> dict[str, Any]:
    """One financial year. The outturn is net of what came back; what is left for claims counts claims alone,
    as the limit at issue does. Left and variance are below zero where the budget is passed."""
    accepted = moved.get(Kind.CLAIM_ACCEPTED, 0) - moved.get(Kind.CLAIM_UNDONE, 0)
    costs, recoveries = moved.get(Kind.COST_APPROVED, 0), moved.get(Kind.RECOVERED, 0)
    line: dict[str, Any] = {
        "year": year,
        "budget": None if budget_pence is None else pounds(budget_pence),
        "accepted": pounds(accepted),
        "costs": pounds(costs),
        "recoveries": pounds(recoveries),
        "left_for_claims": None if budget_pence is None else pounds(budget_pence - accepted),
    }
    if expected is None:
        return line
    to_come = expected.get(year, 0)
    outturn = accepted + costs - recoveries + to_come
    return {
        **line,
        "forecast": pounds(to_come),
        "outturn": pounds(outturn),
        "variance": None if budget_pence is None else pounds(budget_pence - outturn),
    }
