"""`guarantor case`: applications from paper to decision."""

from typing import Annotated, Any

import typer

from guarantor.cli.acting import desk, left_open, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.case_after import Ref, after_app
from guarantor.cli.reading import one_document
from guarantor.domain.access import Act, View
from guarantor.domain.lifecycle import GateItem
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import cases, decisions, exceptions, showing

case_app = typer.Typer(
    no_args_is_help=True, help="Applications: from paper to decision, and what follows besides a guarantee."
)
case_app.add_typer(after_app)


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(case_app, name="case")


@case_app.command(help=f"Open a case from a JSON document (- for standard input). {who(Act.ADD_CASE)}")
def add(
    file: Annotated[str, typer.Argument(metavar="FILE")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    document = one_document(file)
    at = desk(by, on)
    answer(cases.add(at.office, at.person, document, at.on), as_json=json)


@case_app.command(help=f"Hand an application in. {who(Act.SUBMIT_CASE)}")
def submit(ref: Ref, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(cases.submit(at.office, at.person, case_ref(ref), at.on), as_json=json)


@case_app.command(
    help=f"Take a corrected or completed document; it is assessed again. {who(Act.REVISE_CASE)}"
)
def revise(
    ref: Ref,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    document = one_document(file)
    at = desk(by, on)
    answer(cases.revise(at.office, at.person, case_ref(ref), document, at.on), as_json=json)


@case_app.command(help=f"Weigh a case by the adopted policy. {who(Act.ASSESS_CASE)}")
def assess(
    ref: Ref,
    policy: Annotated[str | None, typer.Option(help="A policy that a programme has adopted.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(cases.assess(at.office, at.person, case_ref(ref), at.on, policy), as_json=json)


@case_app.command(help=f"Approve or decline an assessed case. {who(Act.DECIDE_CASE)}")
def decide(
    ref: Ref,
    decision: Annotated[str, typer.Argument(metavar="approve|approve-in-principle|decline")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")],
    accepts: Annotated[
        list[str] | None, typer.Option(metavar="CRITERION...", help="Referred findings the approver accepts.")
    ] = None,
    excepts: Annotated[
        list[str] | None,
        typer.Option(
            "--except",
            metavar="CRITERION...",
            help="Unmet findings to approve all the same; a second approver confirms.",
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if excepts and decision != "approve":
        raise WrongInput.at("--except", "expected only with approve")
    at = desk(by, on)
    if excepts:
        proposed = exceptions.propose_exception(
            at.office, at.person, case_ref(ref), excepts, accepts or [], reason, at.on
        )
        answer(proposed, as_json=json)
        return
    made = decisions.decide(at.office, at.person, case_ref(ref), decision, reason, accepts or [], at.on)
    answer(made, as_json=json)


@case_app.command(help=f"Record what was seen before issue. {who(Act.RECORD_GATE_ITEM)}")
def gate(
    ref: Ref,
    item: Annotated[GateItem, typer.Argument()],
    evidence: Annotated[str, typer.Option(help="What was seen.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    seen = cases.record_gate_item(at.office, at.person, case_ref(ref), item, evidence, at.on)
    answer(seen, as_json=json)


@case_app.command(help=f"Show one case, whole. {who_sees(View.CASES)}")
def show(
    ref: Ref,
    today: Annotated[
        bool, typer.Option("--today", help="Say beside it what today's rules would; nothing is stored.")
    ] = False,
    json: AsJson = False,
) -> None:
    office = look(View.CASES, case_ref(ref))
    shown = showing.case(office, case_ref(ref))
    if today:
        shown["todays_rules_would_say"] = showing.todays_rules_would_say(office, ref)
    answer(shown if json else _in_words(shown), as_json=json)


@case_app.command(name="list", help=f"List every case. {who_sees(View.CASES)}")
def list_(json: AsJson = False) -> None:
    office = look(View.CASES)
    listed = left_open(office, showing.cases(office))
    if json:
        answer(listed, as_json=True)
        return
    rows = [
        {
            "ref": each["ref"],
            "status": each["status"],
            "outcome": each["outcome"],
            "name": each["young_person"]["name"],
            "guarantees": ", ".join(held["guarantee_ref"] for held in each["guarantees"]) or None,
        }
        for each in listed
    ]
    answer(rows, as_json=False)


def _in_words(shown: dict[str, Any]) -> dict[str, Any]:
    """The case for people: findings in sentences instead of whole records."""
    said = {name: value for name, value in shown.items() if name not in ("assessment", "assessments")}
    said["assessments"] = [
        {name: each[name] for name in ("purpose", "assessed_on", "by", "outcome")}
        for each in shown["assessments"]
    ]
    kept = ("guarantee_ref", "status", "starts_on", "ends_on", "share", "cap", "paid")
    said["guarantees"] = [{name: each[name] for name in kept} for each in shown["guarantees"]]
    if shown["assessment"]:
        said["findings"] = _findings(shown["assessment"])
    if "todays_rules_would_say" in shown:
        said["todays_rules_would_say"] = _findings(shown["todays_rules_would_say"])
    return said


def _findings(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [{name: each[name] for name in ("criterion", "result", "reason")} for each in record["findings"]]
