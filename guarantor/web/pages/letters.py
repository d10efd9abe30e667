"""The letters of every case: what is due, made and not sent, sent, come back; made and handed over by the batch.

One letter's own page is in case_letters. A batch is one page of its list, so that nobody waits for hundreds.
"""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.correspondence import SentHow, as_printed
from guarantor.services.correspondence import batches, bundles, letter_lists, letters
from guarantor.services.correspondence.letter_lists import DueLetter, Letter, UnsentLetter
from guarantor.services.entering import looking
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.desk import Desk, desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.showing import day, pages_of, plain, show

pages = Pages("letters", __name__)

_LISTS = {"due": "Due", "to-send": "Made, not sent", "sent": "Sent", "returned": "Came back"}
_WAYS = {
    SentHow.POST: "by post",
    SentHow.SIGNED_FOR: "by signed-for post",
    SentHow.EMAIL: "by email",
    SentHow.BY_HAND: "by hand",
}
_READERS = {"young-person": "the young person", "landlord": "the landlord"}


class Ticked(Form):
    """Those of a page of letters that are ticked."""

    letters = fields.some_of("Which letters?", [], needed="Tick at least one letter")

    def offer(self, shown: dict[str, str]) -> list[str]:
        """Offer letters to tick, by what tells them apart; answers what was ticked.

        What somebody else did since the page was shown stays a choice: the act leaves it out, and nobody is told off.
        """
        ticked = list(self.letters.data or [])
        self.letters.choices = {**dict.fromkeys(ticked, "Done by somebody else meanwhile"), **shown}
        return ticked


@pages.page("/letters", sees=View.CASES, section=(35, "Letters"))
def home() -> ResponseReturnValue:
    """One of the four lists of letters."""
    at = desk()
    which = request.args.get("show", "due")
    which = which if which in _LISTS else "due"
    held = _listed(at, which)
    counted = letter_lists.counted(at.office, at.person)
    due = held.found if which == "due" else len(batches.due(at.office, at.on, at.person))
    return show(
        "letters/home.html",
        title="Letters",
        which=which,
        lists=list(_LISTS.items()),
        held=held,
        due=due,
        counted=counted,
        makes=may(at.person.roles, Act.ISSUE_LETTER),
        sends=may(at.person.roles, Act.RECORD_DISPATCH),
        readers=_READERS,
        printed=as_printed,
        listing=pages_of("page", held.page, held.pages),
    )


@pages.page("/letters/make", does=Act.ISSUE_LETTER)
def make() -> ResponseReturnValue:
    """Make those of a page of the letters that are due which are ticked; then what was made, and what could not be."""
    at = desk()
    held = letter_lists.due(at.office, at.person, at.on, _page())
    form = Ticked(letters=[each.key for each in held.letters])
    ticked = form.offer({each.key: _due_in_words(each) for each in held.letters})
    if form.sent():
        wanted = letter_lists.chosen_due(at.office, at.person, at.on, ticked)
        batch = batches.make(at.office, at.person, wanted, at.on, _uncounted)
        return show(
            "letters/made.html",
            title=_of_all(len(batch.done), len(ticked), "made"),
            back=url_for("letters.home"),
            batch=batch,
            title_of=letters.title,
            left=len(batches.due(at.office, at.on, at.person)) - len(batch.not_done),
        )
    return show(
        "letters/make.html",
        title="Make the letters that are due",
        back=url_for("letters.home"),
        form=form,
        held=held,
        listing=pages_of("page", held.page, held.pages),
    )


@pages.page("/letters/send", does=Act.RECORD_DISPATCH)
def send() -> ResponseReturnValue:
    """Take a page of the letters that never went out as one file, each recorded as sent in the same act."""
    at = desk()
    how = _how()
    held = letter_lists.to_send(at.office, at.person, how, _page())
    can = [each for each in held.letters if each.place is not None]
    form = Ticked(letters=[each.code for each in can])
    ticked = form.offer({each.code: _unsent_in_words(each) for each in can})
    if form.sent():
        return _handed_over(at, how, ticked)
    return show(
        "letters/send.html",
        title="Hand letters over to be sent",
        back=url_for("letters.home", show="to-send"),
        form=form,
        held=held,
        can=can,
        cannot=[each for each in held.letters if each.place is None],
        how=how,
        ways=[(each, plain(says)) for each, says in _WAYS.items()],
        how_in_words=_WAYS[how],
        readers=_READERS,
        listing=pages_of("page", held.page, held.pages),
    )


@pages.page("/letters/again", does=Act.RECORD_DISPATCH, methods=("POST",))
def again() -> ResponseReturnValue:
    """A page of the letters that were sent, once more as one file: the first may never have arrived on the desk."""
    at = desk()
    papers = letter_lists.under(at.office, at.person, request.form.getlist("code"))
    for case_ref in sorted({each.case_ref for each in papers}):
        looking.record(at.office, at.person, case_ref)
    content = bundles.sent_before(at.office, [each.code for each in papers])
    return download(content, f"letters-again-{at.on}.zip", "application/zip")


def _listed(at: Desk, which: str) -> Any:
    match which:
        case "due":
            return letter_lists.due(at.office, at.person, at.on, _page())
        case "to-send":
            return letter_lists.to_send(at.office, at.person, SentHow.POST, _page())
    return letter_lists.sent(at.office, at.person, _page(), came_back=which == "returned")


def _handed_over(at: Desk, how: SentHow, codes: list[str]) -> ResponseReturnValue:
    """The file, with what could not be sent listed in it; where nothing could, a page that says why."""
    bundle = bundles.Bundle()
    papers = letter_lists.under(at.office, at.person, codes)
    batch = batches.send_all(at.office, at.person, papers, how, at.on, bundle.take, _uncounted)
    if not batch.done:
        return show(
            "letters/not_sent.html",
            title="None of these letters was sent",
            back=url_for("letters.send", how=how),
            batch=batch,
            title_of=letters.title,
        )
    return download(bundle.zipped(batch.not_done), f"letters-{how}-{at.on}.zip", "application/zip")


def _page() -> int:
    return request.args.get("page", 1, type=int)


def _how() -> SentHow:
    asked = request.args.get("how", "")
    return SentHow(asked) if asked in set(SentHow) else SentHow.POST


def _about(letter: Letter) -> str:
    whose = f", {letter.young_person}" if letter.young_person else ""
    return f"{letter.title}, to {_READERS[letter.reader]}: {letter.about}{whose}"


def _due_in_words(letter: DueLetter) -> str:
    return f"{_about(letter)}, due since {day(letter.due.since_on)}"


def _unsent_in_words(letter: UnsentLetter) -> str:
    return f"{_about(letter)}, made on {day(letter.issued.made_on)}. Goes to: {' '.join((letter.place or '').split())}"


def _of_all(number: int, of_all: int, verb: str) -> str:
    return f"{number} of {of_all} letter{'' if of_all == 1 else 's'} {verb}"


def _uncounted(_number: int, _of_all: int) -> None:
    """A page answers once it is done: nobody watches the count meanwhile."""
