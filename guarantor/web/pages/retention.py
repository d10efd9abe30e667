"""Data protection: how long what is kept, what is due, legal holds, and deletion runs of two administrators.

Names references and kinds of record; whoever administers sees no case.
"""

from collections.abc import Iterable
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import confirming
from guarantor.services.data_protection import deletion, legal_holds, oversight
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, RecordKind, clocks
from guarantor.services.data_protection.due import Due
from guarantor.services.data_protection.oversight import Chosen, Run
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.showing import done, pages_of, plain, show

pages = Pages("retention", __name__)

_SEES = View.USERS
_KINDS = [(kind.value, plain(kind)) for kind in RecordKind]


class Propose(Form):
    """The first administrator's word."""


class Confirm(Form):
    """The second administrator's word."""

    looked = fields.tick(
        "I have looked through the list and know that there is no way back",
        needed="Tick the box once you have looked through the list",
    )


class PutHold(Form):
    """The case, and why it is held."""

    ref = fields.line(
        "Case",
        hint="Its reference, such as RG-0001",
        needed="Enter the case’s reference",
        width=10,
        autocomplete="off",
        spellcheck=False,
    )
    reason = fields.words(
        "Why is it held?",
        hint="Such as a claim that was announced. Whoever may see the case reads this. Write no names",
        needed="Say why it is held",
    )


class LiftHold(Form):
    """Why the hold is lifted."""

    reason = fields.words("Why is the hold lifted?", needed="Say why the hold is lifted")


@pages.page("/admin/retention", sees=_SEES)
def home() -> ResponseReturnValue:
    """The clocks, what is due or runs, what is held, and the deletion runs."""
    at = desk()
    asked = request.args.get("kind", "")
    chosen = Chosen(
        kind=RecordKind(asked) if asked in set(RecordKind) else None,
        due_only=request.args.get("due") == "now",
        page=request.args.get("page", 1, type=int),
    )
    found = oversight.oversight(at.office, chosen, at.on)
    return show(
        "retention/home.html",
        title="How long records are kept",
        back=url_for("admin.home"),
        on=at.on,
        clocks=clocks().values(),
        events=EVENT_IN_WORDS,
        kinds=_KINDS,
        chosen=chosen,
        found=found,
        can_be_confirmed=any(not each.not_due for each in found.waiting),
        listing=pages_of("page", found.page, found.pages),
        may_hold=may(at.person.roles, Act.PUT_HOLD),
        may_propose=may(at.person.roles, Act.PROPOSE_DELETION),
    )


@pages.page("/admin/retention/propose", does=Act.PROPOSE_DELETION)
def propose() -> ResponseReturnValue:
    """What would go, and proposing that it goes."""
    at = desk()
    going = oversight.would_go(at.office, at.on)
    form = Propose(version=going.fingerprint)
    if form.sent():
        pending = deletion.propose(at.office, at.person, at.on)["pending"]
        return done(
            f"{pending} is proposed. Nothing goes until another administrator has reviewed and confirmed it",
            url_for("retention.run", number=pending),
        )
    return show(
        "retention/propose.html",
        title="Propose a deletion run",
        back=url_for("retention.home"),
        form=form,
        going=going,
        records=_by_case(going.records),
    )


@pages.page("/admin/retention/runs/<pending:number>", sees=_SEES)
def run(number: int) -> ResponseReturnValue:
    """What a run would take, or took."""
    return _shown(oversight.run(desk().office, number, desk().on), Confirm())


@pages.page("/admin/retention/runs/<pending:number>/confirm", does=Act.CONFIRM_DELETION)
def confirm(number: int) -> ResponseReturnValue:
    """Let what was listed go, as the second administrator."""
    at = desk()
    found = oversight.run(at.office, number, at.on)
    form = Confirm()
    if form.sent():
        answer = confirming.confirm(at.office, at.person, number, on=at.on)
        says = f"P-{number} is confirmed. Entries erased: {answer['erased']}"
        if at.office.settings.erasure_list_file is not None and not answer["listed"]:
            says += ". The list of what was erased could not be written: tell whoever runs this service"
        return done(says, url_for("retention.run", number=number))
    return _shown(found, form)


@pages.page("/admin/retention/hold", does=Act.PUT_HOLD)
def hold() -> ResponseReturnValue:
    """Hold a case, so that nothing of it goes."""
    at = desk()
    form = PutHold(ref=request.args.get("case", "")[:12])
    if form.sent():
        ref = case_ref(str(form.ref.data).upper(), "ref")
        if not legal_holds.may_be_put(at.office, ref):
            raise WrongInput.at("ref", "expected the reference of a case that there is")
        legal_holds.put(at.office, at.person, ref, str(form.reason.data), at.on)
        return done(
            f"{ref} is held. Nothing of it is erased until the hold is lifted", url_for("retention.home")
        )
    return show("retention/hold.html", title="Hold a case", back=url_for("retention.home"), form=form)


@pages.page("/admin/retention/hold/<case:ref>", does=Act.LIFT_HOLD)
def lift(ref: str) -> ResponseReturnValue:
    """What was done with the hold of a case, and lifting it where it stands."""
    at = desk()
    steps = legal_holds.of_case(at.office, ref)
    form = LiftHold(version=len(steps))
    if form.sent():
        legal_holds.lift(at.office, at.person, ref, str(form.reason.data), at.on)
        return done(f"The hold of {ref} is lifted. Its clocks count again", url_for("retention.home"))
    return show(
        "retention/lift.html",
        title="Legal hold",
        caption=ref,
        back=url_for("retention.home"),
        form=form,
        ref=ref,
        steps=steps,
        held=bool(steps) and steps[-1].step == "put",
    )


def _shown(found: Run, form: Confirm) -> ResponseReturnValue:
    at = desk()
    waits = found.confirmed_by is None
    return show(
        "retention/run.html",
        title="A deletion run that waits" if waits else "A deletion run that was confirmed",
        caption=found.pending,
        back=url_for("retention.home"),
        form=form,
        run=found,
        waits=waits,
        records=_by_case(found.going.records) if found.going else [],
        own=found.proposed_by == at.person.name,
        may_confirm=may(at.person.roles, Act.CONFIRM_DELETION),
        may_hold=may(at.person.roles, Act.PUT_HOLD),
    )


def _by_case(records: Iterable[Due]) -> list[dict[str, Any]]:
    """What goes, a line for each case: its kinds of record, since when their time is over, and their entries."""
    found: dict[str, list[Due]] = {}
    for each in records:
        found.setdefault(each.case, []).append(each)
    return [
        {
            "case": case,
            "kinds": [each.kind for each in of],
            "over_on": min(each.due_on for each in of),
            "entries": sum(each.rows for each in of),
        }
        for case, of in found.items()
    ]
