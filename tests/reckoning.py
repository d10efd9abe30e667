"""What the council stands for, reckoned a second time in plain arithmetic over the bare rows of a database.

It goes by accounts where the program goes by kinds, replays statuses where the program asks for the last, and takes
arrears from running sums.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guarantor.domain.dates import Month
from guarantor.domain.money import pounds
from guarantor.ledger.arrears import Charge, CouncilPayment, DepositPayment, Payment, RentRecord
from tests.ledger.by_formula import figures_by_formula
from tests.ledger.conftest import Figures
from tests.watching import asked

COLUMNS = (
    "id debit credit amount_pence happened_on recorded_at kind guarantee_ref claim_ref reason_code corrects"
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Bare:
    """A database of SQLite as it stands, of what was recorded by an instant, or all of it."""

    url: str
    known_at: dt.datetime | None = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query whose last column is when it was recorded, without that column."""
        found = asked(self.url, query)
        return [
            row[:-1]
            for row in found
            if self.known_at is None or dt.datetime.fromisoformat(row[-1]) <= self.known_at
        ]

    @cached_property
    def transfers(self) -> list[Row]:
        """Every transfer in order."""
        names = COLUMNS.split()
        query = f"SELECT {', '.join(names)}, recorded_at FROM transfer ORDER BY id"
        return [dict(zip(names, row, strict=True)) for row in self.rows(query)]


def balances_by_hand(url: str, on: str, known_at: dt.datetime | None, ref: str | None = None) -> Counter[str]:
    """Credits less debits of each account on a day (ISO text), transfer by transfer."""
    moved: Counter[str] = Counter()
    for made in Bare(url, known_at).transfers:
        if made["happened_on"] <= on and ref in (None, made["guarantee_ref"]):
            moved[made["debit"]] -= made["amount_pence"]
            moved[made["credit"]] += made["amount_pence"]
    return moved


def exposure_by_hand(url: str, on: str, known_at: dt.datetime | None = None) -> dict[str, Any]:
    """Every figure of the exposure on a day (ISO text) from the bare rows alone."""
    bare = Bare(url, known_at)
    made = [each for each in bare.transfers if each["happened_on"] <= on]
    held: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    raised: Counter[str] = Counter()
    for each in made:
        held[each["guarantee_ref"]][each["debit"]] -= each["amount_pence"]
        held[each["guarantee_ref"]][each["credit"]] += each["amount_pence"]
        raised[each["guarantee_ref"]] += each["amount_pence"] * (each["kind"] == "commitment_raised")
    issued = dict(bare.rows(f"SELECT ref, cap_pence, recorded_at FROM guarantee WHERE issued_on <= '{on}'"))
    status = dict.fromkeys(issued, "offered")
    steps = "SELECT guarantee_ref, status, recorded_at FROM guarantee_status WHERE happened_on <= '{}' ORDER BY id"
    status.update(bare.rows(steps.format(on)))
    those = {name: [ref for ref in issued if status[ref] == name] for name in ("active", "offered", "ended")}
    whole: Counter[str] = Counter()
    for account in held.values():
        whole.update(account)
    accepted = -whole["guarantee_expense"]
    costs = -whole["scheme_costs"]
    written_off = sum(each["amount_pence"] for each in made if each["kind"] == "written_off")
    return {
        "on": on,
        "guarantees": len(issued),
        "in_force": len(those["active"]),
        "offered": len(those["offered"]),
        "ended": len(those["ended"]),
        "guaranteed": pounds(sum(issued[ref] + raised[ref] for ref in those["active"])),
        "used": pounds(-sum(held[ref]["guarantee_expense"] for ref in those["active"])),
        "remaining": pounds(whole["commitment"]),
        **{
            f"remaining_{name.replace('active', 'in_force')}": pounds(
                sum(held[ref]["commitment"] for ref in refs)
            )
            for name, refs in those.items()
        },
        "accepted": pounds(accepted),
        "paid": pounds(accepted - whole["claims_payable"]),
        "costs": pounds(costs),
        "costs_paid": pounds(costs - whole["costs_payable"]),
        "recovered": pounds(whole["recoveries"]),
        "recoverable": pounds(-whole["recoverable"]),
        "written_off": pounds(written_off),
        **_rent(bare, those["active"], on),
    }


