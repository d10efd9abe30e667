"""Letters to a landlord about missed rent: the report is here, what was decided on a claim, what was paid.

Knows what each letter is told, its sums, and which clauses that switches on. Decides nothing, and knows no wording
but that of its tables. What the council pays comes with the deposit already set against it.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from letters import discretion, formats
from letters.content import Content, Line, Pounds, Terms, Words
from letters.document import Document, Table
from letters.kinds import Edition
from letters.notices import to_landlords
from letters.notices.letter import LandlordNotice, letter
from letters.notices.order import check_order, check_sum_above_zero

Months = Annotated[tuple[Line, ...], Field(min_length=1)]
Outcome = Literal["accepted", "part-accepted", "rejected"]
_OUTCOMES: dict[Outcome, str] = {
    "accepted": "Accepted in full",
    "part-accepted": "Accepted in part",
    "rejected": "Not accepted",
}


class ReportReceivedContent(LandlordNotice):
    """A landlord told of missed rent. The tenant is spoken to by `what_next_by`."""

    received_on: date
    months: Months
    what_next_by: date
    terms: Terms

    @model_validator(mode="after")
    def _stands(self) -> Self:
        self.check_discreet("months")
        check_order(self, "received_on", "made_on")
        check_order(self, "received_on", "what_next_by")
        return self


class DecidedLine(Content):
    """One month of a claim in pounds: `accepted` is what the council pays of it, `reason` why it is not all."""

    month: Line
    claimed: Pounds
    accepted: Pounds
    reason: Words | None = None

    @model_validator(mode="after")
    def _within_the_claim(self) -> Self:
        if not self.claimed:
            raise ValueError("expected claimed above zero")
        if self.accepted > self.claimed:
            raise ValueError(f"expected accepted of at most {self.claimed}, as claimed, got {self.accepted}")
        return self


class ClaimDecisionContent(LandlordNotice):
    """What became of each month of a claim. `deposit_off` is what the landlord keeps of the deposit towards them.

    `pay_by` is None when nothing is paid, `dispute_by` when there is nothing to dispute. `paid_on` is the day of a
    payment that was made before the letter.
    """

    claim: Line
    received_on: date
    decided_on: date
    lines: Annotated[tuple[DecidedLine, ...], Field(min_length=1)]
    deposit_off: Pounds
    pay_by: date | None = None
    paid_on: date | None = None
    dispute_by: date | None = None

    @property
    def claimed(self) -> Decimal:
        """The sum of the claim."""
        return sum((line.claimed for line in self.lines), Decimal())

    @property
    def paid(self) -> Decimal:
        """What the council pays."""
        return sum((line.accepted for line in self.lines), Decimal())

    @property
    def not_accepted(self) -> Decimal:
        """What neither the council pays nor the deposit meets."""
        return self.claimed - self.paid - self.deposit_off

    @property
    def outcome(self) -> Outcome:
        """Accepted when council and deposit meet all of the claim, rejected when they meet nothing."""
        if self.not_accepted == 0:
            return "accepted"
        return "rejected" if self.not_accepted == self.claimed else "part-accepted"

    @model_validator(mode="after")
    def _stands(self) -> Self:
        self.check_discreet("claim")
        for line in self.lines:
            discretion.check("lines", f"{line.month} {line.reason or ''}")
        check_order(self, "received_on", "decided_on")
        check_order(self, "decided_on", "made_on")
        check_order(self, "decided_on", "pay_by")
        check_order(self, "decided_on", "paid_on")
        check_order(self, "paid_on", "made_on")
        check_order(self, "decided_on", "dispute_by")
        months = [line.month for line in self.lines]
        if len(set(months)) < len(months):
            raise ValueError("expected each month once in lines")
        return self

    @model_validator(mode="after")
    def _sums_agree(self) -> Self:
        if self.not_accepted < 0:
            raise ValueError(
                f"expected accepted and deposit_off of at most {self.claimed} in all, as claimed, got "
                f"{self.paid + self.deposit_off}"
            )
        if (self.pay_by is None) is (self.paid > 0):
            raise ValueError("expected pay_by where something is paid, and only there")
        if self.paid_on is not None and self.pay_by is None:
            raise ValueError("expected paid_on only where something is paid")
        if self.not_accepted and not any(line.reason for line in self.lines):
            raise ValueError("expected a reason in lines for what is not accepted")
        return self


class PaymentAdviceContent(LandlordNotice):
    """A claim was paid: how much, when, and under which reference. `cap_left` is what the guarantee can still pay."""

    claim: Line
    amount: Pounds
    paid_on: date
    payment_reference: Line
    for_months: Months
    cap_left: Pounds

    @model_validator(mode="after")
    def _stands(self) -> Self:
        self.check_discreet("claim", "payment_reference", "for_months")
        check_sum_above_zero(self, "amount")
        check_order(self, "paid_on", "made_on")
        return self


def report_received(content: ReportReceivedContent, edition: Edition = Edition.STANDARD) -> Document:
    """The receipt of a report of missed rent: it is no claim yet. Raises as `letter` does."""
    terms = content.terms
    values = {
        "received_on": formats.day(content.received_on),
        "what_next_by": formats.day(content.what_next_by),
        "report_within": formats.count(terms.report_within_days, "day"),
        "claim_after": formats.count(terms.claim_after_months, "month"),
        "decide_within": formats.count(terms.decide_within_working_days, "working day"),
        "pay_within": formats.count(terms.pay_within_days, "day"),
        "claim_window": formats.count(terms.claim_window_days, "day"),
    }
    facts = (("Rent not paid, or not in full", formats.names(content.months)),)
    switches = {"talk_to_come": content.made_on <= content.what_next_by}
    parts = to_landlords.parts(content, values, chosen=switches, facts=facts)
    return letter("report-received", content, parts, edition)


def claim_decision(content: ClaimDecisionContent, edition: Edition = Edition.STANDARD) -> Document:
    """The decision on a claim, month by month, what is paid and how to disagree. Raises as `letter` does."""
    outcome = content.outcome
    values = {"decided_on": formats.day(content.decided_on)}
    payment = _payment_stands(content)
    if content.pay_by is not None:
        values["paid"] = formats.money(content.paid)
        if content.paid_on is not None:
            values["paid_on"] = formats.day(content.paid_on)
        else:
            values["pay_by"] = formats.day(content.pay_by)
    if content.deposit_off:
        values["deposit_off"] = formats.money(content.deposit_off)
    if content.dispute_by is not None:
        values["dispute_by"] = formats.day(content.dispute_by)
    switches = {
        "accepted": outcome == "accepted",
        "part_accepted": outcome == "part-accepted",
        "rejected": outcome == "rejected",
        "deposit_kept": content.deposit_off > 0,
        "something_paid": content.pay_by is not None,
        "payment_to_come": payment == "to come",
        "payment_made": payment == "made",
        "payment_late": payment == "late",
        "dispute_to_come": content.dispute_by is not None and content.made_on <= content.dispute_by,
        "dispute_over": content.dispute_by is not None and content.dispute_by < content.made_on,
    }
    facts = (
        ("Claim", content.claim),
        ("We received it on", formats.day(content.received_on)),
        ("Decision", _OUTCOMES[outcome]),
    )
    after = {"decision-lines": [_lines(content), to_landlords.sums("In all", *_in_all(content))]}
    parts = to_landlords.parts(content, values, chosen=switches, facts=facts, after=after)
    return letter("claim-decision", content, parts, edition)


def payment_advice(content: PaymentAdviceContent, edition: Edition = Edition.STANDARD) -> Document:
    """The advice that a claim was paid. Raises as `letter` does."""
    values = {"cap_left": formats.money(content.cap_left)} if content.cap_left else {}
    facts = (
        ("Claim", content.claim),
        ("We paid", formats.money(content.amount)),
        ("Paid on", formats.day(content.paid_on)),
        ("Reference on the payment", content.payment_reference),
        ("For the rent of", formats.names(content.for_months)),
        ("What the guarantee can still pay", formats.money(content.cap_left)),
    )
    parts = to_landlords.parts(content, values, chosen={"cover_left": content.cap_left > 0}, facts=facts)
    return letter("payment-advice", content, parts, edition)


def _payment_stands(content: ClaimDecisionContent) -> Literal["none", "made", "to come", "late"]:
    """Where the payment stands on the day of the letter."""
    if content.pay_by is None:
        return "none"
    if content.paid_on is not None:
        return "made"
    return "to come" if content.made_on <= content.pay_by else "late"


def _lines(content: ClaimDecisionContent) -> Table:
    rows = [
        (line.month, formats.money(line.claimed), formats.money(line.accepted), _why(line))
        for line in content.lines
    ]
    return Table(
        "Each month of your claim",
        ("Month", "You claimed", "We pay", "Why"),
        tuple(rows),
        (0.2, 0.18, 0.18, 0.44),
        figures=frozenset({1, 2}),
        row_heads=True,
        show_caption=False,
    )


def _why(line: DecidedLine) -> str:
    if line.reason is not None:
        return line.reason
    return "Accepted in full" if line.accepted == line.claimed else "The deposit meets the rest"


def _in_all(content: ClaimDecisionContent) -> list[tuple[str, str]]:
    """From what was claimed to what is paid, leaving out what is nothing."""
    taken_off = (
        ("Less what you keep from the deposit", content.deposit_off),
        ("Less what we do not accept", content.not_accepted),
    )
    return [
        ("You claimed", formats.money(content.claimed)),
        *((label, formats.money(amount)) for label, amount in taken_off if amount),
        ("We pay", formats.money(content.paid)),
    ]
