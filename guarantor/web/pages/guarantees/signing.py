"""Signatures on the deed, party by party, and the signed copies that come back: kept by one, confirmed by another."""

import datetime as dt
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.correspondence import as_printed
from guarantor.domain.lifecycle import GuaranteeStatus, Party
from guarantor.domain.wrong_input import NotFound
from guarantor.services.correspondence import batches, executed_copies, letters
from guarantor.services.correspondence.executed_copies import SIGNED_BY
from guarantor.services.guaranteeing import guarantees, looking_at
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import Desk, desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.pages.guarantees.room import PARTIES, heading, pages
from guarantor.web.showing import done, show

_ASKS = {
    Party.LANDLORD: "The deed asks that the landlord signs on it before a witness who is not a party to it.",
    Party.COUNCIL: "The deed asks for the council’s common seal, affixed before an authorised signatory.",
    Party.YOUNG_PERSON: "The young person signs the agreement. It asks for no witness.",
}
"""What each party's paper itself says of the way of signing."""
_CAPACITY = {Party.LANDLORD: "landlord", Party.YOUNG_PERSON: "tenant"}
"""What a party signs as, where the party itself says so; who acts for the council has to be said."""


class SignatureWords(Form):
    """Who signed for a party, as what, before whom, and how."""

    name = fields.line("Who signed?", hint="The name as it stands on the deed", needed="Enter who signed")
    capacity = fields.line(
        "As what?",
        hint="For example landlord, director, agent, tenant, Head of Service",
        needed="Enter as what they signed",
    )
    witnessed = fields.one_of(
        "Did somebody witness it?",
        [("yes", "Yes"), ("no", "No, nobody did")],
        needed="Say whether somebody witnessed it",
        inline=True,
    )
    witness = fields.line("Who witnessed it?", hint="Only where somebody did")
    how = fields.one_of(
        "How was it signed?",
        [("on paper", "On paper"), ("electronically", "Electronically"), ("by seal", "By seal")],
        needed="Choose how it was signed",
        inline=True,
    )

    def answers_agree(self) -> bool:
        """Whether a witness is named where there was one, and only there; else the field says what is wrong."""
        if self.witnessed.data == "yes" and not self.witness.data:
            self.witness.errors = ["Enter who witnessed it"]
        elif self.witnessed.data == "no" and self.witness.data:
            self.witness.errors = ["Leave the name of the witness empty where nobody witnessed it"]
        return not self.witness.errors


class Signature(Dated, SignatureWords):
    """A signature with its day."""


class Copy(Dated):
    """The signed copy as it came back."""

    called = {**Dated.called, "FILE": "copy"}  # noqa: RUF012 - declared as a mapping by Form
    copy = fields.upload(
        "Signed copy", hint="A scan or a signed PDF: PDF, PNG or JPEG", needed="Choose the file"
    )


class Compared(Dated):
    """The second person's word."""

    compared = fields.tick(
        "I have opened the copy and seen that it is this paper, with the signatures that are recorded",
        needed="Open the copy and compare it before you confirm it",
    )


class TakenBack(Dated):
    """Why a copy is none."""

    reason = fields.words(
        "Why is it not the signed copy?",
        hint="For example: it is the deed of another guarantee",
        needed="Say why it is not the signed copy",
    )


@pages.page("/guarantees/<guarantee:ref>/sign/<party>", does=Act.RECORD_SIGNATURE)
def sign(ref: str, party: str) -> ResponseReturnValue:
    """Record one party's signature; the third puts the guarantee in force."""
    at = desk()
    if party not in set(Party):
        raise NotFound("PARTY", "a party of the deed", party)
    who = Party(party)
    around = looking_at.around(at.office, at.person, ref, at.on)
    form = Signature(name=around.names[who], capacity=_CAPACITY.get(who))
    form.on.label.text = "Date of the signature"
    if form.sent() and form.answers_agree():
        signed = guarantees.sign(
            at.office,
            at.person,
            ref,
            who,
            form.on.data or at.on,
            name=form.name.data,
            capacity=form.capacity.data,
            witness=form.witness.data,
            how=form.how.data,
        )
        return done(_said(who, signed["status"], around), url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/sign.html",
        title=f"Record the signature of the {PARTIES[who].lower()}",
        **heading(ref, around),
        form=form,
        ref=ref,
        signed=around.signatures[who],
        asks=_ASKS[who],
    )


