"""`guarantor policy`: policies in words, compared, checked, tried on facts, and proposed with other thresholds."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.reading import documents, whole_text
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.references import proposal_number
from guarantor.domain.wrong_input import WrongInput, one_of
from guarantor.services.acting import identity
from guarantor.services.adoption import known_policies, policies, policies_shown, proposals, trying
from guarantor.services.adoption.proposals import NewValue, SourceKind
from guarantor.services.adoption.trying import Tried

policy_app = typer.Typer(
    no_args_is_help=True, help="Policies: list, show, diff, check, try, propose, proposals, withdraw."
)
FOUND = 3
Number = Annotated[str, typer.Argument(metavar="PP-n", help="A proposed policy.")]
Why = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why, in a few words; no young person's name.")
]


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(policy_app, name="policy")


@policy_app.command(
    name="list",
    help="List the policies with their status and the day they are in force from. For: everybody.",
)
def list_(json: AsJson = False) -> None:
    known = policies.listed()
    kept = ("policy", "status", "in_force_from", "title")
    answer(known if json else [{name: each[name] for name in kept} for each in known], as_json=json)


@policy_app.command(
    help="Show a policy's criteria, thresholds and sources in plain words, assumptions marked. For: everybody."
)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as kent-pilot.")],
    on: On = None,
    json: AsJson = False,
) -> None:
    day = day_given(on)
    if json:
        answer(policies.shown(name, day), as_json=True)
    else:
        print(policies.in_words(name, day))


@policy_app.command(help="Say in words what one policy has otherwise than another. For: everybody.")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="Such as kent-pilot.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Such as kent-proposed-2026, or PP-1.")],
    json: AsJson = False,
) -> None:
    if known_policies.needs_database(before) or known_policies.needs_database(after):
        found = policies_shown.differences(look(View.PROGRAMMES), before, after)
    else:
        found = policies.differences(before, after)
    answer(found, as_json=json)


@policy_app.command(
    help="Check a policy file: every fault at once, by line. Exit code 3 where there is one. For: everybody."
)
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A policy as YAML; - for standard input.")],
    json: AsJson = False,
) -> None:
    found = policies.faults(whole_text(file))
    answer({"sound": not found, "faults": found}, as_json=json)
    if found:
        raise typer.Exit(FOUND)


@policy_app.command(
    name="try",
    help="Judge facts by any policy as if in force, every finding in words; stores nothing. "
    f"{who_sees(View.PROGRAMMES)} With --case: {who_sees(View.CASES).removeprefix('For: ')}",
)
def try_(
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="Such as kent-pilot, or PP-1.")],
    facts: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="One application; default: an example's facts.")
    ] = None,
    case: Annotated[str | None, typer.Option(metavar="REF", help="The facts of this case.")] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if facts is not None and case is not None:
        raise WrongInput.at("--facts and --case", "expected one of the two")
    office = look(View.PROGRAMMES) if case is None else look(View.CASES, case)
    day = identity.business_day(office, day_given(on))
    if facts is not None:
        found = trying.judge_document(known_policies.policy(office, policy), documents(facts), day)
    else:
        given = trying.example(day) if case is None else trying.of_case(office, case)
        found = trying.judge(office, policy, given, day)
    answer(found.decision if json else _in_words(found), as_json=json)


@policy_app.command(
    help=f"Propose a policy with other thresholds; it binds nobody until it is adopted. {who(Act.PROPOSE_POLICY)}"
)
def propose(
    from_: Annotated[str, typer.Option("--from", metavar="POLICY", help="The policy to begin from.")],
    valid_from: Annotated[str, typer.Option(metavar="DATE", help="The day it would be in force from.")],
    reason: Why,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A threshold; may come again.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SOURCE",
            help='What a value rests on: "minute: ...", "officer: ..." or assumption; one for each --set.',
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    day = dates.date(valid_from, "--valid-from")
    values = _values(set_ or [], source or [])
    at = desk(by, on)
    answer(proposals.propose(at.office, at.person, from_, values, day, reason, at.on), as_json=json)


@policy_app.command(
    name="proposals", help=f"List what was proposed: by whom, when and why. {who_sees(View.PROGRAMMES)}"
)
def proposals_(json: AsJson = False) -> None:
    found = proposals.listed(look(View.PROGRAMMES))
    kept = ("proposal", "policy", "state", "in_force_from", "proposed_by", "proposed_on", "why")
    answer(found if json else [{name: each[name] for name in kept} for each in found], as_json=json)


@policy_app.command(help=f"Show a proposal and what it changes. {who_sees(View.PROGRAMMES)}")
def proposal(number: Number, json: AsJson = False) -> None:
    answer(proposals.shown(look(View.PROGRAMMES), proposal_number(number)), as_json=json)


@policy_app.command(help=f"Take a proposal back. {who(Act.WITHDRAW_POLICY)}")
def withdraw(number: Number, reason: Why, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(proposals.withdraw(at.office, at.person, proposal_number(number), reason, at.on), as_json=json)


def _values(given: list[str], sources: list[str]) -> list[NewValue]:
    """The new values with what each rests on. Raises WrongInput for what is not NAME=..., or for a stray source."""
    papers = dict(_named(each, "--source") for each in sources)
    named = [_named(each, "--set") for each in given]
    stray = sorted(papers.keys() - {name for name, _ in named})
    if stray:
        raise WrongInput.at("--source", f"expected a --set for {', '.join(stray)}")
    return [_value(name, value, papers.get(name)) for name, value in named]


def _value(name: str, value: str, source: str | None) -> NewValue:
    if source is None:
        return NewValue(name, value, None)
    kind, _, paper = source.partition(":")
    return NewValue(name, value, one_of(SourceKind, kind, "--source"), paper.strip())


def _named(text: str, field: str) -> tuple[str, str]:
    name, is_, value = text.partition("=")
    if not is_ or not name.strip():
        raise WrongInput.at(field, f"expected NAME=..., not {text!r}")
    return name.strip(), value.strip()


def _in_words(found: Tried) -> dict[str, object]:
    return {
        "policy": found.policy,
        "judged": "as if in force" if found.before_its_time else "in force",
        "on": found.on.isoformat(),
        "outcome": found.decision["outcome"],
        "offer": found.decision["offer"],
        "findings": [
            {"criterion": each["title"], "result": each["result"], "reason": each["reason"]}
            for each in found.findings
        ],
        "what would change it": [each["says"] for each in found.decision["would_change"]],
    }
