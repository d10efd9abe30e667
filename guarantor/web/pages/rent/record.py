"""Rent on one screen: what fell due, was paid, missed or not heard of, arrears in pounds and days, and their stages."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.casework import showing
from guarantor.services.correspondence import batches
from guarantor.services.guaranteeing.looking_at import Around
from guarantor.services.rent_record import rent as rents
from guarantor.services.rent_record import rent_corrections
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.guarantees.room import STAGES
from guarantor.web.pages.rent.room import around_of, heading, month_in_words, pages, sees_names
from guarantor.web.showing import show

_WARNINGS = ("early_warning", "formal_warning")
_LETTER = "early-warning"
_EVERY = {"week": "weekly", "four_weeks": "every four weeks", "month": "monthly", "term": "by term"}


@pages.page("/guarantees/<guarantee:ref>/rent", sees=View.MONEY)
def rent(ref: str) -> ResponseReturnValue:
    """The rent record as it stands on the business day."""
    at = desk()
    around = around_of(at, ref)
    everything = request.args.get("all") == "1"
    found = rents.statement(at.office, ref, at.on, everything=everything)
    names = sees_names(at)
    top = heading(at, ref, around)
    top["back"] = url_for("guarantees.guarantee", ref=ref) if names else url_for("claims.claims")
    return show(
        "rent/rent.html",
        title="Rent record",
        **top,
        rent=found,
        charges=[{**each, "state": _state(each)} for each in found["charges"]][::-1],
        entries=rent_corrections.entries(at.office, ref)[::-1],
        stages=STAGES,
        every=_EVERY[found["every"]],
        month=month_in_words,
        around=around,
        names=names,
        letter=_letter_offered(at, ref, around) if names else None,
        everything=everything,
        corrects=may(at.person.roles, Act.CORRECT_RENT),
        enters=may(at.person.roles, Act.RECORD_RENT_PAYMENT) and not _lapsed(at, ref),
    )


def _state(charge: dict[str, Any]) -> str:
    """What is known of a charge."""
    if charge["unpaid"] == "0.00":
        return "paid"
    if not charge["heard_of"]:
        return "not_heard_of"
    return "missed" if charge["unpaid"] == charge["amount"] else "part_paid"


def _lapsed(at: Desk, ref: str) -> bool:
    return bool(showing.guarantee(at.office, ref)["reason"] == "offer_lapsed")


def _letter_offered(at: Desk, ref: str, around: Around) -> str | None:
    """Where the warning letter is made that an open task asks for; None where nothing asks, or it was made since."""
    if not may(at.person.roles, Act.ISSUE_LETTER):
        return None
    opened = [
        each["opened_on"] for each in showing.guarantee(at.office, ref)["tasks"] if each["kind"] in _WARNINGS
    ]
    if not opened:
        return None
    for paper in batches.of_case(at.office, around.case_ref):
        stands = paper["kind"] == _LETTER and paper["ref"] == ref and paper["withdrawn_on"] is None
        if stands and paper["made_on"] >= max(opened):
            return None
    return url_for("case_letters.make", ref=around.case_ref, letter=f"{_LETTER} {ref}")
