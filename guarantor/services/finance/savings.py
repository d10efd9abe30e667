"""The savings ledger: what a young person's other accommodation would have cost, and the guarantee's cost beside it.

Finance owns the prices, dated by category of Table 4. Where a price is missing a case is not priced: it is counted
and never taken as nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.case_document import TABLE_4
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import Kind
from guarantor.services.acting.acts import doing
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.finance.exposure import sum_of
from guarantor.storage import case_files, finance_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.finance_files import InForce
from guarantor.storage.known import ALL
from guarantor.storage.tables.cases import Circumstances
from guarantor.storage.tables.finance import AccommodationPrice

LONGEST_SOURCE = 300
PRICED, NOT_PRICED, NOT_RECORDED = "priced", "not priced", "not recorded"

PriceList = Mapping[str, Sequence[AccommodationPrice]]
"""The prices of each category, by the day they count from; of one day the latest comes last."""


@dataclass(frozen=True)
class Cost:
    """What a category would have cost over some days; `pence` is None where it is not priced throughout."""

    category: str | None
    says: str
    pence: int | None


def set_price(
    office: Office,
    person: Person,
    category: str,
    weekly_pence: int | None,
    from_on: dt.date,
    source: str,
    on: dt.date,
) -> dict[str, Any]:
    """Set what a category costs a week from a day on, or that it is not priced from then on (None).

    Raises WrongInput for a category that is not of Table 4, or without the price's source.
    """
    if category not in TABLE_4:
        raise WrongInput.at("CATEGORY", f"expected one of: {'; '.join(TABLE_4)}")
    source = source.strip()
    if not 1 <= len(source) <= LONGEST_SOURCE or "\0" in source:
        raise WrongInput.at("--source", f"expected where the price comes from, in {LONGEST_SOURCE} letters")
    with doing(office, person, Act.SET_ACCOMMODATION_PRICE, on) as act:
        row = act.add(
            AccommodationPrice(
                category=category,
                weekly_pence=weekly_pence,
                from_on=from_on,
                source=source,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.subject = f"accommodation price {row.id}"
        number = TABLE_4.index(category) + 1
        act.note(category=number, weekly_pence=weekly_pence, from_on=from_on.isoformat())
        return {"price": row.id, "category": category, "weekly": _weekly(row), "from": from_on.isoformat()}


def prices(office: Office, on: dt.date | None = None) -> list[dict[str, Any]]:
    """Every category of Table 4 with the price that counts on a day, and where it comes from."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        listed = price_list(session)
        return [_listed(category, _price_on(listed.get(category, ()), day)) for category in TABLE_4]


def savings(office: Office, on: dt.date | None = None) -> dict[str, Any]:
    """Each guarantee's other accommodation over its tenancy so far, its own cost beside it, and the totals.

    `balance` is what the other accommodation would have cost less what the guarantee has; below zero where the
    guarantee cost more. The totals of both sides are of the priced cases alone; the rest are counted.
    """
    day = business_day(office, on)
    with reading(office.engine) as session:
        listed = price_list(session)
        moved = sums.by_guarantee(session, day, ALL)
        rows = [
            _row(session, each, listed, moved.get(each.guarantee.ref, {}), day)
            for each in finance_files.signed(session, day)
        ]
    return {
        "on": day.isoformat(),
        "guarantees": [_document(row) for row in rows],
        "totals": {"before": _totals(rows, "before"), "otherwise": _totals(rows, "otherwise")},
    }


def price_list(session: Session) -> PriceList:
    """The dated prices of every category."""
    listed: dict[str, list[AccommodationPrice]] = {}
    for price in finance_files.prices(session):
        listed.setdefault(price.category, []).append(price)
    return listed


