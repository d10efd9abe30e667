"""`guarantor replay`: a proposed rule rehearsed over many cases before it binds anyone."""

import csv
import sys
from typing import Annotated, Any

import typer

from guarantor import clock
from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.cli.reading import documents
from guarantor.domain.access import View
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.adoption import known_policies, replaying


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help="Judge many cases by two policies as if in force, and show who changes, the places and the cost. "
        f"{who_sees(View.CASES)} With --facts: everybody."
    )(replay)


def replay(
    from_: Annotated[str, typer.Option("--from", metavar="POLICY", help="The policy to compare from.")],
    to: Annotated[str, typer.Option("--to", metavar="POLICY", help="The policy to compare to.")],
    facts: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Applications; default: all stored cases.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Counts only, small numbers hidden, no references.")
    ] = False,
    on: On = None,
    json: AsJson = False,
    csv_: Annotated[bool, typer.Option("--csv", help="The changed cases as CSV.")] = False,
) -> None:
    if (json and csv_) or (public and csv_):
        raise WrongInput.at("--csv", "expected alone: with --json or --public there is no CSV")
    day = day_given(on)
    office: Office | None
    if facts is None:
        office = look(View.CASES)
        dated = replaying.of_stored_cases(office, identity.business_day(office, day), identity.reader(office))
    else:
        given = documents(facts)
        dated = replaying.of_documents(given if isinstance(given, list) else [given], day, clock.today())
        # Shipped policies and given facts need no database; a proposed or adopted policy stands in one.
        stored = known_policies.needs_database(from_) or known_policies.needs_database(to)
        office = look(View.PROGRAMMES) if stored else None
    found = replaying.compare(dated, from_, to, office)
    # A proposed policy has the name of the one it was begun from; what was asked for tells them apart.
    named = {"from": from_, "to": to}
    if public:
        answer({**replaying.public(found), **named}, as_json=json)
        return
    document = {**replaying.document(found), **named}
    if csv_:
        _csv(document)
    else:
        answer(document if json else _in_words(document), as_json=json)


def _csv(document: dict[str, Any]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["reference", "from", "to", "criteria", "cannot_tell"])
    for case in document["changed"]:
        unknown = "yes" if case["reference"] in document["cannot_tell"] else "no"
        writer.writerow([case["reference"], case["from"], case["to"], " ".join(case["criteria"]), unknown])


def _in_words(document: dict[str, Any]) -> dict[str, Any]:
    cost = document["liability"]
    return {
        "from": document["from"],
        "to": document["to"],
        "judged": document["judged"],
        "cases": document["cases"],
        "outcomes": [{"policy": document[side], **document["counts"][side]} for side in ("from", "to")],
        "who changes": [{**case, "criteria": ", ".join(case["criteria"])} for case in document["changed"]],
        "cannot tell, a fact is missing": document["cannot_tell"],
        "places": [{"policy": document[side], **document["places"][side]} for side in ("from", "to")],
        f"liability of eligible offers (assumption: basis {cost['basis']}, owner finance)": [
            {"policy": document[side], **cost[side]["eligible"]} for side in ("from", "to")
        ],
        "with referred offers too": [
            {"policy": document[side], **cost[side]["eligible_and_refer"]} for side in ("from", "to")
        ],
    }
