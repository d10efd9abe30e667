"""The verbs of `guarantor letters` that follow a paper on its way: due, sent, returned, withdrawn."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.counting import counting
from guarantor.domain.access import Act, View
from guarantor.domain.correspondence import ReturnReason, SentHow, WithdrawalReason, as_printed
from guarantor.domain.references import paper_code
from guarantor.domain.wrong_input import one_of
from guarantor.services.acting import identity
from guarantor.services.correspondence import batches, dispatch, withdrawing
from guarantor.services.correspondence.batches import Batch
from guarantor.services.correspondence.dispatch import HandOver
from guarantor.tabular.sheet import neutral

Code = Annotated[
    str, typer.Argument(metavar="CODE", help="The code printed on the paper, with or without its dashes.")
]
_HOW = "|".join(SentHow)
INDEX = "index.csv"
INDEX_HEAD = ("file", "about", "code", "send_to")


def add_sending(app: typer.Typer) -> None:
    """Add these verbs to the noun."""
    app.command(
        help=f"List the letters that the record asks for and nobody has made. {who_sees(View.CASES)}"
    )(due)
    app.command(
        help=f"Make every letter that is due, and list what could not be made. {who(Act.ISSUE_LETTER)}"
    )(make_due)
    app.command(help=f"Record that a paper was sent: how, and where to. {who(Act.RECORD_DISPATCH)}")(send)
    app.command(
        help="Write every paper that was never sent to a folder with an index, record each as sent, and list what "
        f"could not be sent and why. {who(Act.RECORD_DISPATCH)}"
    )(send_all)
    app.command(
        help=f"Record that a paper came back; a task asks for a new address. {who(Act.RECORD_RETURNED_LETTER)}"
    )(returned)
    app.command(
        help=f"Say that a paper no longer stands; a letter can be made anew then. {who(Act.WITHDRAW_PAPER)}"
    )(withdraw)


def due(on: On = None, json: AsJson = False) -> None:
    office = look(View.CASES)
    day = identity.business_day(office, day_given(on))
    listed = [
        {"kind": each.kind, "ref": each.ref, "since": each.since_on.isoformat()}
        for each in batches.due(office, day, identity.reader(office))
    ]
    answer(listed if json or listed else "No letter is due.", as_json=json)


def make_due(by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    with counting("letters made") as told:
        batch = batches.make_due(at.office, at.person, at.on, told)
    _answer(batch, "made", as_json=json)


def send(
    code: Code,
    how: Annotated[str, typer.Option(metavar=_HOW, help="How it was sent.")],
    to: Annotated[str | None, typer.Option(help="Where to; without it the place on record.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    way = one_of(SentHow, how, "--how")
    answer(dispatch.send(at.office, at.person, paper_code(code), way, at.on, to), as_json=json)


def send_all(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write the files and their index.")],
    how: Annotated[str, typer.Option(metavar=_HOW, help="How they are sent.")] = SentHow.POST,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    way = one_of(SentHow, how, "--how")
    papers = batches.to_send(at.office, at.person)
    with counting("letters sent") as told:
        batch = batches.send_all(at.office, at.person, papers, way, at.on, _into(out), told)
    _answer(batch, "sent", as_json=json)


def returned(
    code: Code,
    reason: Annotated[str, typer.Option(metavar="|".join(ReturnReason), help="What was said on it.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    why = one_of(ReturnReason, reason, "--reason")
    answer(dispatch.came_back(at.office, at.person, paper_code(code), why, at.on), as_json=json)


def withdraw(
    code: Code,
    reason: Annotated[str, typer.Option(metavar="|".join(WithdrawalReason), help="Why it no longer stands.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    why = one_of(WithdrawalReason, reason, "--reason")
    answer(withdrawing.withdraw(at.office, at.person, paper_code(code), why, at.on), as_json=json)


def _into(folder: Path) -> HandOver:
    """Write a file under its code, which tells nobody anything, and its line of the index, once."""

    def hand_over(code: str, ref: str, place: str, content: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name, index = f"{code}.pdf", folder / INDEX
        (folder / name).write_bytes(content)
        lines = index.read_text(encoding="utf-8").splitlines() if index.exists() else []
        if any(line.startswith(f"{name},") for line in lines):
            return
        with index.open("a", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            if not lines:
                writer.writerow(INDEX_HEAD)
            writer.writerow([name, ref, as_printed(code), neutral(place)])

    return hand_over


def _answer(batch: Batch, verb: str, *, as_json: bool) -> None:
    not_done = [{"kind": each.kind, "ref": each.ref, "why": each.why} for each in batch.not_done]
    if as_json:
        answer({verb: list(batch.done), f"not_{verb}": not_done}, as_json=True)
        return
    answer(f"{len(batch.done):,} {verb}, {len(not_done):,} could not be {verb}.", as_json=False)
    if not_done:
        answer(not_done, as_json=False)
