"""What was written down wrong of a signature, put as it stands on the paper."""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import Party
from guarantor.domain.wrong_input import NotFound
from guarantor.services.guaranteeing import looking_at, signature_corrections
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.pages.guarantees.room import PARTIES, heading, pages
from guarantor.web.pages.guarantees.signing import SignatureWords
from guarantor.web.showing import done, show


class Correction(SignatureWords):
    """The words of the paper, and what was wrong."""

    reason = fields.line(
        "What was wrong?", hint="For example: the name was misspelt", needed="Say what was wrong"
    )


@pages.page("/guarantees/<guarantee:ref>/signature/<party>", does=Act.CORRECT_SIGNATURE)
def correct_signature(ref: str, party: str) -> ResponseReturnValue:
    """Put right what was written of one party's signature."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    signed = around.signatures.get(Party(party)) if party in set(Party) else None
    if signed is None:
        raise NotFound("PARTY", "a party that signed", party)
    who = Party(party)
    form = Correction(
        name=signed.name,
        capacity=signed.capacity,
        how=signed.how,
        witnessed="yes" if signed.witness else "no",
        witness=signed.witness,
    )
    if form.sent() and form.answers_agree():
        signature_corrections.correct(
            at.office,
            at.person,
            ref,
            who,
            at.on,
            why=str(form.reason.data),
            name=str(form.name.data),
            capacity=str(form.capacity.data),
            witness=form.witness.data,
            how=str(form.how.data),
        )
        says = f"The signature of the {PARTIES[who].lower()} is put right"
        return done(says, url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/correct_signature.html",
        title=f"Put right what was written of the signature of the {PARTIES[who].lower()}",
        **heading(ref, around),
        form=form,
        signed=signed,
    )
