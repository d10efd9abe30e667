"""A guarantee on one page: its terms, the cap used and left, papers, signatures, rent in short, changes and its end."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.correspondence import as_printed
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.money import pence, pounds
from guarantor.services.casework import showing
from guarantor.services.correspondence import batches, letters
from guarantor.services.guaranteeing import looking_at
from guarantor.services.guaranteeing.looking_at import Around
from guarantor.services.rent_record import rent
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.guarantees.room import AREAS, CHANGES, DECISIONS, ENDS, PARTIES, STAGES, pages
from guarantor.web.showing import show


@pages.page("/guarantees/<guarantee:ref>", sees=View.CASES)
def guarantee(ref: str) -> ResponseReturnValue:
    """The guarantee as it stands."""
    at = desk()
    held = showing.guarantee(at.office, ref)
    around = looking_at.around(at.office, at.person, ref, at.on)
    says, address = _next_step(at, ref, held, around)
    named = f"{ref}, {around.young_person}" if around.young_person else ref
    return show(
        "guarantees/guarantee.html",
        title=f"Guarantee {ref}",
        caption=around.young_person or "",
        crumbs=[
            ("Guarantees", url_for("guarantees.guarantees")),
            (around.case_ref, url_for("cases.case", ref=around.case_ref)),
            (named, url_for("guarantees.guarantee", ref=ref)),
        ],
        ref=ref,
        held=held,
        around=around,
        left=pounds(pence(held["cap"], "cap") - pence(held["accepted"], "accepted")),
        next_says=says,
        next_address=address,
        papers=_papers(at, ref, around.case_ref),
        rent=rent.statement(at.office, ref, at.on),
        offered=_offered(at, ref, held),
        words={
            "parties": PARTIES,
            "ends": ENDS,
            "changes": CHANGES,
            "decisions": DECISIONS,
            "areas": AREAS,
            "stages": STAGES,
        },
        corrects=may(at.person.roles, Act.CORRECT_SIGNATURE),
        signs=may(at.person.roles, Act.RECORD_SIGNATURE) and held["status"] == GuaranteeStatus.OFFERED,
        stores=may(at.person.roles, Act.STORE_EXECUTED_COPY),
        confirms=may(at.person.roles, Act.CONFIRM_END),
    )


def _next_step(at: Desk, ref: str, held: dict[str, Any], around: Around) -> tuple[str, str | None]:
    """What comes next in one sentence, and where the person does it; None where it is not theirs or nothing to do."""
    if around.over is not None and held["status"] != GuaranteeStatus.ENDED:
        ends = may(at.person.roles, Act.END_GUARANTEE) and around.not_end is None
        says = f"{ENDS[around.over[0]]}. The daily run writes the end down, or an approver does."
        return says, url_for("guarantees.end", ref=ref) if ends else None
    if held["status"] == GuaranteeStatus.OFFERED:
        waits = [PARTIES[party].lower() for party, signed in around.signatures.items() if signed is None]
        says = f"Send the papers, and record each signature as it comes. Still to sign: {', '.join(waits)}."
        first = next(party for party, signed in around.signatures.items() if signed is None)
        signs = may(at.person.roles, Act.RECORD_SIGNATURE)
        return says, url_for("guarantees.sign", ref=ref, party=first) if signs else None
    rent_page = url_for("rent.rent", ref=ref)
    if held["status"] == GuaranteeStatus.ACTIVE:
        return (
            "It is in force. Keep the rent record: what fell due, what was paid, what was not heard of.",
            rent_page,
        )
    until = f"{around.claimable_until.day} {around.claimable_until:%B %Y}"
    if held["reason"] == "offer_lapsed":
        return "It lapsed unsigned: nothing was promised, and nothing can be claimed.", None
    return f"It has ended. Rent due before the end can be claimed until {until}.", rent_page


def _papers(at: Desk, ref: str, case_ref: str) -> list[dict[str, Any]]:
    """The papers and letters of this guarantee, each with its title and its code as it is printed."""
    return [
        {**each, "title": letters.title(each["kind"]), "printed": as_printed(each["code"])}
        for each in batches.of_case(at.office, case_ref)
        if each["ref"] == ref
    ]


def _offered(at: Desk, ref: str, held: dict[str, Any]) -> list[tuple[str, str]]:
    """What the person can do on the guarantee as it stands, each with its address."""
    status = held["status"]
    stands = status != GuaranteeStatus.ENDED
    active = status == GuaranteeStatus.ACTIVE
    lapsed = held["reason"] == "offer_lapsed"
    acts = [
        (Act.RECORD_RENT_PAYMENT, not lapsed, "Record a rent payment", "rent.pay"),
        (Act.RECORD_MISSED_RENT, not lapsed, "Record missed rent", "rent.missed"),
        (Act.CHARGE_RENT, not lapsed, "Set up the rent that falls due", "rent.schedule"),
        (Act.OPEN_CHANGE, stands, "Report a change", "guarantees.change"),
        (Act.OPEN_TASK, stands, "Open a task", "tasks.open_for_guarantee"),
        (
            Act.ASK_FOR_TRANSFER,
            (active or lapsed) and not held["move"],
            "The young person moves",
            "guarantees.move",
        ),
        (Act.LODGE_CLAIM, not lapsed, "Lodge a claim for the landlord", "claims.lodge"),
        (Act.PROPOSE_END, stands, "End it early", "guarantees.end"),
    ]
    return [
        (text, url_for(endpoint, ref=ref))
        for act, can, text, endpoint in acts
        if can and may(at.person.roles, act)
    ]
