"""The worktray, which is the first page: what needs this person, and what waits for them as the second of two.

Every task leads to the page where it is done, by its address; a page that this service lacks is no link.
"""

from enum import StrEnum
from typing import Any, TypeVar

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY, MAY_SEE, Act, View, may
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.trays import KINDS_OF, Due, Matter, Order, Queue, Whose
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import confirming
from guarantor.services.correspondence import executed_copies
from guarantor.services.entering import restricting
from guarantor.services.worktrays import queues, tray
from guarantor.services.worktrays.tray import Chosen
from guarantor.web import leading
from guarantor.web.access import Pages
from guarantor.web.desk import Desk, desk
from guarantor.web.forms import Form
from guarantor.web.references import case_of
from guarantor.web.showing import done, pages_of, show

pages = Pages("worktray", __name__)

_CONFIRMING = tuple(act for act in Act if act.value.startswith("confirm_") and act in MAY)
_CONFIRMED_ELSEWHERE = (Act.PROPOSE_PAYEE, Act.PROPOSE_DELETION)
"""Acts that nobody confirms without the page that shows what they do."""
Choice = TypeVar("Choice", bound=StrEnum)

_SAYS = {
    Queue.TO_DECIDE: "to decide",
    Queue.TO_ASSESS: "to assess",
    Queue.LACKING: "lacking facts",
    Queue.DRAFTS: "not handed in",
    Queue.TO_ISSUE: "approved, to issue",
}

_MATTERS = (
    (Matter.ALARMS, "Alarms: missed or unheard-of rent"),
    (Matter.CLAIMS, "Claims"),
    (Matter.REVIEWS, "Reviews and support"),
    (Matter.LETTERS_BACK, "Letters that came back"),
)


class Confirm(Form):
    """The second person's word."""


@pages.page("/", anyone=True, section=(10, "Worktray"))
def home() -> ResponseReturnValue:
    """The open tasks of the person's roles, what is late first."""
    at = desk()
    kind = _chosen(TaskKind, "what")
    chosen = Chosen(
        kind=kind,
        matter=_chosen(Matter, "what"),
        whose=_chosen(Whose, "whose") or Whose.ALL,
        due=_chosen(Due, "due") or Due.ALL,
        order=_chosen(Order, "order") or Order.DUE,
        page=request.args.get("page", 1, type=int),
    )
    held = tray.tray(at.office, at.person, at.on, chosen)
    roles, kinds = at.person.roles, set(held.kinds)
    return show(
        "worktray/home.html",
        title="Worktray",
        on=at.on,
        tray=held,
        chosen=chosen,
        figures=_figures(at),
        matters=[(each, says) for each, says in _MATTERS if kinds & set(KINDS_OF[each])],
        sees_cases=bool(roles & MAY_SEE[View.CASES]),
        sees_tasks=bool(roles & MAY_SEE[View.TASKS]),
        links={
            task["number"]: leading.to_work(task["case"], task["guarantee"], task["claim"], roles)
            for task in held.tasks
            if not task["restricted"]
        },
        task_pages={
            task["number"]: leading.to(f"/tasks/T-{task['number']}", roles)
            for task in held.tasks
            if not task["restricted"]
        },
        listing=pages_of("page", held.page, held.pages),
    )


def _figures(at: Desk) -> list[tuple[int | None, str, str | None]]:
    """What waits beside the tasks: how many, of what, and where it is done."""
    head = queues.head(at.office, at.person, at.on)
    figures: list[tuple[int | None, str, str | None]] = [
        (number, _SAYS[queue], url_for("queues.queue", of=queue)) for queue, number in head.queues.items()
    ]
    if any(may(at.person.roles, act) for act in _CONFIRMING):
        figures.append(
            (
                len(_waiting_for(at)) + len(_copies(at)),
                "to confirm as second person",
                url_for("worktray.waiting"),
            )
        )
    if head.waiting_list is not None:
        figures.append(
            (head.waiting_list, "on the waiting list", leading.to("/waiting-list", at.person.roles))
        )
    letters = leading.to("/letters", at.person.roles)
    if head.letters_due is not None or (head.makes_letters and letters):
        figures.append((head.letters_due, "letters due", letters))
    return figures


