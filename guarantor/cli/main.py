"""The way in: finds the noun, loads only its module, and gives every error its words and its exit code.

Exit codes: 0 done; 1 failure (the database cannot be used); 2 wrong input, a sentence for each fault; 3 refused by a
rule, or a check that found something.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from guarantor.cli import argv
from guarantor.cli.answers import note, refuse, say_faults
from guarantor.cli.lateness import WHY
from guarantor.cli.usage import one_sentence
from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput

FAILED, WRONG, REFUSED = 1, 2, 3

NOUNS: dict[str, str] = {
    "assess": "assessing",
    "replay": "replaying",
    "policy": "policy",
    "programme": "programme",
    "user": "user",
    "confirm": "confirming",
    "case": "case",
    "guarantee": "guarantee",
    "rent": "rent",
    "claim": "claim",
    "payee": "payee",
    "task": "task",
    "letters": "letters",
    "import": "importing",
    "ledger": "ledger",
    "finance": "finance",
    "audit": "audit",
    "forecast": "forecast",
    "risk": "risk",
    "report": "report",
    "daily": "daily",
    "db": "db",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "prune-backups": "safekeeping",
    "retention": "retention",
    "subject-access": "subject_access",
    "demo": "demo",
    "serve": "serve",
}
"""Each first word and the module that knows it."""


def main(words: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    given = argv.why_first(argv.spread(list(sys.argv[1:] if words is None else words)))
    sys.exit(_run(given))


def _run(given: list[str]) -> int:
    try:
        code = _invoke(given)
        sys.stdout.flush()
    except Exit as leaving:
        code = leaving.exit_code
    except WrongInput as error:
        code = say_faults(error, WRONG)
    except Refused as error:
        code = refuse(error, REFUSED, as_json="--json" in given)
    except (Abort, KeyboardInterrupt):
        code = _fail("Stopped; what was not finished was not kept.")
    except TyperException as error:
        note(one_sentence(error))
        code = WRONG
    except BrokenPipeError:
        # Whoever read the output has left, as head does; the rest has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _fail(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
    except Exception as error:  # noqa: BLE001 - a bug is raised again in _database_failure
        code = _database_failure(error)
    return code if isinstance(code, int) else 0


def _invoke(given: list[str]) -> object:
    # Typer's own main would turn a reader who left early into a failure, so the command is invoked without it.
    command = typer.main.get_command(_app(given))
    with command.make_context("guarantor", list(given)) as context:
        return command.invoke(context)


def _fail(says: str) -> int:
    note(says)
    return FAILED


def _app(given: Sequence[str]) -> typer.Typer:
    """The application with the module of the noun that was given, or with all of them for help."""
    app = typer.Typer(
        help="Runs a council's rent guarantor scheme: rules, cases, guarantees, rent, claims, ledger, liability.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    words = given[2:] if given[:1] == ["--why"] else given
    noun = next((word for word in words if not word.startswith("-")), None)
    for module in [NOUNS[noun]] if noun in NOUNS else NOUNS.values():
        importlib.import_module(f"guarantor.cli.{module}").register(app)

    @app.callback()
    def _top(
        why: Annotated[
            str | None,
            typer.Option(
                metavar="REASON", help="Why an act is dated before today; a live database asks for it."
            ),
        ] = None,
    ) -> None:
        WHY.set(why)

    return app


def _database_failure(error: Exception) -> int:
    """A database that cannot be used is a failure in one sentence; anything else is our own bug and shows whole."""
    failure = importlib.import_module("guarantor.services.acting.failures").sentence(error)
    if failure is None:
        raise error
    note(failure.says)
    return REFUSED if failure.refused else FAILED
