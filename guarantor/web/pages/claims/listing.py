"""The list of claims: what waits to be decided and for how long, what is to be paid, and what became of the rest."""

import re
from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, Role, View, may
from guarantor.domain.claim_filters import ClaimFilter, Wanted
from guarantor.services.claiming import claim_lists
from guarantor.services.claiming.claim_lists import Listed
from guarantor.services.claiming.preparing import signed_guarantee
from guarantor.web import fields
from guarantor.web.desk import Desk, desk
from guarantor.web.forms import Form
from guarantor.web.pages.claims.room import pages, time_left
from guarantor.web.showing import pages_of, show

_REFERENCE = re.compile(r"RG-\d{4,9}(/[1-9]\d{0,3}(/C[1-9]\d{0,3})?)?")


class ByLandlord(Form):
    """A search by a landlord's name, which never stands in an address."""

    landlord = fields.line("Landlord’s name, or some of it", needed="Enter some of the landlord’s name")


class OnGuarantee(Form):
    """Which guarantee a claim is lodged on."""

    called = {"GREF": "guarantee"}  # noqa: RUF012 - declared as a mapping by Form
    guarantee = fields.line(
        "Guarantee",
        hint="Its reference stands on the landlord’s deed, for example RG-0001/1",
        needed="Enter the guarantee’s reference",
        width=20,
    )


@pages.page("/claims", sees=View.MONEY, section=(40, "Claims"))
def claims() -> ResponseReturnValue:
    """Claims by where they stand, what waits longest first."""
    at = desk()
    stands = _chosen(at)
    said = request.args.get("reference", "").strip()
    under = _reference(said)
    wanted = Wanted(stands, under=under)
    number = request.args.get("page", 1, type=int)
    unknown = bool(said) and under is None
    listed = claim_lists.listed(at.office, at.person, at.on, wanted, number)
    if unknown:
        listed = replace(listed, claims=(), found=0, pages=1)
    return _shown(at, listed, stands, said=said, unknown=unknown)


@pages.page("/claims/landlord", sees=View.MONEY, methods=("GET", "POST"))
def landlord() -> ResponseReturnValue:
    """The latest claims of landlords by name; sent by POST, so that no name stands in an address."""
    at = desk()
    form = ByLandlord()
    listed = None
    if form.sent():
        wanted = Wanted(ClaimFilter.ALL, landlord=form.landlord.data)
        listed = claim_lists.listed(at.office, at.person, at.on, wanted)
    return show(
        "claims/landlord.html",
        title="Find a landlord’s claims",
        back=url_for("claims.claims"),
        form=form,
        listed=listed,
        on=at.on,
        time_left=time_left,
        named=_named(at),
    )


@pages.page("/claims/new", does=Act.LODGE_CLAIM)
def which() -> ResponseReturnValue:
    """Which guarantee the landlord claims on."""
    at = desk()
    form = OnGuarantee()
    if form.sent():
        ref = signed_guarantee(at.office, str(form.guarantee.data))
        return redirect(url_for("claims.lodge", ref=ref), 303)
    return show(
        "claims/which.html",
        title="Which guarantee does the landlord claim on?",
        caption="Lodge a claim",
        back=url_for("claims.claims"),
        form=form,
    )


def _shown(at: Desk, listed: Listed, stands: ClaimFilter, *, said: str, unknown: bool) -> ResponseReturnValue:
    return show(
        "claims/list.html",
        title="Claims",
        listed=listed,
        stands=stands,
        said=said,
        unknown=unknown,
        on=at.on,
        time_left=time_left,
        named=_named(at),
        may_lodge=may(at.person.roles, Act.LODGE_CLAIM),
        listing=pages_of("page", listed.page, listed.pages),
    )


def _named(at: Desk) -> bool:
    """Whether the person may see names."""
    return bool(at.person.roles & {Role.CASEWORKER, Role.APPROVER, Role.AUDITOR})


def _chosen(at: Desk) -> ClaimFilter:
    """What the address chooses; a search looks everywhere, finance begins with what is to be paid."""
    said = request.args.get("stands", "")
    if said in set(ClaimFilter):
        return ClaimFilter(said)
    if request.args.get("reference"):
        return ClaimFilter.ALL
    decides = at.person.roles & {Role.CASEWORKER, Role.APPROVER, Role.AUDITOR}
    return ClaimFilter.TO_DECIDE if decides else ClaimFilter.TO_PAY


def _reference(said: str) -> str | None:
    """The reference that was typed, with slashes or with dashes; None where it is none."""
    plain = re.sub(r"\s", "", said).upper()
    plain = re.sub(r"^(RG-\d+)-(\d+)(?:-(C\d+))?$", lambda m: "/".join(filter(None, m.groups())), plain)
    return plain if _REFERENCE.fullmatch(plain) else None
