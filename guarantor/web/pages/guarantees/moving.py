"""A young person moves: a new deed is asked for with the new home, and the case takes its ordinary way again."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.guarantee_changes import MoveReason
from guarantor.domain.money import pounds
from guarantor.services.casework import applications
from guarantor.services.guaranteeing import looking_at, moves
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.guarantees.room import AREAS, heading, pages
from guarantor.web.showing import done, money, show

_LETS = [
    ("private", "Private landlord"),
    ("university", "University"),
    ("social", "Social housing"),
    ("supported", "Supported housing"),
    ("lodging", "Lodging"),
]


class NewHome(Dated):
    """The new home, its landlord and rent, and what is kept for rent due before the move."""

    because = fields.one_of(
        "Why does the young person leave?",
        [(MoveReason.MOVE, "They move"), (MoveReason.NO_FAULT_NOTICE, "The landlord gave a no-fault notice")],
        needed="Choose why",
    )
    address = fields.line("Address of the new home", needed="Enter the address")
    postcode = fields.line("Postcode", needed="Enter the postcode", width=10)
    starts_on = fields.day("First day of the new tenancy", needed="Enter the first day")
    kind = fields.one_of("Kind of let", _LETS, needed="Choose the kind of let")
    rooms = fields.one_of(
        "Rooms",
        [("shared", "A room in a shared home"), ("1-bed", "One bedroom"), ("2-bed", "Two bedrooms")],
        needed="Choose the rooms",
    )
    area = fields.one_of("Area", list(AREAS.items()), needed="Choose the area")
    brma = fields.one_of_many(
        "If in Kent or Medway: which rental market area?",
        [],
        hint="The Broad Rental Market Area of the postcode, for Local Housing Allowance",
    )
    joint = fields.tick("Others rent it under the same tenancy")
    licence = fields.tick("It is let by licence and not by a tenancy")
    monthly_rent = fields.pounds("Rent of the whole home a month", needed="Enter the rent")
    rent_share = fields.pounds("The young person’s share a month", needed="Enter their share")
    deposit = fields.pounds("Deposit", hint="Leave empty where none is known yet")
    landlord = fields.line("Landlord’s name", needed="Enter the landlord’s name")
    landlord_address = fields.line("Landlord’s address", needed="Enter the landlord’s address")
    landlord_email = fields.line("Landlord’s email")
    agent = fields.line("Agent", hint="Leave empty where there is none")
    payee = fields.line("Who would be paid?", hint="The landlord or the agent")
    keep = fields.pounds(
        "Keep of the old cap for rent due before the move",
        hint="Leave empty to keep what the rent record shows",
    )


@pages.page("/guarantees/<guarantee:ref>/move", does=Act.ASK_FOR_TRANSFER)
def move(ref: str) -> ResponseReturnValue:
    """Ask for a new deed for the remaining months and cap, on the same place."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    form = NewHome(because=MoveReason.MOVE, kind="private", area="kent")
    form.brma.choices = [("", "Choose one"), *((area, area) for area in applications.market_areas())]
    if form.sent():
        answer = moves.ask(
            at.office,
            at.person,
            ref,
            _document(form),
            form.on.data or at.on,
            MoveReason(form.because.data),
            form.keep.pence,
        )
        notes = " ".join(answer["notes"])
        return done(
            f"The move is asked for: {answer['months_left']} months and {money(answer['cap_left'])} of the cap are "
            f"left for the new home. {notes} Next: weigh the case again".replace("  ", " "),
            url_for("cases.case", ref=around.case_ref),
        )
    return show(
        "guarantees/move.html", title="The young person moves", **heading(ref, around), form=form, ref=ref
    )


def _document(form: NewHome) -> dict[str, Any]:
    """The new home as a document of `case add`; what it does not name stays as it is."""
    return {
        "tenancy": {
            "kind": form.kind.data,
            "starts_on": form.starts_on.data.isoformat() if form.starts_on.data else None,
            "monthly_rent": _pounds(form.monthly_rent.pence),
            "rent_share": _pounds(form.rent_share.pence),
            "brma": form.brma.data or None,
            "area": form.area.data,
            "rooms": form.rooms.data,
        },
        "property": {
            "address": form.address.data,
            "postcode": form.postcode.data,
            "joint": form.joint.data,
            "licence": form.licence.data,
        },
        "landlord": {
            "name": form.landlord.data,
            "address": form.landlord_address.data,
            "email": form.landlord_email.data,
            "agent": form.agent.data,
            "payee": form.payee.data,
        },
        "deposit": _pounds(form.deposit.pence),
    }


def _pounds(amount_pence: int | None) -> str | None:
    return None if amount_pence is None else pounds(amount_pence)
