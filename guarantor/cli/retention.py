"""`guarantor retention`: what is kept how long, what is due to go, holds, and the deletion run of two people."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, On, answer, note, who, who_sees
from guarantor.domain.access import Act, View
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import open_office
from guarantor.services.data_protection import deletion, due, erasure_list, legal_holds
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, clocks
from guarantor.services.safekeeping import clearing

retention_app = typer.Typer(
    no_args_is_help=True,
    help="How long people's data is kept: clocks, due, hold, lift, propose, clear, erased, reapply.",
)
Case = Annotated[str, typer.Argument(metavar="REF", help="A case.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it goes with the case.")]


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(retention_app, name="retention")


@retention_app.command(
    name="clocks",
    help="How long each kind of record is kept, from when, and on what that rests. For: everybody.",
)
def clocks_(json: AsJson = False) -> None:
    found = [
        {
            "kind": each.kind,
            "months": each.months,
            "from": EVENT_IN_WORDS[each.event],
            "about": each.about,
            "source": each.source,
            "owner": each.owner,
        }
        for each in clocks().values()
    ]
    answer(found, as_json=json)


@retention_app.command(
    name="due", help=f"What has a clock that runs or is over, the soonest first. {who_sees(View.USERS)}"
)
def due_(on: On = None, json: AsJson = False) -> None:
    found = due.listed(look(View.USERS), day_given(on))
    kept = ("case", "kind", "event_on", "due_on", "rows", "held", "due")
    answer(found if json else [{name: each[name] for name in kept} for each in found], as_json=json)


@retention_app.command(help=f"Hold a case: nothing of it goes by its clock. {who(Act.PUT_HOLD)}")
def hold(case: Case, reason: Why, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(legal_holds.put(at.office, at.person, case, reason, at.on), as_json=json)


@retention_app.command(help=f"Lift the hold of a case. {who(Act.LIFT_HOLD)}")
def lift(case: Case, reason: Why, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(legal_holds.lift(at.office, at.person, case, reason, at.on), as_json=json)


@retention_app.command(
    help="Propose that everything whose time is over goes; another administrator reviews the list and confirms with "
    f"guarantor confirm. {who(Act.PROPOSE_DELETION)}"
)
def propose(by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(deletion.propose(at.office, at.person, at.on), as_json=json)


@retention_app.command(
    help="After a deletion run: write the tables anew, so that nothing of what was erased is left in the database's "
    "files. Others wait while it runs. For: the operator."
)
def clear(json: AsJson = False) -> None:
    clearing.clear(open_office())
    answer({"cleared": True}, as_json=json)
    note("Backups made before still hold what was erased, until their own last day.")


@retention_app.command(
    help="Bring the list of what was erased up to now, as every erasure and every backup does, and say what it holds. "
    "GUARANTOR_ERASURE_LIST_FILE names it. For: the operator."
)
def erased(json: AsJson = False) -> None:
    office = open_office()
    file = office.settings.erasure_list_file
    if file is None:
        raise WrongInput.at(erasure_list.SETTING, "expected a file outside the database")
    erasure_list.check(office)
    if not erasure_list.bring_up(office):
        raise WrongInput.at(erasure_list.SETTING, f"expected a file that can be written, and {file} cannot")
    answer({"file": str(file), "rows": len(erasure_list.read(file).rows)}, as_json=json)


@retention_app.command(
    help="Erase again what a list names and the record still holds, as a restore does by itself. For: the operator."
)
def reapply(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The list of what was erased.")],
    json: AsJson = False,
) -> None:
    answer(erasure_list.reapply(open_office(), file, "FILE"), as_json=json)
