"""Letters to a landlord about a change: a higher rent, a tenant who moves, the end of a guarantee.

Knows what each letter is told and which clauses that switches on. Never knows where a tenant moves to, nor that an
end was a birthday, nor any wording.
"""

from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, model_validator

from letters import formats
from letters.content import Pounds, Words
from letters.document import Block, Document, Paragraph
from letters.kinds import Edition
from letters.notices import to_landlords
from letters.notices.letter import LandlordNotice, letter
from letters.notices.order import check_order, check_sum_above_zero

EndedBecause = Literal[
    "term_reached",
    "tenancy_ended",
    "tenant_died",
    "cap_used_up",
    "released_by_landlord",
    "landlord_breach",
    "council_notice",
    "transferred",
]
"""Why a guarantee that was in force ended, in the codes of the record, as far as a landlord is told."""

_REASONS: tuple[EndedBecause, ...] = get_args(EndedBecause)
_TENANCY_OVER = {"tenancy_ended", "tenant_died", "transferred"}


def _end_date_reached(reason: object) -> object:
    """To a landlord a guarantee that ran to a birthday is one that reached the end date of its deed."""
    return "term_reached" if reason == "birthday_25" else reason


class RentRiseContent(LandlordNotice):
    """Consent to a share above the deed's ceiling, or none. Sums are pounds a month.

    `new_share` is the share that the guarantee follows from `from_on`, with consent only; `ceiling` is the highest
    share that it follows on that day, after the decision. With consent `maximum` is the maximum guarantee before it
    and `new_maximum` the one after it, both in all and not a month.
    """

    asked_share: Pounds
    from_on: date
    consented: bool
    new_share: Pounds | None = None
    ceiling: Pounds
    maximum: Pounds | None = None
    new_maximum: Pounds | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _stands(self) -> Self:
        self.check_discreet("reason")
        check_sum_above_zero(self, "asked_share", "ceiling")
        if self.consented is not bool(self.new_share):
            raise ValueError("expected new_share above zero where consented is true, and only there")
        if self.new_share is not None and self.new_share > self.ceiling:
            raise ValueError(
                f"expected new_share of at most the ceiling, {self.ceiling}, got {self.new_share}"
            )
        if {bool(self.maximum), bool(self.new_maximum)} != {self.consented}:
            raise ValueError(
                "expected maximum and new_maximum above zero where consented is true, and only there"
            )
        if self.maximum and self.new_maximum and self.new_maximum < self.maximum:
            raise ValueError(
                f"expected new_maximum of at least the maximum, {self.maximum}, got {self.new_maximum}"
            )
        return self


class LandlordTransferContent(LandlordNotice):
    """This landlord's guarantee ends because the tenant moves. `ended_on` is its last day."""

    ended_on: date
    claim_until: date

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "ended_on", "claim_until")
        return self


class LandlordEndContent(LandlordNotice):
    """A guarantee is over. `ended_on` is its last day, `claim_until` the last to claim, where anything is left to."""

    ended_on: date
    reason: Annotated[EndedBecause, BeforeValidator(_end_date_reached)]
    claim_until: date

    @model_validator(mode="after")
    def _stands(self) -> Self:
        check_order(self, "ended_on", "made_on")
        check_order(self, "ended_on", "claim_until")
        return self


def rent_rise(content: RentRiseContent, edition: Edition = Edition.STANDARD) -> Document:
    """The answer to a rent above the ceiling. Raises as `letter` does."""
    values = {"ceiling": formats.money(content.ceiling), "from_on": formats.day(content.from_on)}
    raised: list[tuple[str, str]] = []
    if content.new_share is not None and content.maximum is not None and content.new_maximum is not None:
        values["new_share"] = formats.money(content.new_share)
        values |= {
            "maximum": formats.money(content.maximum),
            "new_maximum": formats.money(content.new_maximum),
        }
        raised = [
            ("Maximum guarantee before", values["maximum"]),
            ("Maximum guarantee now", values["new_maximum"]),
        ]
    facts = (
        ("Share you asked for", f"{formats.money(content.asked_share)} a month"),
        ("From", formats.day(content.from_on)),
        ("Our answer", "We consent" if content.consented else "We do not consent"),
        ("Highest share that the guarantee follows", f"{formats.money(content.ceiling)} a month"),
        *raised,
    )
    after: dict[str, list[Block]] = {}
    if content.reason is not None:
        after["rise-reason"] = [Paragraph(content.reason)]
    switches = {"consented": content.consented, "reason_given": content.reason is not None}
    parts = to_landlords.parts(content, values, chosen=switches, facts=facts, after=after)
    return letter("rent-rise", content, parts, edition)


def landlord_transfer(content: LandlordTransferContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter to the landlord whom a tenant leaves. Raises as `letter` does."""
    values = {"ended_on": formats.day(content.ended_on), "claim_until": formats.day(content.claim_until)}
    facts = (
        ("Last day of the guarantee", values["ended_on"]),
        ("Last day to claim", values["claim_until"]),
    )
    switches = {
        "cover_to_end": content.made_on <= content.ended_on,
        "claims_to_come": content.made_on <= content.claim_until,
    }
    parts = to_landlords.parts(content, values, chosen=switches, facts=facts)
    return letter("landlord-transfer", content, parts, edition)


def landlord_end(content: LandlordEndContent, edition: Edition = Edition.STANDARD) -> Document:
    """The letter when a landlord's guarantee is over, and what can still be claimed. Raises as `letter` does."""
    claims_open = content.reason != "cap_used_up"
    values = {"ended_on": formats.day(content.ended_on)}
    facts = [("Last day of the guarantee", values["ended_on"])]
    if claims_open:
        values["claim_until"] = formats.day(content.claim_until)
        facts.append(("Last day to claim", values["claim_until"]))
    switches = {reason: reason == content.reason for reason in _REASONS} | {
        "claims_open": claims_open,
        "claims_to_come": claims_open and content.made_on <= content.claim_until,
        "claims_over": claims_open and content.claim_until < content.made_on,
        "tenancy_goes_on": content.reason not in _TENANCY_OVER,
    }
    parts = to_landlords.parts(content, values, chosen=switches, facts=facts)
    return letter("landlord-end", content, parts, edition)