def _rent(bare: Bare, active: list[str], on: str) -> dict[str, Any]:
    day = dt.date.fromisoformat(on)
    due = {ref: _figures(bare, ref, day) for ref in active}
    charged = {
        ref: sum(each.amount_pence for each in _charges(bare, ref) if each.due_on <= day) for ref in active
    }
    owing = [ref for ref in active if due[ref].arrears_pence]
    silent = [ref for ref in active if due[ref].not_heard_of_pence and ref not in owing]
    nothing = [ref for ref in active if not due[ref].unpaid]
    confirmed = len(active) - len(owing) - len(silent) - len(nothing)
    arrears = sum(each.arrears_pence for each in due.values())
    not_heard_of = sum(each.not_heard_of_pence for each in due.values())
    met = sum(charged.values()) - arrears - not_heard_of
    return {
        "arrears": pounds(arrears),
        "in_arrears": len(owing),
        "not_heard_of": pounds(not_heard_of),
        "rent": {
            "in_arrears": {"guarantees": len(owing), "rent": pounds(arrears)},
            "not_heard_of": {"guarantees": len(silent), "rent": pounds(not_heard_of)},
            "confirmed": {"guarantees": confirmed, "rent": pounds(met)},
            "nothing_due": {"guarantees": len(nothing), "rent": "0.00"},
        },
    }


def _figures(bare: Bare, ref: str, day: dt.date) -> Figures:
    missed = {
        month
        for (month,) in [
            *bare.rows(
                f"SELECT month, recorded_at FROM rent_statement WHERE guarantee_ref = '{ref}' AND says = 'missed'"
            ),
            *bare.rows(
                "SELECT month, claim.recorded_at FROM claim_line JOIN claim ON claim.ref = claim_ref "
                f"WHERE guarantee_ref = '{ref}'"
            ),
        ]
    }
    rows = [
        (row, dt.date.fromisoformat(row["happened_on"]))
        for row in bare.transfers
        if row["guarantee_ref"] == ref
    ]
    paid = [
        Payment(on, left, month=_month(row["reason_code"].partition(" ")[2]))
        for row, on in rows
        if row["kind"] == "rent_paid" and (left := _left(bare, row)) > 0
    ]
    signed = [
        (row, on, row["amount_pence"] if row["corrects"] is None else -row["amount_pence"])
        for row, on in rows
    ]
    record = RentRecord(
        _charges(bare, ref),
        [each for each in paid if each.received_on <= day],
        [
            CouncilPayment(on, Month.read(row["reason_code"], "month"), pence)
            for row, on, pence in signed
            if row["kind"] == "rent_met_by_council"
        ],
        frozenset(Month.read(month, "month") for month in missed),
        [
            DepositPayment(on, Month.read(row["reason_code"], "month"), pence)
            for row, on, pence in signed
            if row["kind"] == "rent_met_by_deposit"
        ],
    )
    return figures_by_formula(record, day)


def _charges(bare: Bare, ref: str) -> list[Charge]:
    charges = [row for row in bare.transfers if (row["guarantee_ref"], row["kind"]) == (ref, "rent_charged")]
    left = [(dt.date.fromisoformat(row["happened_on"]), _left(bare, row)) for row in charges]
    return [Charge(day, pence) for day, pence in left if pence > 0]


def _left(bare: Bare, entry: Row) -> int:
    """What corrections have left of an entry of the rent record."""
    taken = [row["amount_pence"] for row in bare.transfers if row["corrects"] == entry["id"]]
    return int(entry["amount_pence"]) - sum(taken)


def _month(text: str) -> Month | None:
    return Month.read(text, "month") if text else None
