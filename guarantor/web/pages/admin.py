"""Administration: who works here with which roles and accounts, what the operator has set, the rehearsal's date.

Roles and accounts take two administrators: what one proposes here the other confirms under "To confirm".
"""

from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, Role, View, may
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import confirming, databases, identity, people, settings_shown
from guarantor.services.data_protection import erasure
from guarantor.services.entering import accounts, live_settings
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk, office
from guarantor.web.forms import Form
from guarantor.web.showing import day, done, show

pages = Pages("admin", __name__)

_OF_PEOPLE = (Act.PROPOSE_ROLE, Act.PROPOSE_ACCOUNT)


class GiveRole(Form):
    """Somebody, new or known, and a role."""

    name = fields.line(
        "Username",
        hint="2 to 32 small letters, digits, dots or dashes. A name that is new makes a new user",
        needed="Enter a username",
        width=20,
        autocomplete="off",
        spellcheck=False,
    )
    role = fields.one_of("Role", [(role, role.capitalize()) for role in Role], needed="Choose a role")
    uid = fields.whole(
        "Number of their account on the server (uid)",
        hint="Only for somebody new who also uses the commands; a live database asks for it",
        width=10,
    )


class OpenAccount(Form):
    """Whose account it is; for the council's own sign-in, who they are there."""

    called: ClassVar = {"NAME": "name", "--identity": "council_identity"}
    name = fields.one_of_many("For whom?", [("", "Choose one")], needed="Choose for whom")
    council_identity = fields.line(
        "Their identity at the council’s own sign-in",
        hint="Leave it empty for a local account with a password",
        width=30,
        autocomplete="off",
        spellcheck=False,
    )


class CloseAccount(Form):
    """Whose account is closed."""

    name = fields.one_of_many("Whose account?", [("", "Choose one")], needed="Choose whose account")


class BusinessDate(Form):
    """The day that stands in for today."""

    on = fields.day("Business date", needed="Enter the day")


class Erase(Form):
    """The case, twice, so that nobody is erased by a slip."""

    ref = fields.line(
        "Case",
        hint="Its reference, such as RG-0001",
        needed="Enter the case’s reference",
        width=10,
        autocomplete="off",
    )
    again = fields.line(
        "Type ERASE and the reference to confirm",
        hint="For example, ERASE RG-0001",
        needed="Type ERASE and the reference",
        width=20,
        autocomplete="off",
    )


@pages.page("/admin", sees=View.USERS, section=(95, "Administration"))
def home() -> ResponseReturnValue:
    """Everybody who works here, what waits for a second administrator, and the ways on."""
    at = desk()
    held = accounts.listed(at.office)
    users = [{**each, "account": held.get(each["name"])} for each in people.listed(at.office)]
    return show(
        "admin/home.html",
        title="Administration",
        users=users,
        waiting=[each for each in confirming.waiting(at.office) if Act(each["act"]) in _OF_PEOPLE],
        may_change=may(at.person.roles, Act.PROPOSE_ROLE),
        me=at.person,
        rehearsal=identity.kind(at.office) == "rehearsal",
    )


@pages.page("/admin/role", does=Act.PROPOSE_ROLE)
def role() -> ResponseReturnValue:
    """Propose that somebody gets a role."""
    at = desk()
    form = GiveRole(name=request.args.get("name", "")[:32])
    if form.sent():
        uid = _number(form.uid.data)
        answer = people.propose_role(at.office, at.person, str(form.name.data), Role(form.role.data), uid)
        return _proposed(answer, f"{form.name.data} as {form.role.data}")
    return show(
        "admin/role.html",
        title="Give somebody a role",
        back=url_for("admin.home"),
        form=form,
        live=identity.kind(at.office) == "live",
    )


@pages.page("/admin/account", does=Act.PROPOSE_ACCOUNT)
def account() -> ResponseReturnValue:
    """Propose a way in for a user."""
    at = desk()
    form = OpenAccount(name=request.args.get("name", ""))
    form.name.choices = [
        ("", "Choose one"),
        *((each["name"], each["name"]) for each in people.listed(at.office)),
    ]
    if form.sent():
        answer = accounts.propose_account(at.office, at.person, form.name.data, form.council_identity.data)
        return _proposed(answer, f"an account for {form.name.data}")
    return show(
        "admin/account.html",
        title="Open an account",
        back=url_for("admin.home"),
        form=form,
        with_council=at.office.settings.oidc_issuer is not None,
    )


@pages.page("/admin/account/close", does=Act.CLOSE_ACCOUNT)
def close() -> ResponseReturnValue:
    """Close an account at once."""
    at = desk()
    form = CloseAccount(name=request.args.get("name", ""))
    form.name.choices = [("", "Choose one"), *((name, name) for name in sorted(accounts.listed(at.office)))]
    if form.sent():
        accounts.close_account(at.office, at.person, form.name.data)
        return done(f"The account of {form.name.data} is closed", url_for("admin.home"))
    return show("admin/close.html", title="Close an account", back=url_for("admin.home"), form=form)


@pages.page("/admin/settings", sees=View.USERS)
def settings() -> ResponseReturnValue:
    """What the operator has set, and where; nothing can be changed here."""
    return show(
        "admin/settings.html",
        title="Settings",
        back=url_for("admin.home"),
        settings=settings_shown.settings(office()),
        live=identity.kind(office()) == "live",
        against=live_settings.shown(office()),
    )


@pages.page("/admin/business-date", does=Act.SET_BUSINESS_DATE)
def business_date() -> ResponseReturnValue:
    """Move the day that stands in for today in a rehearsal."""
    at = desk()
    form = BusinessDate(on=at.on)
    if form.sent():
        assert form.on.data is not None, "the form asked for it"
        databases.set_business_date(at.office, at.person, form.on.data)
        return done(f"The business date is {day(form.on.data)}", url_for("admin.home"))
    return show(
        "admin/business_date.html",
        title="Business date of the rehearsal",
        back=url_for("admin.home"),
        form=form,
        live=identity.kind(at.office) == "live",
    )


@pages.page("/admin/erase", does=Act.ERASE_PERSON)
def erase() -> ResponseReturnValue:
    """Take a person out of the record."""
    at = desk()
    form = Erase()
    if form.sent():
        ref = str(form.ref.data).upper()
        if str(form.again.data).split() != ["ERASE", ref]:
            raise WrongInput.at("again", f"expected ERASE {ref}")
        answer = erasure.erase_person(at.office, at.person, ref, at.on)
        return done(f"{ref} is erased: {answer['erased']} entries were emptied", url_for("admin.home"))
    return show("admin/erase.html", title="Erase a person", back=url_for("admin.home"), form=form)


def _proposed(answer: dict[str, Any], what: str) -> ResponseReturnValue:
    return done(
        f"{answer['pending']} is proposed: {what}. Another administrator confirms it", url_for("admin.home")
    )


def _number(text: str | None) -> int | None:
    if text is not None and not (text.isascii() and text.isdigit()):
        raise WrongInput.at("uid", "expected a whole number")
    return None if text is None else int(text)