@pages.page("/guarantees/<guarantee:ref>/signed/<paper:code>", does=Act.STORE_EXECUTED_COPY)
def upload(ref: str, code: str) -> ResponseReturnValue:
    """Keep a signed copy of the deed or the agreement."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    papers = {
        each["code"]: each for each in batches.of_case(at.office, around.case_ref) if each["ref"] == ref
    }
    if code not in papers:
        raise NotFound("CODE", "a paper of this guarantee", code)
    form = Copy()
    form.on.label.text = "When did it come?"
    if form.sent():
        kept = executed_copies.store(at.office, at.person, code, form.copy.data.read(), form.on.data or at.on)
        says = f"Kept as {kept['copy']}. It counts once somebody other than you has compared it"
        return done(says, url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/upload.html",
        title=f"Keep a signed copy: {letters.title(papers[code]['kind']).lower()}",
        **heading(ref, around),
        form=form,
        ref=ref,
        printed=as_printed(code),
    )


@pages.page("/guarantees/<guarantee:ref>/signed/<copy:number>", sees=View.CASES)
def copy(ref: str, number: int) -> ResponseReturnValue:
    """A signed copy: who kept it, what became of it, and what the record says of the signatures on it."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    found = _copy_of(at, ref, number)
    return show(
        "guarantees/copy.html",
        title=f"Signed copy {found['copy']}",
        **heading(ref, around),
        ref=ref,
        number=number,
        copy=found,
        paper=letters.title(found["kind"]),
        printed=as_printed(found["code"]),
        signatures=[(PARTIES[party], around.signatures[party]) for party in SIGNED_BY[found["kind"]]],
        own=found["kept_by"] == at.person.name,
        compares=may(at.person.roles, Act.COMPARE_EXECUTED_COPY),
    )


@pages.page("/guarantees/<guarantee:ref>/signed/<copy:number>/file", sees=View.CASES)
def copy_file(ref: str, number: int) -> ResponseReturnValue:
    """A signed copy as it came."""
    at = desk()
    _copy_of(at, ref, number)
    found = executed_copies.file(at.office, number)
    return download(found.content, found.name, found.media_type)


@pages.page("/guarantees/<guarantee:ref>/signed/<copy:number>/confirm", does=Act.COMPARE_EXECUTED_COPY)
def confirm_copy(ref: str, number: int) -> ResponseReturnValue:
    """The second person's word that a copy is the paper with the signatures."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    found = _copy_of(at, ref, number)
    form = Compared()
    form.on.label.text = "When did you compare it?"
    if form.sent():
        executed_copies.confirm(at.office, at.person, number, form.on.data or at.on)
        return done(f"{found['copy']} is confirmed", url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/compare.html",
        title=f"Confirm the signed copy {found['copy']}",
        **heading(ref, around),
        form=form,
        ref=ref,
        number=number,
        copy=found,
        paper=letters.title(found["kind"]).lower(),
    )


@pages.page("/guarantees/<guarantee:ref>/signed/<copy:number>/take-back", does=Act.TAKE_BACK_EXECUTED_COPY)
def take_back_copy(ref: str, number: int) -> ResponseReturnValue:
    """Say that a file was kept as a signed copy in error."""
    at = desk()
    around = looking_at.around(at.office, at.person, ref, at.on)
    found = _copy_of(at, ref, number)
    form = TakenBack()
    if form.sent():
        executed_copies.take_back(at.office, at.person, number, form.reason.data or "", form.on.data or at.on)
        return done(f"{found['copy']} is taken back", url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/take_back.html",
        title=f"Take the signed copy {found['copy']} back",
        **heading(ref, around),
        form=form,
    )


def _copy_of(at: Desk, ref: str, number: int) -> dict[str, Any]:
    """A copy of one of this guarantee's papers. Raises NotFound, also for another guarantee's."""
    found = executed_copies.one(at.office, number)
    if found["ref"] != ref:
        raise NotFound("COPY", "a signed copy of this guarantee", f"SC-{number}")
    return found


def _said(party: Party, status: str, around: looking_at.Around) -> str:
    """What was done, and what comes next."""
    if status == GuaranteeStatus.ACTIVE:
        return "All three have signed: the guarantee is in force. Next: keep the signed copies and set up the rent"
    left = [
        PARTIES[each].lower()
        for each, signed in around.signatures.items()
        if not signed and each is not party
    ]
    until = _day(around.lapses_on)
    return f"Signature recorded. Still to sign, by {until}: {', '.join(left)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
