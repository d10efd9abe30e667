"""Signatures on the deed, party by party, and the signed copies that come back, kept and handed out."""

import datetime as dt

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View
from guarantor.domain.correspondence import as_printed
from guarantor.domain.lifecycle import GuaranteeStatus, Party
from guarantor.domain.wrong_input import NotFound
from guarantor.services.correspondence import batches, executed_copies, letters
from guarantor.services.guaranteeing import guarantees, looking_at
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.downloads import download
from guarantor.web.pages.guarantees.room import PARTIES, heading, pages
from guarantor.web.showing import done, show

_ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


class Signature(Dated):
    """Who signed for a party, as what, before whom, how, and on which day."""

    name = fields.line("Who signed?", hint="The name as it stands on the deed", needed="Enter who signed")
    capacity = fields.line("As what?", hint="For example landlord, director, agent, tenant, Head of Service")
    witness = fields.line("Who witnessed it?", hint="Leave empty where nobody did")
    how = fields.one_of(
        "How was it signed?",
        [("on paper", "On paper"), ("electronically", "Electronically"), ("by seal", "By seal")],
        needed="Choose how it was signed",
        inline=True,
    )


class Copy(Dated):
    """The signed copy as it came back."""

    called = {**Dated.called, "FILE": "copy"}  # noqa: RUF012 - declared as a mapping by Form
    copy = fields.upload(
        "Signed copy", hint="A scan or a signed PDF: PDF, PNG or JPEG", needed="Choose the file"
    )


@pages.page("/guarantees/<guarantee:ref>/sign/<party>", does=Act.RECORD_SIGNATURE)
def sign(ref: str, party: str) -> ResponseReturnValue:
    """Record one party's signature; the third puts the guarantee in force."""
    at = desk()
    if party not in set(Party):
        raise NotFound("PARTY", "a party of the deed", party)
    who = Party(party)
    around = looking_at.around(at.office, at.person, ref, at.on)
    form = Signature(name=around.names[who], capacity=_capacity(who), how="on paper")
    form.on.label.text = "Date of the signature"
    if form.sent():
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
        executed_copies.store(at.office, at.person, code, form.copy.data.read(), form.on.data or at.on)
        return done("The signed copy is kept", url_for("guarantees.guarantee", ref=ref))
    return show(
        "guarantees/upload.html",
        title=f"Keep a signed copy: {letters.title(papers[code]['kind']).lower()}",
        **heading(ref, around),
        form=form,
        ref=ref,
        printed=as_printed(code),
    )


@pages.page("/guarantees/<guarantee:ref>/signed", sees=View.CASES)
def copy(ref: str) -> ResponseReturnValue:
    """A signed copy as it came, by its digest in the query."""
    digest = request.args.get("copy", "")
    found = looking_at.signed_copy(desk().office, ref, digest)
    name = f"signed-{ref.replace('/', '-')}-{digest[:8]}.{_ENDINGS[found.media_type]}"
    return download(found.content, name, found.media_type)


def _capacity(party: Party) -> str:
    return {Party.LANDLORD: "landlord", Party.YOUNG_PERSON: "tenant", Party.COUNCIL: "Head of Service"}[party]


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