@pages.page("/waiting", anyone=True, section=(15, "To confirm"))
def waiting() -> ResponseReturnValue:
    """Acts of two that wait for somebody like this person to confirm them."""
    at = desk()
    return show(
        "worktray/waiting.html",
        title="Waiting for a second person",
        acts=_waiting_for(at, own_too=True),
        copies=_copies(at, own_too=True),
        me=at.person,
    )


@pages.page("/waiting/<pending:number>", does=_CONFIRMING)
def confirm(number: int) -> ResponseReturnValue:
    """What was proposed, whole, and the button by which the second person completes it."""
    at = desk()
    form = Confirm()
    found = next((each for each in _waiting_for(at, own_too=True) if each["pending"] == f"P-{number}"), None)
    if found is not None and found["act"] in _CONFIRMED_ELSEWHERE and request.method == "GET":
        return redirect(found["confirmed_at"])
    if form.sent():
        answer = confirming.confirm(at.office, at.person, number, on=at.on)
        if "set_up_code" in answer:
            # Shown once, here and nowhere else: a redirect would have to keep it somewhere.
            return show(
                "worktray/set_up_code.html", title=f"The account of {answer['user']} is open", answer=answer
            )
        return done(f"P-{number} is confirmed", url_for("worktray.waiting"))
    if found is None:
        if "refused" not in g:
            raise NotFound("PENDING", "a pending act that waits for you", f"P-{number}")
        found = {"pending": f"P-{number}", "act": "", "content": {}, "own": False}
    return show(
        "worktray/confirm.html",
        title=f"Confirm: {str(found['act']).removeprefix('propose_').replace('_', ' ')}",
        caption=found["pending"],
        back=url_for("worktray.waiting"),
        form=form,
        act=found,
        about=_about(at, found),
    )


def _waiting_for(at: Desk, *, own_too: bool = False) -> list[dict[str, Any]]:
    """What waits for somebody with this person's roles; with `own_too` also what they proposed themselves."""
    hidden = restricting.hidden_from(at.office, at.person)
    return [
        {**each, "own": each["proposed_by"] == at.person.name, "confirmed_at": _confirmed_at(each)}
        for each in confirming.waiting(at.office)
        if may(at.person.roles, confirming.completed_by(Act(each["act"])))
        and (own_too or each["proposed_by"] != at.person.name)
        and case_of({"concerns": each["concerns"]}) not in hidden
    ]


def _copies(at: Desk, *, own_too: bool = False) -> list[dict[str, Any]]:
    """Signed copies that wait to be compared by somebody like this person; with `own_too` also those they kept."""
    if not may(at.person.roles, Act.COMPARE_EXECUTED_COPY):
        return []
    hidden = restricting.hidden_from(at.office, at.person)
    return [
        {
            **each,
            "own": each["kept_by"] == at.person.name,
            "confirmed_at": url_for(
                "guarantees.confirm_copy", ref=each["ref"], number=int(each["copy"].removeprefix("SC-"))
            ),
        }
        for each in executed_copies.waiting(at.office)
        if (own_too or each["kept_by"] != at.person.name) and case_of({"of": each["ref"]}) not in hidden
    ]


def _confirmed_at(each: dict[str, Any]) -> str:
    """Where it is confirmed: what replaces or takes away something beside that, everything else by itself."""
    if each["act"] == Act.PROPOSE_PAYEE:
        return url_for("finance.confirm", ref=case_of({"of": each["concerns"]}), number=each["pending"])
    if each["act"] == Act.PROPOSE_PROGRAMME:
        return url_for("policies.adoption", number=each["pending"])
    if each["act"] == Act.PROPOSE_DELETION:
        return url_for("retention.run", number=each["pending"])
    return url_for("worktray.confirm", number=each["pending"])


def _about(at: Desk, found: dict[str, Any]) -> tuple[str, str | None]:
    """What it is about, and the page of that where there is one for this person to look at first."""
    concerns = str(found.get("concerns") or "")
    case_ref = case_of({"of": concerns})
    if case_ref is None:
        return concerns, None
    parts = concerns.count("/")
    guarantee = concerns if parts == 1 and "/K" not in concerns else None
    return concerns, leading.to_work(case_ref, guarantee, concerns if parts == 2 else None, at.person.roles)


def _chosen(kind: type[Choice], name: str) -> Choice | None:
    """What the address chooses; anything else chooses nothing."""
    value = request.args.get(name, "")
    return kind(value) if value in set(kind) else None
