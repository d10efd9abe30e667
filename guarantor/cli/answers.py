"""How the command line speaks: one JSON document on stdout, or words for people; everything else on stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from guarantor.domain.access import MAY, MAY_SEE, Act, View
from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput

By = Annotated[
    str | None,
    typer.Option("--by", metavar="USER", help="Who acts; only in a rehearsal, a live database knows you."),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day it happened, such as 2018-08-01. Default: today."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
Key = Annotated[
    str | None, typer.Option("--key", metavar="K", help="The same key with the same content is the same act.")
]


IN_ONE_PIECE = 12
"""The longest value that a table never breaks, in characters."""


def who(act: Act) -> str:
    """The sentence in a command's help that says who may."""
    return f"For: {' or '.join(sorted(MAY[act]))}."


def who_sees(view: View) -> str:
    """The sentence in a command's help that says who may look."""
    return f"For: {', '.join(sorted(MAY_SEE[view]))}."


def answer(document: Any, *, as_json: bool) -> None:
    """Print an answer: as it is for machines, in words for people."""
    if as_json:
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        _in_words(document)


def note(text: str) -> None:
    """Say something beside the answer."""
    print(text, file=sys.stderr)


def say_faults(error: WrongInput, code: int) -> int:
    """One sentence on stderr for each fault."""
    for fault in error.faults:
        note(str(fault))
    return code


def refuse(error: Refused, code: int, *, as_json: bool) -> int:
    """A refusal in words, and for machines by its name."""
    if as_json:
        answer({"refused": error.name, "says": str(error)}, as_json=True)
    note(str(error))
    return code


def _in_words(document: Any, indent: str = "") -> None:
    if isinstance(document, Mapping):
        for name, value in document.items():
            _line(str(name).replace("_", " "), value, indent)
    elif isinstance(document, Sequence) and not isinstance(document, str):
        _rows(document, indent)
    else:
        print(f"{indent}{document}")


def _line(name: str, value: Any, indent: str) -> None:
    if isinstance(value, Mapping) or (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        print(f"{indent}{name}:")
        _in_words(value, indent + "  ")
    elif isinstance(value, list):
        print(f"{indent}{name}: {', '.join(str(each) for each in value) or 'none'}")
    else:
        print(f"{indent}{name}: {_spoken(value)}")


def _rows(rows: Sequence[Any], indent: str) -> None:
    if not rows:
        print(f"{indent}none")
        return
    if not isinstance(rows[0], Mapping):
        for row in rows:
            print(f"{indent}{row}")
        return
    simple = [name for name, value in rows[0].items() if not isinstance(value, Mapping | list)]
    table = Table(box=None, pad_edge=False)
    for name in simple:
        # A reference, a date or a sum stays in one piece; words may go on in the next line.
        whole = max(len(_spoken(row.get(name))) for row in rows) <= IN_ONE_PIECE
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=whole)
    for row in rows:
        table.add_row(*(_spoken(row.get(name)) for name in simple))
    Console(soft_wrap=False).print(table)


def _spoken(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