def cost(listed: PriceList, category: str | None, first_on: dt.date, last_on: dt.date) -> Cost:
    """What a category costs from the first day to the last, both included, a seventh of the week's price a day.

    A change of price splits the days. The whole is rounded once, half a penny up.
    """
    if category is None:
        return Cost(None, NOT_RECORDED, None)
    sevenths, day = 0, first_on
    while True:
        price = _price_on(listed.get(category, ()), day)
        if price is None or price.weekly_pence is None:
            return Cost(category, NOT_PRICED, None)
        changes = [each.from_on for each in listed[category] if day < each.from_on <= last_on]
        until = min(changes, default=last_on + dt.timedelta(days=1))
        # A tenancy that has not begun costs nothing yet, priced or not.
        sevenths += price.weekly_pence * max((until - day).days, 0)
        if until > last_on:
            break
        day = until
    return Cost(category, PRICED, (2 * sevenths + 7) // 14)


@dataclass(frozen=True)
class _Row:
    """One guarantee: its days so far, both accommodations over them, and its own cost in pence."""

    ref: str
    days: int
    before: Cost
    otherwise: Cost
    cost_pence: int


def _row(session: Session, each: InForce, listed: PriceList, moved: Mapping[str, int], day: dt.date) -> _Row:
    guarantee = each.guarantee
    first_on = max(guarantee.starts_on, each.signed_on)
    last_on = min(day, guarantee.ends_on, each.ended_on or day)
    around = case_files.latest(session, Circumstances, guarantee.case_ref)
    before = around.accommodation_before if around else None
    otherwise = around.would_otherwise if around else None
    spent = (Kind.CLAIM_ACCEPTED, Kind.COST_APPROVED)
    return _Row(
        guarantee.ref,
        max((last_on - first_on).days + 1, 0),
        cost(listed, before, first_on, last_on),
        cost(listed, otherwise, first_on, last_on),
        sum_of(moved, spent, [Kind.CLAIM_UNDONE, Kind.RECOVERED]),
    )


def _document(row: _Row) -> dict[str, Any]:
    saved = row.otherwise.pence
    return {
        "guarantee_ref": row.ref,
        "days": row.days,
        "weeks": f"{row.days / 7:.1f}",
        "before": row.before.category,
        "before_cost": _pounds(row.before.pence),
        "before_is": row.before.says,
        "otherwise": row.otherwise.category,
        "otherwise_cost": _pounds(saved),
        "otherwise_is": row.otherwise.says,
        "guarantee_cost": pounds(row.cost_pence),
        "balance": None if saved is None else pounds(saved - row.cost_pence),
    }


def _totals(rows: Sequence[_Row], name: str) -> dict[str, Any]:
    costs: list[tuple[Cost, _Row]] = [(getattr(row, name), row) for row in rows]
    priced = [(each.pence, row.cost_pence) for each, row in costs if each.pence is not None]
    accommodation, guarantees = sum(pence for pence, _ in priced), sum(pence for _, pence in priced)
    return {
        "priced": len(priced),
        "not_priced": sum(1 for each, _ in costs if each.says == NOT_PRICED),
        "not_recorded": sum(1 for each, _ in costs if each.says == NOT_RECORDED),
        "accommodation": pounds(accommodation),
        "guarantees_cost": pounds(guarantees),
        "balance": pounds(accommodation - guarantees),
        "guarantees_cost_of_all": pounds(sum(row.cost_pence for row in rows)),
    }


def _price_on(prices_: Sequence[AccommodationPrice], day: dt.date) -> AccommodationPrice | None:
    counting = [price for price in prices_ if price.from_on <= day]
    return counting[-1] if counting else None


def _listed(category: str, price: AccommodationPrice | None) -> dict[str, Any]:
    return {
        "category": category,
        "weekly": NOT_PRICED if price is None else _weekly(price),
        "from": price.from_on.isoformat() if price else None,
        "source": price.source if price else None,
    }


def _weekly(price: AccommodationPrice) -> str:
    return NOT_PRICED if price.weekly_pence is None else pounds(price.weekly_pence)


def _pounds(pence: int | None) -> str | None:
    return None if pence is None else pounds(pence)
