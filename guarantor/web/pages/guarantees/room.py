"""What the pages of guarantees share: their noun, the heading of a page about one, and their codes in words."""

from typing import Any

from flask import url_for

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.services.guaranteeing.looking_at import Around
from guarantor.web.access import Pages

pages = Pages("guarantees", __name__)

PARTIES = {
    Party.LANDLORD: "Landlord",
    Party.YOUNG_PERSON: "Young person",
    Party.COUNCIL: "Council",
}
ENDS = {
    EndReason.TERM_REACHED: "The term is over",
    EndReason.BIRTHDAY_25: "The young person is 25",
    EndReason.TENANCY_ENDED: "The tenancy ended",
    EndReason.TENANT_DIED: "The young person died",
    EndReason.CAP_USED_UP: "The cap is used up",
    EndReason.RELEASED_BY_LANDLORD: "The landlord releases the council",
    EndReason.OFFER_LAPSED: "The offer lapsed unsigned",
    EndReason.LANDLORD_BREACH: "The landlord’s fraud or breach",
    EndReason.COUNCIL_NOTICE: "The council gives notice on the deed’s own terms",
    EndReason.TRANSFERRED: "The young person moved: it goes on under a new deed",
}
CHANGES = {
    ChangeKind.RENT_ABOVE_CEILING: "Rent above the ceiling",
    ChangeKind.JOINT_TENANT: "Joint tenant",
    ChangeKind.MOVE: "Move",
    ChangeKind.ASSIGNMENT: "Assignment: the tenancy goes to somebody else, or the home to another landlord",
    ChangeKind.CORRECTED_BIRTH_DATE: "Corrected date of birth",
    ChangeKind.OTHER: "Something else",
}
DECISIONS = {
    ChangeDecision.CONSENTED: "Consent",
    ChangeDecision.NOT_CONSENTED: "No consent",
    ChangeDecision.NO_EFFECT: "It has no effect on the guarantee",
}
AREAS = {"kent": "Kent", "medway": "Medway", "london": "London", "elsewhere": "Elsewhere"}
STAGES = {
    "clear": "No arrears",
    "early_warning": "Early warning",
    "formal": "Formal warning",
    "claimable": "Claimable",
}
"""The stages of arrears in words."""


def heading(ref: str, around: Around) -> dict[str, Any]:
    """The caption and the way back of a page about one guarantee."""
    named = f"{ref}, {around.young_person}" if around.young_person else ref
    return {"caption": named, "back": url_for("guarantees.guarantee", ref=ref)}
