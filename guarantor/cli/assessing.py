"""`guarantor assess`: one application in, one decision out; or many."""

import json as json_
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from guarantor import clock
from guarantor.cli.acting import day_given
from guarantor.cli.answers import AsJson, On, answer, note, say_faults
from guarantor.cli.reading import documents, one_by_one, parsed
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.adoption.assessing import Bench

WRONG = 2
File = Annotated[str, typer.Argument(metavar="FILE|-", help="JSON, an array, or one application a line.")]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(help="Judge applications by a policy; opens no database and stores nothing. For: everybody.")(
        assess
    )


def assess(
    file: File,
    policy: Annotated[str, typer.Option(help="The policy to judge by.")] = "kent-pilot",
    on: On = None,
    json: AsJson = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer line by line, as they come.")] = False,
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="With --jsonl: pass over bad lines, say them, exit 2.")
    ] = False,
) -> None:
    if json and jsonl:
        raise WrongInput.at("--json and --jsonl", "expected one of the two")
    if accept_good_rows and not jsonl:
        raise WrongInput.at("--accept-good-rows", "expected together with --jsonl")
    bench = Bench(policy, day_given(on), clock.today())
    if jsonl:
        _stream(bench, file, accept_good_rows=accept_good_rows)
        return
    given = documents(file)
    if isinstance(given, list):
        decisions = bench.judge_all(given)
        answer(decisions if json else [_row(decision) for decision in decisions], as_json=json)
    else:
        decision = bench.judge(given).document()
        answer(decision if json else _in_words(decision), as_json=json)


def _stream(bench: Bench, file: str, *, accept_good_rows: bool) -> None:
    bad = 0
    for place, judged in bench.judge_each(_counted(one_by_one(file)), parsed):
        if isinstance(judged, WrongInput):
            bad += 1
            say_faults(judged, WRONG)
            if not accept_good_rows:
                note(f"Stopped at {place}; what came before it was judged.")
                break
        else:
            sys.stdout.write(json_.dumps(judged, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    if bad:
        if accept_good_rows:
            note(f"Passed over: {bad}.")
        raise typer.Exit(WRONG)


def _counted(texts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The applications, with their count shown on a terminal's stderr while they come."""
    if not sys.stderr.isatty():
        yield from texts
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} applications"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("assess", total=None)
        for place, text in texts:
            yield place, text
            progress.advance(task)


def _row(decision: dict[str, Any]) -> dict[str, Any]:
    turned = [each["criterion"] for each in decision["findings"] if each["result"] in ("refer", "not_met")]
    return {
        "reference": decision["reference"],
        "outcome": decision["outcome"],
        "because of": ", ".join(turned or decision["missing"]) or None,
        "cap": decision["offer"]["cap"] if decision["offer"] else None,
    }


def _in_words(decision: dict[str, Any]) -> dict[str, Any]:
    kept = ("reference", "policy", "assessed_on", "outcome", "in_principle", "missing", "offer")
    findings = [
        {"criterion": each["criterion"], "result": each["result"], "reason": each["reason"]}
        for each in decision["findings"]
    ]
    return {name: decision[name] for name in kept} | {
        "findings": findings,
        "what would change it": [each["says"] for each in decision["would_change"]],
    }
