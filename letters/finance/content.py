"""What the finance report is told: sums to the penny and what they rest on, typed and frozen.

Knows guarantees and claims by their references and has no field for a person. Sums may be below zero.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from letters import printable
from letters.content import Content, Line, Pounds
from letters.panel.content import AssumedLine, Row, Said
from letters.report_content import Count, LiabilityLine

_Signed = Annotated[Decimal, Field(max_digits=14, decimal_places=2, allow_inf_nan=False)]
Sum = Annotated[_Signed, BeforeValidator(printable.exact_pounds)]


class StandLine(Content):
    """What the council stands for under one name: a month, an area, a group, an age, a quarter of expiry."""

    name: Line
    in_force: Count
    offered: Count
    guaranteed: Sum
    used: Sum
    remaining: Sum
    arrears: Sum
    not_heard_of: Sum


class Part(Content):
    """The lines of one way to split the exposure."""

    by: Line
    lines: tuple[StandLine, ...]


class Movement(Content):
    """A line of a month of the waterfall that moved, with its sign."""

    line: Line
    amount: Sum


class FallMonth(Content):
    """A month of the waterfall: what it opened with, what moved, what it closed with."""

    month: Line
    closed: bool
    opening: Sum
    moved: tuple[Movement, ...]
    closing: Sum


class Waterfall(Content):
    """One of commitment, cost and cash, month to month; `earlier` months stand in the workbook alone."""

    of: Line
    earlier: Count
    months: tuple[FallMonth, ...]


class BudgetLine(Content):
    """A programme's financial year; budget and variance are None where none was set."""

    programme: Line
    year: Line
    budget: Sum | None
    accepted: Sum
    costs: Sum
    recoveries: Sum
    forecast: Sum
    outturn: Sum
    variance: Sum | None


class ClaimLine(Content):
    """A claim by its reference and where it stands."""

    claim: Line
    lodged_on: date
    stands: Line
    claimed: Sum
    accepted: Sum
    paid: Sum
    to_pay: Sum


class RecoveryLine(Content):
    """What was asked back of a claim, what came, what nobody asks for any more, what is left."""

    claim: Line
    paid: Sum
    asked: Sum
    back: Sum
    written_off: Sum
    left: Sum


class LossLine(Content):
    """Credit loss and contingent liability of a guarantee, or of a stage with `name` saying which."""

    name: Line
    stage: Count
    twelve_months: Pounds
    lifetime: Pounds
    allowance: Pounds
    maximum: Pounds
    contingent: Pounds


class StressLine(Content):
    """What the guarantees that stand cost under a stress."""

    name: Line
    happens: Said
    owner: Line
    mean: Pounds
    p95: Pounds


class HeldLine(Content):
    """A total of this report beside the balance of the ledger that it must equal."""

    about: Line
    sheet: Line
    reported: Sum
    accounts: Line
    ledger: Sum

    @property
    def differs(self) -> Decimal:
        """What lies between them; 0 where the report is right."""
        return self.reported - self.ledger


class FinanceReportContent(Content):
    """The report at the close of a day. `data_digest` is over every figure of report and workbook."""

    council_name: Annotated[Line, Field(max_length=80)]
    programme: Line
    policy: Line
    figures_on: date
    rehearsal: bool
    exposure: tuple[Row, ...]
    money: tuple[Row, ...]
    months: tuple[StandLine, ...]
    parts: tuple[Part, ...]
    waterfalls: tuple[Waterfall, ...]
    budget: tuple[BudgetLine, ...]
    costs_of_no_guarantee: tuple[Row, ...]
    budget_says: Said
    claims: tuple[ClaimLine, ...]
    recoveries: tuple[RecoveryLine, ...]
    losses_say: Said
    stages: tuple[LossLine, ...]
    losses: tuple[LossLine, ...]
    past_their_term: tuple[Line, ...]
    liability: tuple[LiabilityLine, ...]
    stresses: tuple[StressLine, ...]
    held: tuple[HeldLine, ...]
    rules: tuple[AssumedLine, ...]
    assumptions: tuple[AssumedLine, ...]
    basis: Line
    closed_months: tuple[Row, ...]
    data_digest: Annotated[Line, Field(max_length=80)]
    journal_head: Annotated[Line, Field(max_length=80)]
