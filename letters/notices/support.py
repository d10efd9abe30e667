"""Letters while a guarantee lasts and at its end: a missed rent, a claim that was paid, a plan, a review, a move.

Knows what each letter is told and which clauses that switches on. Does not know why rent was missed, nor any
wording.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from letters import formats
from letters.content import Address, Content, Line, Positive, Pounds
from letters.document import Block, Document, Table
from letters.kinds import Edition
from letters.notices import advice, law
from letters.notices.advice import NoticeWithHelp
from letters.notices.letter import letter
from letters.notices.order import check_order, check_sum_above_zero

Months = Annotated[tuple[Line, ...], Field(min_length=1)]
EndedBecause = Literal[
    "term_reached",
    "birthday_25",
    "tenancy_ended",
    "cap_used_up",
    "released_by_landlord",
    "offer_lapsed",
    "landlord_breach",
    "council_notice",
    "transferred",
]
"""Why a guarantee ended, in the codes of the record, without the one after which there is nobody to write to."""

_REASONS: tuple[EndedBecause, ...] = get_args(EndedBecause)
_NO_HOME_TO_STAY_IN = {"tenancy_ended", "offer_lapsed", "transferred"}
_NOTHING_CLAIMABLE = {"cap_used_up", "offer_lapsed"}


class EarlyWarningContent(NoticeWithHelp):
    """Rent was missed. `formal`: a month's rent or more is owed. `we_ring_by`: a call promised by then."""

    home: Address
    months_missed: Months
    arrears: Pounds
    formal: bool
    adviser: Line | None = None
    we_ring_by: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_sum_above_zero(self, "arrears")
        check_order(self, "made_on", "we_ring_by")
        return self


class HelpGoesOnContent(NoticeWithHelp):
    """The landlord was paid. `left` is what the guarantee can still pay; `we_ring_by`: a call promised by then."""

    paid: Pounds
    paid_on: date
    for_months: Months
    left: Pounds
    repayment: Literal["none", "instalments"]
    adviser: Line | None = None
    we_ring_by: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_sum_above_zero(self, "paid")
        check_order(self, "paid_on", "made_on")
        check_order(self, "made_on", "we_ring_by")
        return self


class Instalment(Content):
    """One payment of a plan: the day by which it is asked for, and how much."""

    due_on: date
    amount: Pounds

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_sum_above_zero(self, "amount")
        return self


class RecoveryPlanContent(NoticeWithHelp):
    """What is to be paid back, and when. Through `breathing_space_until`, that day included, nothing is asked for."""

    owed: Pounds
    instalments: Annotated[tuple[Instalment, ...], Field(min_length=1)]
    breathing_space_until: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        total = sum((each.amount for each in self.instalments), Decimal())
        if total != self.owed:
            raise ValueError(f"expected instalments of {self.owed} in all, as owed says, got {total}")
        if any(later.due_on < earlier.due_on for earlier, later in pairwise(self.instalments)):
            raise ValueError("expected instalments in the order of their due_on")
        check_order(self, "made_on", "breathing_space_until")
        return self

    def asked_on(self, instalment: Instalment) -> date:
        """The day to pay by: the due day, or the first one after the breathing space."""
        if self.breathing_space_until is None:
            return instalment.due_on
        return max(instalment.due_on, self.breathing_space_until + timedelta(days=1))


class ReviewContent(NoticeWithHelp):
    """An invitation to talk; `number` counts the reviews of this guarantee from 1."""

    meet_by: date
    number: Positive
    adviser: Line | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "made_on", "meet_by")
        return self


class TransferContent(NoticeWithHelp):
    """What is left of the guarantee goes along to a new home. `sign_by`: the last day for the new papers, if set."""

    old_home: Address
    new_home: Address
    months_left: Positive
    cap_left: Pounds
    ends_on: date
    sign_by: date | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_sum_above_zero(self, "cap_left")
        check_order(self, "made_on", "ends_on")
        check_order(self, "made_on", "sign_by")
        check_order(self, "sign_by", "ends_on")
        if self.old_home == self.new_home:
            raise ValueError(f"expected a new_home other than old_home, {self.old_home}")
        return self


class EndContent(NoticeWithHelp):
    """A guarantee is over. `ended_on` is its last day, whose rent it still covers.

    `claim_until` is the last day to claim. It is not told where nothing can be claimed: all was paid, or the
    offer lapsed before it bound anybody.
    """

    home: Address
    ended_on: date
    reason: EndedBecause
    claim_until: date

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "ended_on", "made_on")
        check_order(self, "ended_on", "claim_until")
        return self


