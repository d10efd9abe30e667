"""Letters and papers of a case: what is due, made, handed out as a file, sent, come back, withdrawn."""

from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.correspondence import ReturnReason, SentHow, WithdrawalReason, as_printed
from guarantor.services.correspondence import asked_for, dispatch, of_one_case, withdrawing
from guarantor.services.correspondence import letters as making
from guarantor.services.correspondence.dispatch import Destination, OnRecord
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.showing import done, own_address, plain, show

pages = Pages("case_letters", __name__)

_EDITIONS = {
    "standard": "Standard",
    "large-print": "Large print",
    "easy-read": "Easy words and pictures",
}


class Make(Form):
    """Which letter, and in which edition."""

    letter = fields.one_of("Which letter?", [], needed="Choose the letter")
    edition = fields.one_of("In which edition?", list(_EDITIONS.items()), needed="Choose the edition")


class Sent(Dated):
    """How and where a paper went."""

    called: ClassVar[dict[str, str]] = {**Dated.called, "--to": "sent_to"}
    how = fields.one_of("How did it go?", [], needed="Choose how it went")
    sent_to = fields.line(
        "Where did it go, if not to the place named above?",
        hint="Needed where no place is named",
    )


class CameBack(Dated):
    """Why what was sent came back."""

    reason = fields.one_of(
        "Why did it come back?", [(each, plain(each)) for each in ReturnReason], needed="Choose why"
    )


class Withdrawn(Dated):
    """Why a paper no longer stands."""

    reason = fields.one_of(
        "Why does it no longer stand?",
        [(each, plain(each)) for each in WithdrawalReason],
        needed="Choose why",
    )


@pages.page("/cases/<case:ref>/letters", sees=View.CASES)
def letters(ref: str) -> ResponseReturnValue:
    """What is due and what was made."""
    at = desk()
    return show(
        "cases/letters.html",
        title="Letters and papers",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        ref=ref,
        due=of_one_case.due(at.office, ref, at.on),
        papers=of_one_case.made(at.office, ref),
        makes=may(at.person.roles, Act.ISSUE_LETTER),
    )


@pages.page("/cases/<case:ref>/letters/make", does=Act.ISSUE_LETTER)
def make(ref: str) -> ResponseReturnValue:
    """Make a letter that is due."""
    at = desk()
    due = of_one_case.due(at.office, ref, at.on)
    chosen = request.args.get("letter") or (f"{due[0].kind} {due[0].ref}" if due else None)
    form = Make(letter=chosen, edition="standard")
    form.letter.choices = {f"{each.kind} {each.ref}": f"{each.title} ({each.ref})" for each in due}
    if form.sent():
        kind, _, about = form.letter.data.partition(" ")
        edition = asked_for.edition(form.edition.data)
        answer = making.issue(at.office, at.person, kind, about, at.on, edition)
        return done(
            "The letter is made. Look at it, then send it",
            url_for("case_letters.letter", ref=ref, code=answer["code"]),
        )
    return show(
        "cases/make_letter.html",
        title="Make a letter",
        caption=caption(ref),
        back=url_for("case_letters.letters", ref=ref),
        form=form,
        ref=ref,
    )


@pages.page("/cases/<case:ref>/letters/<paper:code>", sees=View.CASES)
def letter(ref: str, code: str) -> ResponseReturnValue:
    """One paper, what became of it, and what can be done with it."""
    at = desk()
    paper = of_one_case.one(at.office, ref, code)
    return show(
        "cases/letter.html",
        title=paper["title"],
        caption=f"{paper['ref']}, {as_printed(code)}",
        back=url_for("case_letters.letters", ref=ref),
        ref=ref,
        paper=paper,
        printed=as_printed(code),
        sends=may(at.person.roles, Act.RECORD_DISPATCH),
        withdraws=may(at.person.roles, Act.WITHDRAW_PAPER),
    )


@pages.page("/cases/<case:ref>/letters/<paper:code>/file", sees=View.CASES)
def file(ref: str, code: str) -> ResponseReturnValue:
    """The sealed file as it was issued."""
    paper = of_one_case.one(desk().office, ref, code)
    name = f"{paper['kind']}-{paper['ref'].replace('/', '-')}-{code}.pdf"
    return download(making.file(desk().office, code), name, "application/pdf")


@pages.page("/cases/<case:ref>/letters/<paper:code>/sent", does=Act.RECORD_DISPATCH)
def sent(ref: str, code: str) -> ResponseReturnValue:
    """Record that a paper went out."""
    at = desk()
    paper = of_one_case.one(at.office, ref, code)
    form = Sent()
    ways = of_one_case.ways(at.office, code)
    form.how.choices = {str(how): _way(how, found, ways.held) for how, found in ways.by.items()}
    back = own_address(request.args.get("back"), url_for("case_letters.letter", ref=ref, code=code))
    if form.sent():
        how = SentHow(form.how.data)
        dispatch.send(at.office, at.person, code, how, form.on.data or at.on, form.sent_to.data)
        return done(f"“{paper['title']}” is recorded as sent", back)
    return _act("cases/letter_sent.html", "Record as sent", ref, paper, form, held=ways.held, back=back)


def _way(how: SentHow, found: Destination, held: OnRecord) -> str:
    """A way of sending with its place; a note on safe contact is shown once above and not with every way."""
    if how is SentHow.BY_HAND or (found.place is None and held.note):
        return plain(how)
    return f"{plain(how)}, to {found.place}" if found.place else f"{plain(how)}: {found.why_not}"


@pages.page("/cases/<case:ref>/letters/<paper:code>/returned", does=Act.RECORD_RETURNED_LETTER)
def returned(ref: str, code: str) -> ResponseReturnValue:
    """Record that the last sending came back."""
    at = desk()
    paper = of_one_case.one(at.office, ref, code)
    form = CameBack()
    if form.sent():
        reason = ReturnReason(form.reason.data)
        dispatch.came_back(at.office, at.person, code, reason, form.on.data or at.on)
        return done(
            "It is recorded as returned. A task asks for a safe address",
            url_for("case_letters.letter", ref=ref, code=code),
        )
    return _act("cases/letter_act.html", "Record as returned", ref, paper, form)


@pages.page("/cases/<case:ref>/letters/<paper:code>/withdraw", does=Act.WITHDRAW_PAPER)
def withdraw(ref: str, code: str) -> ResponseReturnValue:
    """Say that a paper no longer stands."""
    at = desk()
    paper = of_one_case.one(at.office, ref, code)
    form = Withdrawn()
    if form.sent():
        reason = WithdrawalReason(form.reason.data)
        withdrawing.withdraw(at.office, at.person, code, reason, form.on.data or at.on)
        return done(
            "The paper is withdrawn. Whoever checks it is told so",
            url_for("case_letters.letter", ref=ref, code=code),
        )
    return _act("cases/letter_act.html", "Withdraw the paper", ref, paper, form, grave=True)


def _act(
    template: str,
    title: str,
    ref: str,
    paper: dict[str, Any],
    form: Form,
    *,
    grave: bool = False,
    back: str | None = None,
    **more: Any,
) -> ResponseReturnValue:
    return show(
        template,
        title=title,
        caption=f"{paper['ref']}, {paper['title']}",
        back=back or url_for("case_letters.letter", ref=ref, code=paper["code"]),
        form=form,
        ref=ref,
        paper=paper,
        grave=grave,
        **more,
    )