def early_warning(content: EarlyWarningContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter that a missed rent brings: help first. Raises as `letter` does."""
    missed, arrears = formats.names(content.months_missed), formats.money(content.arrears)
    values = {"home": content.home, **law.on_missed_rent(content.made_on, formal=content.formal)}
    after: dict[str, list[Block]] = {}
    if edition is Edition.EASY_READ:
        values |= {"months_missed": missed, "arrears": arrears}
    else:
        after["warning-heard"] = [
            advice.facts(
                "The rent that was not paid",
                ("Not paid, or not all of it", missed),
                ("What you owe your landlord now", arrears),
            )
        ]
    parts = advice.parts(
        content,
        values,
        chosen={"formal": content.formal},
        after=after,
        adviser=content.adviser,
        ring_by=content.we_ring_by,
        edition=edition,
    )
    return letter("early-warning", content, parts, edition)


def help_goes_on(content: HelpGoesOnContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter after the landlord was paid. Raises as `letter` does."""
    table = advice.facts(
        "What we paid",
        ("Rent for", formats.names(content.for_months)),
        ("What we paid", formats.money(content.paid)),
        ("When we paid it", formats.day(content.paid_on)),
        ("What is left of our promise", formats.money(content.left)),
    )
    values = {"paid": formats.money(content.paid), "paid_on": formats.day(content.paid_on)}
    if content.left:
        values["left"] = formats.money(content.left)
    switches = {"repayment_asked": content.repayment == "instalments", "cover_left": content.left > 0}
    parts = advice.parts(
        content,
        values,
        chosen=switches,
        after={"paid-what": [table]},
        adviser=content.adviser,
        ring_by=content.we_ring_by,
    )
    return letter("help-goes-on", content, parts, edition)


def recovery_plan(content: RecoveryPlanContent, edition: Edition = Edition.STANDARD) -> Document:
    """The plan to pay back, payment by payment. Raises as `letter` does."""
    first_on = content.asked_on(content.instalments[0])
    is_late = first_on < content.made_on
    values = {
        "owed": formats.money(content.owed),
        "payments": formats.count(len(content.instalments), "payment"),
        "first_amount": formats.money(content.instalments[0].amount),
        "first_on": formats.day(first_on),
    }
    if content.breathing_space_until is not None:
        values["nothing_until"] = formats.day(content.breathing_space_until)
    switches = {"breathing_space": content.breathing_space_until is not None, "first_is_late": is_late}
    parts = advice.parts(content, values, chosen=switches, after={"plan-what": [_plan_table(content)]})
    return letter("recovery-plan", content, parts, edition)


def review(content: ReviewContent, edition: Edition = Edition.STANDARD) -> Document:
    """The invitation to a review. Raises as `letter` does."""
    values = {"meet_by": formats.day(content.meet_by), "number": str(content.number)}
    return letter("review", content, advice.parts(content, values, adviser=content.adviser), edition)


def transfer(content: TransferContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter on a move. Raises as `letter` does."""
    table = advice.facts(
        "What moves with you",
        ("Your new home", content.new_home),
        ("What is left of our promise", formats.count(content.months_left, "month")),
        ("Our promise ends on", formats.day(content.ends_on)),
        ("The most we can still pay", formats.money(content.cap_left)),
    )
    values = {
        "old_home": content.old_home,
        "new_home": content.new_home,
        "months_left": formats.count(content.months_left, "month"),
        "cap_left": formats.money(content.cap_left),
        "ends_on": formats.day(content.ends_on),
    }
    if content.sign_by is not None:
        values["sign_by"] = formats.day(content.sign_by)
    switches = {"day_set": content.sign_by is not None}
    parts = advice.parts(content, values, chosen=switches, after={"transfer-left": [table]})
    return letter("transfer", content, parts, edition)


def end(content: EndContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter when a guarantee is over. Raises as `letter` does."""
    claims_open = content.reason not in _NOTHING_CLAIMABLE
    values = {"home": content.home, "ended_on": formats.day(content.ended_on)}
    values |= {"claim_until": formats.day(content.claim_until)} if claims_open else {}
    if content.reason == "birthday_25":
        values["age"] = content.reason.rpartition("_")[2]
    # A switch's name has no figures.
    switches = {reason.removesuffix("_25"): reason == content.reason for reason in _REASONS} | {
        "tenancy_goes_on": content.reason not in _NO_HOME_TO_STAY_IN,
        "claims_to_come": claims_open and content.made_on <= content.claim_until,
        "claims_over": claims_open and content.claim_until < content.made_on,
    }
    return letter("end", content, advice.parts(content, values, chosen=switches), edition)


def _plan_table(content: RecoveryPlanContent) -> Table:
    rows, left = [], content.owed
    for number, each in enumerate(content.instalments, start=1):
        left -= each.amount
        rows.append(
            (
                str(number),
                formats.day(content.asked_on(each)),
                formats.money(each.amount),
                formats.money(left),
            )
        )
    return Table(
        "Your payments",
        ("Payment", "Pay by", "How much", "Left after it"),
        tuple(rows),
        (0.19, 0.33, 0.24, 0.24),
        figures=frozenset({2, 3}),
        row_heads=True,
    )
